"""Terms and rules as the office reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from tradewind.domains.loyalty.models import DepositTerms, EarnRule, MileageTerms


def list_mileage_terms(*, limit: int = 50) -> Sequence[MileageTerms]:
    """By currency, the latest first."""
    return list(MileageTerms.objects.order_by("currency", "-starts_at")[:limit])


def list_deposit_terms(*, limit: int = 50) -> Sequence[DepositTerms]:
    """By currency, the latest first."""
    return list(DepositTerms.objects.order_by("currency", "-starts_at")[:limit])


def list_earn_rules(
    *, now: datetime, funded_by_store: int | None = None, limit: int = 200
) -> Sequence[EarnRule]:
    """Rules that hold now or later: all, or those that one store funds."""
    rows = EarnRule.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now))
    if funded_by_store is not None:
        rows = rows.filter(store_id=funded_by_store, store_funds=True)
    return list(rows.select_related("store", "category").order_by("-starts_at", "-pk")[:limit])
