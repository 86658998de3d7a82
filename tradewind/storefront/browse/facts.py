"""What a product says of itself, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tradewind.domains.catalogue.queries.facts import AttributeFacts
from tradewind.platform.i18n import formats

TOLD = ("benefits", "uses", "ingredients")
"""Attributes that are told at length, each under a heading of its own, in this order."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something one may want to know, in words."""

    label: str
    value: str


def told_sections(attributes: Sequence[AttributeFacts]) -> list[Fact]:
    """What it is good for, how to use it, what is in it: as far as the seller tells."""
    told = {one.code: one for one in attributes}
    return [Fact(told[code].label, told_value(told[code])) for code in TOLD if code in told]


def told_value(attribute: AttributeFacts) -> str:
    """Its value as the reader writes it: yes or no, a number with its unit, a list."""
    value = attribute.value
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float):
        return f"{formats.number(value)} {attribute.unit}".strip()
    return value if isinstance(value, str) else formats.listed(value)
