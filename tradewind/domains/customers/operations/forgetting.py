"""Customers without a name: what a store sold stays counted, to whom does not."""

from __future__ import annotations

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat, Lower

from tradewind.domains.customers.models import (
    Address,
    Customer,
    CustomerNote,
    CustomerTag,
    CustomerTask,
)
from tradewind.domains.identity.forgotten import Forgotten


def forget_person(*, whom: Forgotten) -> dict[str, int]:
    """Addresses go; each store keeps a customer with an alias, its counts and its country."""
    addresses = int(Address.objects.filter(person_id=whom.person_id).delete()[0])
    known = (
        Customer.objects.across_stores("a person is mall-wide")
        .annotate(told=Lower("email"))
        .filter(Q(person_id=whom.person_id) | Q(told__in=whom.emails))
    )
    rows = Customer.objects.across_stores("a person is mall-wide").filter(
        pk__in=list(known.values_list("pk", flat=True))
    )
    reason = "a person is mall-wide"
    told = list(rows.values_list("pk", flat=True))
    notes = CustomerNote.objects.across_stores(reason).filter(customer_id__in=told).delete()
    tasks = CustomerTask.objects.across_stores(reason).filter(customer_id__in=told).delete()
    CustomerTag.objects.across_stores(reason).filter(customer_id__in=told).delete()
    return {
        "addresses": addresses,
        "notes and tasks": int(notes[0]) + int(tasks[0]),
        "customer records": rows.update(
            person=None,
            # One store may know a person by two addresses; each row keeps its own alias.
            email=Concat(Cast(F("pk"), CharField()), Value("."), Value(whom.alias)),
            name="",
            phone="",
            first_visit=None,
        ),
    }
