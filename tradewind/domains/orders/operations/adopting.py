"""What somebody bought as a guest becomes theirs once they show that the address is."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models.functions import Lower

from tradewind.domains.orders.models import Purchase


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
