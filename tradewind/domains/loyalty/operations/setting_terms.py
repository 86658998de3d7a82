"""New terms from a moment on. Former ones stay, so that what was true then can be told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from tradewind.domains.catalogue.queries.tree import category_tree
from tradewind.domains.loyalty.models import DepositTerms, EarnRule, MileageTerms
from tradewind.domains.loyalty.rules.errors import TermsInThePast
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money
from tradewind.platform import audit


def set_mileage_terms(
    *,
    points: int,
    worth: Money,
    least_balance: int = 0,
    least_order: Money | None = None,
    most_share_bp: int = 10_000,
    step: int = 1,
    valid_days: int = 365,
    grace_days: int = 30,
    starts_at: datetime | None = None,
    actor: str = "",
) -> MileageTerms:
    """What `points` are `worth` from `starts_at` on (now unless told). Raises `InvalidInput`,
    `TermsInThePast`.
    """
    now = clock.now()
    wrong = _too_small(
        {"points": points, "worth": worth.minor, "step": step, "valid_days": valid_days}
    )
    if worth.currency not in settings.CURRENCIES:
        wrong["currency"] = "unknown"
    if not 0 <= most_share_bp <= 10_000:
        wrong["most_share"] = "too_large"
    if least_balance < 0 or grace_days < 0 or (least_order is not None and least_order.minor < 0):
        wrong["least_balance"] = "too_small"
    if wrong:
        raise InvalidInput(wrong)
    row = MileageTerms(
        currency=worth.currency,
        starts_at=_not_past(starts_at, now),
        points=points,
        worth_minor=worth.minor,
        least_balance=least_balance,
        least_order_minor=least_order.minor if least_order is not None else 0,
        most_share_bp=most_share_bp,
        step=step,
        valid_days=valid_days,
        grace_days=grace_days,
        made_by=actor,
    )
    _save(row, "loyalty.set_mileage_terms", row.public_id, actor)
    return row


def set_deposit_terms(
    *,
    least: Money,
    most: Money,
    most_held: Money,
    starts_at: datetime | None = None,
    actor: str = "",
) -> DepositTerms:
    """How much may be paid in at once and held. Raises `InvalidInput`, `TermsInThePast`."""
    now = clock.now()
    wrong = _too_small({"least": least.minor})
    if most < least:
        wrong["most"] = "too_small"
    if most_held < most:
        wrong["most_held"] = "too_small"
    if least.currency not in settings.CURRENCIES:
        wrong["currency"] = "unknown"
    if wrong:
        raise InvalidInput(wrong)
    row = DepositTerms(
        currency=least.currency,
        starts_at=_not_past(starts_at, now),
        least_minor=least.minor,
        most_minor=most.minor,
        most_held_minor=most_held.minor,
        made_by=actor,
    )
    _save(row, "loyalty.set_deposit_terms", row.public_id, actor)
    return row


def add_earn_rule(
    *,
    rate_bp: int,
    store_id: int | None = None,
    category_slug: str = "",
    store_funds: bool = False,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    actor: str = "",
) -> EarnRule:
    """A share of goods that comes back as points; the one of the same scope and funder ends then.

    Raises `InvalidInput`, `TermsInThePast`.
    """
    now = clock.now()
    begins = _not_past(starts_at, now)
    node = category_tree().by_slug.get(category_slug)
    wrong = {} if 0 < rate_bp <= 10_000 else {"rate": "too_large" if rate_bp > 0 else "too_small"}
    if category_slug and node is None:
        wrong["category"] = "unknown"
    if store_funds and store_id is None:
        wrong["store"] = "required"
    if ends_at is not None and ends_at <= begins:
        wrong["ends_on"] = "too_small"
    if wrong:
        raise InvalidInput(wrong)
    scope: dict[str, Any] = {
        "store_id": store_id,
        "category_id": None if node is None else node.category_id,
        "store_funds": store_funds,
    }
    with transaction.atomic():
        EarnRule.objects.filter(
            Q(ends_at=None) | Q(ends_at__gt=begins),
            starts_at__lte=begins,
            **scope,
        ).update(ends_at=begins)
        row = EarnRule.objects.create(
            **scope,
            rate_bp=rate_bp,
            starts_at=begins,
            ends_at=ends_at,
            made_by=actor,
        )
        if actor:
            audit.record(
                actor=actor,
                action="loyalty.add_earn_rule",
                subject=row.public_id,
                store_id=store_id if store_funds else None,
                changes={"rate_bp": [None, rate_bp]},
            )
    return row


def end_earn_rule(*, rule_id: str, actor: str, funded_by_store: int | None = None) -> EarnRule:
    """End a rule now; with `funded_by_store` only one that this store funds. Raises `NotFound`."""
    now = clock.now()
    with transaction.atomic():
        rows = EarnRule.objects.select_for_update().filter(public_id=rule_id)
        if funded_by_store is not None:
            rows = rows.filter(store_id=funded_by_store, store_funds=True)
        row = rows.first()
        if row is None:
            raise NotFound(id=rule_id)
        if row.ends_at is None or row.ends_at > now:
            row.ends_at = max(now, row.starts_at)
            row.save(update_fields=["ends_at"])
            audit.record(
                actor=actor,
                action="loyalty.end_earn_rule",
                subject=row.public_id,
                store_id=funded_by_store,
            )
    return row


def _too_small(given: dict[str, int]) -> dict[str, str]:
    return {name: "too_small" for name, value in given.items() if value <= 0}


def _not_past(starts_at: datetime | None, now: datetime) -> datetime:
    if starts_at is not None and starts_at < now:
        raise TermsInThePast(starts_at=starts_at)
    return starts_at or now


def _save(row: MileageTerms | DepositTerms, action: str, subject: str, actor: str) -> None:
    try:
        with transaction.atomic():
            row.save()
            if actor:
                audit.record(actor=actor, action=action, subject=subject, store_id=None)
    except IntegrityError:
        raise InvalidInput({"starts_at": "taken"}) from None
