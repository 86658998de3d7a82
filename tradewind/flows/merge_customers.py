"""One person, two records: what would move, and moving it.

A store merges records of its own; the office gives a member what they did as a guest under another
address, in every store. Neither can be undone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from tradewind.domains.consent.operations import claim_consents
from tradewind.domains.consent.queries import count_unclaimed_consents
from tradewind.domains.customers.care import Kept, kept_of
from tradewind.domains.customers.errors import AddressOfMember
from tradewind.domains.customers.models import Customer
from tradewind.domains.customers.operations import claim_dealings
from tradewind.domains.customers.operations.merging import absorb, locked_pair
from tradewind.domains.customers.queries import CustomerRow, get_customer, same_person
from tradewind.domains.engagement.operations import reviewing, waiting
from tradewind.domains.engagement.queries.waiting import count_unclaimed_entries
from tradewind.domains.identity.models import Person
from tradewind.domains.identity.queries import owner_of_address
from tradewind.domains.loyalty import operations as loyalty
from tradewind.domains.loyalty.queries import count_unclaimed_wallets
from tradewind.domains.orders import operations as orders
from tradewind.domains.orders.queries import count_of_customer, count_unclaimed_purchases
from tradewind.kernel.errors import InvalidInput
from tradewind.platform import audit


@dataclass(frozen=True, slots=True)
class RecordMerge:
    """What of `other` would go over to `keep`: orders, and what staff kept."""

    keep: CustomerRow
    other: CustomerRow
    orders: int
    kept: Kept


@dataclass(frozen=True, slots=True)
class GuestMerge:
    """What lies under a guest's address: purchases, records in stores, consents, wallets with points
    and deposit, places in waiting lists. Favourites of guests hang on their browser, not on an
    address, and come along when they sign in there."""

    purchases: int
    records: int
    consents: int
    wallets: int
    waiting: int


def preview_records(*, store_id: int, keep_id: str, other_id: str) -> RecordMerge:
    """What merging two records of a store would move. Raises as `merge_records`."""
    with transaction.atomic():
        _keep, other = locked_pair(store_id=store_id, keep_id=keep_id, other_id=other_id)
        return RecordMerge(
            keep=get_customer(store_id=store_id, public_id=keep_id),
            other=get_customer(store_id=store_id, public_id=other_id),
            orders=count_of_customer(store_id=store_id, customer_id=other.pk),
            kept=kept_of(store_id=store_id, customer_row_id=other.pk),
        )


def merge_records(*, store_id: int, keep_id: str, other_id: str, actor: str) -> Customer:
    """Make two records of a store one, which is `keep_id`; `other_id` is gone.

    Raises `NotFound`, `SameCustomer`, `TwoMembers`.
    """
    with transaction.atomic():
        keep, other = locked_pair(store_id=store_id, keep_id=keep_id, other_id=other_id)
        return _one(keep, other, actor)


def preview_guest(*, person: Person, email: str) -> GuestMerge:
    """What `merge_guest` would move. Raises `InvalidInput`, `AddressOfMember`."""
    emails = _guest_address(person, email)
    return GuestMerge(
        purchases=count_unclaimed_purchases(emails=emails),
        records=len(same_person(person_id=None, emails=emails)),
        consents=count_unclaimed_consents(emails=emails),
        wallets=count_unclaimed_wallets(emails=emails),
        waiting=count_unclaimed_entries(emails=emails),
    )


def merge_guest(*, person: Person, email: str, actor: str) -> GuestMerge:
    """Make the member's what was done as a guest under `email`: the same as when they sign in with
    that address verified, which the office vouches for here. Then each store has one record of them.

    What moved is returned; repeating it moves nothing. Raises `InvalidInput`, `AddressOfMember`.
    """
    with transaction.atomic():
        emails = _guest_address(person, email)
        moved = GuestMerge(
            purchases=orders.adopt(person_id=person.pk, emails=emails),
            records=claim_dealings(person_id=person.pk, emails=emails),
            consents=claim_consents(person_id=person.pk, emails=emails),
            wallets=loyalty.join(person_id=person.pk, emails=emails),
            waiting=waiting.claim_entries(person_id=person.pk, emails=emails),
        )
        reviewing.claim_reviews(person_id=person.pk)
        _one_a_store(person, actor)
        audit.record(
            actor=actor,
            action="people.merge_guest",
            subject=person.public_id,
            store_id=None,
            changes={name: [0, getattr(moved, name)] for name in GuestMerge.__dataclass_fields__},
        )
    return moved


def _one_a_store(person: Person, actor: str) -> None:
    """Where a store has several records of the member, the one under their own address stays."""
    by_store: dict[int, list[Customer]] = {}
    for row in same_person(person_id=person.pk, emails=()):
        by_store.setdefault(row.store_id, []).append(row)
    for store_id, rows in sorted(by_store.items()):
        own = person.email.lower()
        first, *rest = sorted(rows, key=lambda row: (row.email.lower() != own, row.pk))
        for row in rest:
            keep, other = locked_pair(
                store_id=store_id, keep_id=first.public_id, other_id=row.public_id
            )
            _one(keep, other, actor)


def _one(keep: Customer, other: Customer, actor: str) -> Customer:
    orders.reassign(store_id=keep.store_id, from_id=other.pk, to_id=keep.pk)
    return absorb(keep=keep, other=other, actor=actor)


def _guest_address(person: Person, email: str) -> Collection[str]:
    address = email.strip().lower()
    if "@" not in address or len(address) > 254:
        raise InvalidInput({"email": "invalid"})
    found = owner_of_address(email=address)
    if found is not None and found.pk != person.pk:
        raise AddressOfMember
    return [address]
