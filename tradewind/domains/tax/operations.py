"""Tax rules are loaded from data, never written by hand."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tradewind.domains.tax.models import TaxRule
from tradewind.domains.tax.queries import forget_rates
from tradewind.domains.tax.rules import Rule, check_periods


def load_rules(*, rows: Sequence[Rule]) -> None:
    """Keep `rows`; one that starts the same day as a kept rule of its kind replaces it.

    Safe to repeat. Raises `RulesOverlap` when `rows` contradict each other.
    """
    check_periods(rows)
    with transaction.atomic():
        TaxRule.objects.bulk_create(
            [
                TaxRule(
                    country=row.country,
                    region=row.region,
                    name=row.name,
                    category=row.category,
                    rate=row.rate,
                    on_shipping=row.on_shipping,
                    starts_on=row.starts_on,
                    ends_on=row.ends_on,
                    source=row.source,
                    translations={tag: dict(words) for tag, words in row.translations.items()},
                )
                for row in rows
            ],
            update_conflicts=True,
            unique_fields=["country", "region", "name", "category", "starts_on"],
            update_fields=["rate", "on_shipping", "ends_on", "source", "translations"],
        )
    forget_rates()
