"""The build of what the browser loads."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.ui.conftest import ROOT

LOCK = ROOT / "frontend" / "package-lock.json"


def test_the_lock_file_pins_by_content_and_names_no_registry() -> None:
    packages = {
        name: package for name, package in json.loads(LOCK.read_text())["packages"].items() if name
    }

    assert len(packages) > 10
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_a_second_build_does_nothing(assets: Path) -> None:
    again = subprocess.run(
        [sys.executable, ROOT / "frontend" / "build.py"], capture_output=True, text=True, check=True
    )

    assert again.stdout == "assets: up to date\n"


def test_every_collected_name_changes_with_its_content(assets: Path) -> None:
    manifest = json.loads((assets / "staticfiles.json").read_text())["paths"]

    for name in ("ui.css", "ui.js", "storefront.css", "console.css", "icons.svg"):
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", manifest[f"dist/{name}"])


def test_themes_reach_the_browser_as_written(assets: Path) -> None:
    sheet = (assets / "dist" / "ui.css").read_text()

    assert "light-dark(" in sheet
    assert list(dict.fromkeys(re.findall(r"@layer (\w+)", sheet))) == [
        "reset", "tokens", "base", "components", "screens", "utilities",
    ]  # fmt: skip
