"""docs/events.md and docs/features.md say what is so."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from tests.architecture.everything import ROOT, subclasses
from tradewind.api.app import api
from tradewind.platform.events import Event
from tradewind.platform.http.routes import routes

EVENTS = ROOT / "docs" / "events.md"
FEATURES = ROOT / "docs" / "features.md"

AREAS = {"SHOP": 18, "CHAT": 12, "AUTO": 10, "LIVE": 6, "DESK": 15, "CREATOR": 8}
IDENTIFIERS = [
    f"{area}-{number:02}" for area, count in AREAS.items() for number in range(1, count + 1)
]
STATES = ("working", "partly", "not yet")
_CODE = re.compile(r"`([^`]+)`")


def told_events() -> dict[str, list[str]]:
    """Name → fields, as the guide's table has them."""
    _, _, listed = EVENTS.read_text().partition("## Events there are\n")
    rows = re.findall(r"^\| `([\w.]+)` \|([^|]*)\|", listed, re.M)
    return {name: _CODE.findall(fields) for name, fields in rows}


def feature_rows() -> Iterator[list[str]]:
    """The cells of each row of the table: id, what, state, pages, REST, tests."""
    for line in FEATURES.read_text().splitlines():
        if re.match(r"\| [A-Z]+-\d\d \|", line):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def test_every_event_is_in_the_guide_with_its_fields() -> None:
    published = {
        event.name: [field.name for field in dataclasses.fields(event)]
        for event in subclasses(Event)
        if "name" in vars(event)
    }
    assert told_events() == published


def test_every_feature_is_named_once_and_in_order() -> None:
    assert [row[0] for row in feature_rows()] == IDENTIFIERS
    assert [row[0] for row in feature_rows() if row[2] not in STATES] == []


def test_what_is_there_names_a_test_and_what_is_not_names_nothing() -> None:
    for name, _, state, pages, rest, tests in feature_rows():
        assert bool(tests) == (state != "not yet"), name
        assert state != "not yet" or not (pages or rest), name


def test_pages_operations_and_tests_that_are_named_exist() -> None:
    names = {route.name for route in routes()}
    operations = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    missing = []
    for name, _, _, pages, rest, tests in feature_rows():
        missing += [(name, page) for page in _CODE.findall(pages) if page not in names]
        missing += [(name, one) for one in _CODE.findall(rest) if one not in operations]
        missing += [(name, one) for one in _CODE.findall(tests) if not (ROOT / one).exists()]
    assert missing == []
