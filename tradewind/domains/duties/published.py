"""The rules that come with the project: one TOML file a customs territory under `data/`."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from tradewind.domains.duties.rules import ImportRule

_DATA = Path(__file__).resolve().parent / "data"


@cache
def published_rules() -> tuple[ImportRule, ...]:
    """Every rule of every file, in the order of the files."""
    return tuple(rule for path in sorted(_DATA.glob("*.toml")) for rule in _read(path))


def _read(path: Path) -> list[ImportRule]:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        ImportRule(
            countries=tuple(told["countries"]),
            currency=told["currency"],
            starts_on=rule["starts_on"],
            duty_free_to=_amount(rule.get("duty_free_to")),
            tax_free_to=_amount(rule.get("tax_free_to")),
            duty=Decimal(rule["duty"]),
            duty_by_chapter={
                chapter: Decimal(rate) for chapter, rate in rule["duty_by_chapter"].items()
            },
            free_origins=tuple(rule["free_origins"]),
            tax_name=rule["tax_name"],
            tax=Decimal(rule["tax"]),
            source=rule["source"],
            is_verified=rule["is_verified"],
        )
        for rule in told["rule"]
    ]


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
