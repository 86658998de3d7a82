"""Each test with memories and an index of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.domains.factories.discovery import forget_everything


@pytest.fixture(autouse=True)
def fresh(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.DATA = tmp_path
    forget_everything()
    yield
    forget_everything()
