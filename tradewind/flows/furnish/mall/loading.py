"""Reads the mall from the files that come with the package."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from tradewind.flows.furnish.mall import reading
from tradewind.flows.furnish.mall.rules import complaints
from tradewind.flows.furnish.mall.shapes import Mall
from tradewind.kernel.errors import TradewindError

_DATA = Path(__file__).parent / "data"

# The order in which sellers stand on the home page.
_STORES = (
    "atelier-neige",
    "cedar-and-swell",
    "kiln-and-linen",
    "little-puffin",
    "maison-calanque",
    "halcyon-electric",
)


class UnsoundFurniture(TradewindError):
    """The data files contradict each other; `complaints` lists every rule broken."""

    code = "unsound_furniture"


@cache
def load_mall() -> Mall:
    """The whole demo mall, checked by every rule of `rules.RULES`.

    Read once per process. Raises `reading.MalformedFurniture` when a table has the wrong shape
    and `UnsoundFurniture` when the tables do not fit together.
    """
    mall = _read()
    wrong = complaints(mall)
    if wrong:
        raise UnsoundFurniture(complaints=wrong)
    return mall


def _read() -> Mall:
    house, shelves = _table("mall.toml"), _table("shelves.toml")
    return Mall(
        name=house["name"],
        tagline=reading.text(house["tagline"], where="mall.tagline"),
        sections=tuple(reading.section(raw) for raw in shelves["section"]),
        categories=tuple(reading.category(raw) for raw in shelves["category"]),
        tags=tuple(reading.tag(raw) for raw in shelves["tag"]),
        options=tuple(
            reading.option(code, raw) for code, raw in _table("options.toml")["option"].items()
        ),
        attributes=tuple(
            reading.attribute(code, raw)
            for code, raw in _table("attributes.toml")["attribute"].items()
        ),
        stores=tuple(reading.store(slug, _table(f"stores/{slug}.toml")) for slug in _STORES),
        products=tuple(
            reading.product(raw, of_store=slug)
            for slug in _STORES
            for raw in _table(f"products/{slug}.toml")["product"]
        ),
        stories=tuple(reading.story(raw) for raw in house["story"]),
        people=tuple(reading.person(raw) for raw in house["person"]),
        guides=tuple(reading.guide(raw) for raw in _table("guides.toml")["guide"]),
        rates=reading.rates(house["rates"]),
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))
