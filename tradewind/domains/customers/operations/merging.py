"""Two records of one person in a store become one. The caller has moved what hangs on them above."""

from __future__ import annotations

from tradewind.domains.customers.errors import SameCustomer, TwoMembers
from tradewind.domains.customers.events import CustomersMerged
from tradewind.domains.customers.models import Customer, CustomerNote, CustomerTag, CustomerTask
from tradewind.kernel.errors import NotFound
from tradewind.platform import audit
from tradewind.platform.events import publish


def locked_pair(*, store_id: int, keep_id: str, other_id: str) -> tuple[Customer, Customer]:
    """Both records of a store (public ids), locked until the transaction ends, so that no order is
    written to either meanwhile. Raises `NotFound`, `SameCustomer`, and `TwoMembers` when each is of
    an account of its own."""
    if keep_id == other_id:
        raise SameCustomer
    rows = Customer.objects.for_store(store_id).filter(public_id__in=[keep_id, other_id])
    found = {
        row.public_id: row
        for row in rows.select_related("store").order_by("pk").select_for_update(of=("self",))
    }
    for asked in (keep_id, other_id):
        if asked not in found:
            raise NotFound(id=asked)
    keep, other = found[keep_id], found[other_id]
    if None not in (keep.person_id, other.person_id) and keep.person_id != other.person_id:
        raise TwoMembers
    return keep, other


def absorb(*, keep: Customer, other: Customer, actor: str) -> Customer:
    """Let `keep` be both: notes, tasks, tags, sums, what was known first. `other` is gone.

    Both are locked and nothing above points to `other` any more. It can't be undone: what came
    from which is not kept, but for the audit trail.
    """
    store_id = keep.store_id
    CustomerNote.objects.for_store(store_id).filter(customer=other).update(customer=keep)
    CustomerTask.objects.for_store(store_id).filter(customer=other).update(customer=keep)
    tags = CustomerTag.objects.for_store(store_id)
    held = tags.filter(customer=keep).values("text")
    tags.filter(customer=other).exclude(text__in=held).update(customer=keep)
    if other.created_at < keep.created_at:
        keep.first_visit_id = other.first_visit_id or keep.first_visit_id
        keep.created_at = other.created_at
    keep.person_id = keep.person_id or other.person_id
    keep.name, keep.phone = keep.name or other.name, keep.phone or other.phone
    keep.country = keep.country or other.country
    keep.orders_count += other.orders_count
    keep.spent_minor += other.spent_minor
    keep.last_order_at = max(filter(None, (keep.last_order_at, other.last_order_at)), default=None)
    merged_id = other.public_id
    other.delete()
    keep.save()
    audit.record(
        actor=actor,
        action="customers.merge",
        subject=keep.public_id,
        store_id=store_id,
        changes={"merged": [merged_id, keep.public_id]},
    )
    publish(
        CustomersMerged(
            customer_id=keep.public_id, merged_id=merged_id, store_id=keep.store.public_id
        )
    )
    return keep
