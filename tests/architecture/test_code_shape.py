"""Files stay small and are named by the business; nothing happens behind one's back."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.architecture.everything import ROOT, sources

MOST_LINES = 300
LONGER: Mapping[str, str] = {}
FORBIDDEN = frozenset({"utils", "helpers", "common", "manager", "base", "core", "misc"})
# An ENGINE of Django is a package with this module in it.
NAMED_BY_DJANGO = {"tradewind/platform/postgres/engine/base.py"}
SIGNALS = re.compile(r"django\.dispatch|django\.(db\.models|core)\.signals|@receiver\b")


def test_files_are_small() -> None:
    long = {
        str(path): lines
        for path in sources()
        if (lines := len(_text(path).splitlines())) > MOST_LINES
    }
    assert {path: lines for path, lines in long.items() if path not in LONGER} == {}
    assert LONGER.keys() - long.keys() == set(), "short again: take it off the list"


def test_no_module_is_named_after_nothing() -> None:
    nameless = {str(path) for path in sources() if FORBIDDEN & {path.stem, *path.parts}}
    assert nameless == NAMED_BY_DJANGO


def test_nothing_listens_to_signals() -> None:
    listening = [str(path) for path in sources() if SIGNALS.search(_text(path))]
    assert listening == []


@pytest.mark.parametrize("marker", ["TODO", "FIXME", "XXX"])
def test_nothing_is_left_for_later(marker: str) -> None:
    left = [str(path) for path in sources() if re.search(rf"\b{marker}\b", _text(path))]
    assert left == []


def _text(path: object) -> str:
    return (ROOT / str(path)).read_text()
