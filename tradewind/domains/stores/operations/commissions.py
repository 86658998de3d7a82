"""What the mall takes of a store's sales, from a day on. Orders keep the share of their own day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tradewind.domains.stores.events import StoreChanged
from tradewind.domains.stores.models import CommissionTerm, Store
from tradewind.domains.stores.operations.locking import locked_store
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import audit
from tradewind.platform.events import publish


def set_commission(
    *, store_id: int, commission_bp: int, starts_on: date, actor: str
) -> CommissionTerm:
    """The share from `starts_on`, today or later (UTC); saying another for the same day replaces it.

    Raises `InvalidInput`, `NotFound`.
    """
    now = clock.now()
    wrong = {}
    if not 0 <= commission_bp <= 10_000:
        wrong["commission"] = "invalid"
    if starts_on < now.date():
        wrong["starts_on"] = "too_small"
    if wrong:
        raise InvalidInput(wrong)
    with transaction.atomic():
        store = locked_store(store_id)
        term, _ = CommissionTerm.objects.for_store(store_id).update_or_create(
            store=store,
            starts_on=starts_on,
            defaults={"commission_bp": commission_bp, "set_by": actor, "set_at": now},
        )
        audit.record(
            actor=actor,
            action="stores.set_commission",
            subject=store.public_id,
            store_id=store.pk,
            changes={
                "commission_bp": [store.commission_bp, commission_bp],
                "starts_on": [None, starts_on.isoformat()],
            },
        )
        _hold(store, now.date())
    return term


def drop_commission(*, store_id: int, term_id: str, actor: str) -> None:
    """Take back a share that has not begun. Raises `InvalidInput`, `NotFound`."""
    with transaction.atomic():
        store = locked_store(store_id)
        term = CommissionTerm.objects.for_store(store_id).filter(public_id=term_id).first()
        if term is None:
            raise NotFound(id=term_id)
        if term.starts_on <= clock.now().date():
            raise InvalidInput({"starts_on": "too_small"})
        CommissionTerm.objects.for_store(store_id).filter(pk=term.pk).delete()
        audit.record(
            actor=actor,
            action="stores.drop_commission",
            subject=store.public_id,
            store_id=store.pk,
            changes={"starts_on": [term.starts_on.isoformat(), None]},
        )


def begin_commissions(*, on: date) -> int:
    """Let the shares whose day has come hold; how many stores that changed."""
    terms = CommissionTerm.objects.across_stores("every store's day begins at once")
    store_ids = terms.filter(starts_on__lte=on).values_list("store_id", flat=True).distinct()
    changed = 0
    for store_id in sorted(store_ids):
        with transaction.atomic():
            changed += _hold(locked_store(store_id), on)
    return changed


def _hold(store: Store, on: date) -> bool:
    term = CommissionTerm.objects.for_store(store.pk).filter(starts_on__lte=on).first()
    if term is None or term.commission_bp == store.commission_bp:
        return False
    store.commission_bp = term.commission_bp
    store.save(update_fields=["commission_bp", "updated_at"])
    publish(StoreChanged(store_id=store.public_id, fields=["commission_bp"]))
    return True
