"""The terms that hold at a moment. Read by operations and queries alike."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from tradewind.domains.loyalty.models import DepositTerms, EarnRule, MileageTerms
from tradewind.domains.loyalty.rules.earning import Rate
from tradewind.domains.loyalty.rules.errors import DepositNotOffered, MileageNotOffered
from tradewind.domains.loyalty.rules.tenders import SpendTerms
from tradewind.kernel.money import Money


def find_mileage_terms(*, currency: str, at: datetime) -> MileageTerms | None:
    """What points are worth in a currency at a moment, None where they count for nothing."""
    rows = MileageTerms.objects.filter(currency=currency, starts_at__lte=at)
    return rows.order_by("-starts_at").first()


def mileage_terms(*, currency: str, at: datetime) -> MileageTerms:
    """The same. Raises `MileageNotOffered`."""
    found = find_mileage_terms(currency=currency, at=at)
    if found is None:
        raise MileageNotOffered(currency=currency)
    return found


def deposit_terms(*, currency: str, at: datetime) -> DepositTerms:
    """How much a deposit takes. Raises `DepositNotOffered`."""
    rows = DepositTerms.objects.filter(currency=currency, starts_at__lte=at)
    found = rows.order_by("-starts_at").first()
    if found is None:
        raise DepositNotOffered(currency=currency)
    return found


def spend_terms(terms: MileageTerms) -> SpendTerms:
    """Terms as the rules want them."""
    return SpendTerms(
        currency=terms.currency,
        points=terms.points,
        worth_minor=terms.worth_minor,
        least_balance=terms.least_balance,
        least_order=Money(terms.least_order_minor, terms.currency),
        most_share_bp=terms.most_share_bp,
        step=terms.step,
    )


def earn_rates(*, store_id: int, at: datetime) -> list[Rate]:
    """Every rate that may count for goods of a store sold at a moment."""
    rows = EarnRule.objects.filter(
        Q(store=None) | Q(store_id=store_id),
        Q(ends_at=None) | Q(ends_at__gt=at),
        starts_at__lte=at,
    )
    return [
        Rate(
            store_id=row.store_id,
            category_id=row.category_id,
            store_funds=row.store_funds,
            rate_bp=row.rate_bp,
        )
        for row in rows.order_by("pk")
    ]
