"""The terms that hold at a moment. Read by operations and queries alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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


def list_mileage_terms(*, currencies: Collection[str]) -> list[MileageTerms]:
    """Every worth points had or will have in these currencies, the latest first; for `holding`."""
    return list(MileageTerms.objects.filter(currency__in=currencies).order_by("-starts_at"))


def holding(terms: Iterable[MileageTerms], *, currency: str, at: datetime) -> MileageTerms | None:
    """What `find_mileage_terms` finds, among those listed."""
    return next((row for row in terms if row.currency == currency and row.starts_at <= at), None)


def list_earn_rules(*, store_ids: Collection[int]) -> list[EarnRule]:
    """Every rule there was or will be for goods of these stores; for `rates`."""
    rows = EarnRule.objects.filter(Q(store=None) | Q(store_id__in=store_ids))
    return list(rows.order_by("pk"))


def rates(rules: Iterable[EarnRule], *, store_id: int, at: datetime) -> list[Rate]:
    """Every rate that may count for goods of a store sold at a moment."""
    return [
        Rate(
            store_id=row.store_id,
            category_id=row.category_id,
            store_funds=row.store_funds,
            rate_bp=row.rate_bp,
        )
        for row in rules
        if row.store_id in (None, store_id)
        and row.starts_at <= at
        and (row.ends_at is None or row.ends_at > at)
    ]
