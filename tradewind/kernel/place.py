"""Where something goes or comes from, as far as price, tax and delivery care."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A country (ISO 3166-1 alpha-2) and, where it matters, a region (ISO 3166-2 without country)."""

    country: str
    region: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """From the most specific to any place: ``("CA-BC", "CA", "*")``."""
        if self.region:
            return (f"{self.country}-{self.region}", self.country, "*")
        return (self.country, "*")
