"""The rules that come with the project: one TOML file a customs territory under `data/`.

A file says what all its rules share (duty rates by chapter, treaties, import tax, and where those
are from), then each rule with its first day, thresholds, source and the day it was checked.
"""

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
            duty=Decimal(told["duty"]),
            duty_by_chapter={
                chapter: Decimal(rate) for chapter, rate in told["duty_by_chapter"].items()
            },
            free_origins=tuple(told["free_origins"]),
            tax_name=told["tax_name"],
            tax=Decimal(told["tax"]),
            source=rule["source"],
            is_verified=rule["is_verified"],
            sent_from=tuple(rule.get("sent_from", ())),
            flat_to=_amount(rule.get("flat_to")),
            flat_duty=_amount(rule.get("flat_duty")),
            tax_by_country={
                country: Decimal(rate) for country, rate in told.get("tax_by_country", {}).items()
            },
            checked_on=rule.get("checked_on"),
            rates_source=told["rates_source"],
        )
        for rule in told["rule"]
    ]


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
