"""The rules that come with the project: one TOML file a country under `data/`."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

from tradewind.domains.tax.rules import STANDARD, Rule

_DATA = Path(__file__).resolve().parent / "data"


def published_rules() -> list[Rule]:
    """Every rule of every file, in the order of the files."""
    return [rule for path in sorted(_DATA.glob("*.toml")) for rule in _read(path)]


def _read(path: Path) -> list[Rule]:
    told = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return [
        Rule(
            country=told["country"],
            region=region,
            name=rule["name"],
            category=rule.get("category", STANDARD),
            rate=Decimal(rule["rate"]),
            on_shipping=rule.get("on_shipping", True),
            starts_on=rule["starts_on"],
            ends_on=rule.get("ends_on"),
            source=rule.get("source", told["source"]),
            translations={
                tag: {"name": name} for tag, name in told["names"].get(rule["name"], {}).items()
            },
        )
        for rule in told["rule"]
        for region in rule["regions"]
    ]
