"""The buttons that lead to a provider: only for those the mall is registered with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from tradewind.domains.identity.queries import outside_providers


@dataclass(frozen=True, slots=True)
class Way:
    """A provider, what it is called, and where a form is posted to go there."""

    provider: str
    label: str
    url: str


def outside_ways() -> Sequence[Way]:
    """One statement."""
    return [Way(key, name, reverse(f"{key}_login")) for key, name in outside_providers()]
