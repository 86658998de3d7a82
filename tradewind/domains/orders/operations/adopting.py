"""What somebody bought as a guest becomes theirs once they show that the address is."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models.functions import Lower

from tradewind.domains.orders.models import Order, Purchase


def adopt(*, person_id: int, emails: Collection[str]) -> int:
    """Give the person every guest's purchase made with one of their verified `emails`.

    Returns how many there were. Repeating it changes nothing; a member's purchase never moves.
    """
    own = {email.lower() for email in emails}
    return (
        Purchase.objects.annotate(address_of=Lower("email"))
        .filter(person=None, address_of__in=own)
        .update(person_id=person_id)
    )


def reassign(*, store_id: int, from_id: int, to_id: int) -> int:
    """Let a store's orders be of another of its customers (row ids); returns how many."""
    rows = Order.objects.for_store(store_id).filter(customer_id=from_id)
    return rows.update(customer_id=to_id)
