"""Every template can be read, with every component, partial and filter it names."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.architecture.everything import ROOT

TEMPLATES = sorted(
    path.relative_to(folder)
    for folder in (ROOT / "tradewind").rglob("templates")
    for path in folder.rglob("*")
    if path.suffix in {".html", ".txt", ".js", ".xml"}
)


@pytest.mark.parametrize("name", TEMPLATES, ids=str)
def test_a_template_compiles(name: Path) -> None:
    get_template(str(name))
