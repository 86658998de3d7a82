"""What the mall takes of sales by category, from a day on. Orders keep the share of their own day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tradewind.domains.catalogue.models import Category
from tradewind.domains.orders.models import CategoryCommission
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import audit


def set_category_commission(
    *, category_id: str, commission_bp: int | None, starts_on: date, actor: str
) -> CategoryCommission:
    """The share of a category (public id) from `starts_on`, today or later (UTC), None for none of
    its own; saying another for the same day replaces it.

    Raises `InvalidInput`, `NotFound`.
    """
    now = clock.now()
    wrong = {}
    if commission_bp is not None and not 0 <= commission_bp <= 10_000:
        wrong["commission"] = "invalid"
    if starts_on < now.date():
        wrong["starts_on"] = "too_small"
    if wrong:
        raise InvalidInput(wrong)
    with transaction.atomic():
        category = Category.objects.select_for_update(no_key=True).filter(
            public_id=category_id, archived_at=None
        )
        found = category.first()
        if found is None:
            raise NotFound(id=category_id)
        before = CategoryCommission.objects.filter(category=found, starts_on__lte=starts_on).first()
        term, _ = CategoryCommission.objects.update_or_create(
            category=found,
            starts_on=starts_on,
            defaults={"commission_bp": commission_bp, "set_by": actor, "set_at": now},
        )
        audit.record(
            actor=actor,
            action="orders.set_category_commission",
            subject=category_id,
            store_id=None,
            changes={
                "commission_bp": [before.commission_bp if before else None, commission_bp],
                "starts_on": [None, starts_on.isoformat()],
            },
        )
    return term


def drop_category_commission(*, term_id: str, actor: str) -> None:
    """Take back a share that has not begun. Raises `InvalidInput`, `NotFound`."""
    with transaction.atomic():
        rows = CategoryCommission.objects.select_related("category")
        term = rows.select_for_update(of=("self",)).filter(public_id=term_id).first()
        if term is None:
            raise NotFound(id=term_id)
        if term.starts_on <= clock.now().date():
            raise InvalidInput({"starts_on": "too_small"})
        term.delete()
        audit.record(
            actor=actor,
            action="orders.drop_category_commission",
            subject=str(term.category.public_id),
            store_id=None,
            changes={"starts_on": [term.starts_on.isoformat(), None]},
        )
