"""Reading stores, their staff and their places. Lists of one store are short and come whole."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from tradewind.domains.stores import tokens
from tradewind.domains.stores.models import (
    ApiToken,
    Location,
    Market,
    StaffMember,
    Store,
    StoreInvitation,
)
from tradewind.domains.stores.rules import PERMISSIONS, Role
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound

_public_ids: dict[int, str] = {}
_row_ids: dict[str, int] = {}


def public_ids(*, store_ids: Collection[int]) -> dict[int, str]:
    """Public ids by row id. Kept in the process, because neither ever changes."""
    unknown = [store_id for store_id in store_ids if store_id not in _public_ids]
    if unknown:
        _public_ids.update(Store.objects.filter(pk__in=unknown).values_list("pk", "public_id"))
    return {store_id: _public_ids[store_id] for store_id in store_ids}


def row_ids(*, public_ids: Collection[str]) -> dict[str, int]:
    """Row ids by public id, kept as well; of those there are."""
    unknown = [public_id for public_id in public_ids if public_id not in _row_ids]
    if unknown:
        _row_ids.update(Store.objects.filter(public_id__in=unknown).values_list("public_id", "pk"))
    return {public_id: _row_ids[public_id] for public_id in public_ids if public_id in _row_ids}


def forget_public_ids() -> None:
    """Empty the process's memory of them, for a process that moves to another database."""
    _public_ids.clear()
    _row_ids.clear()


def get_open_store(*, slug: str) -> Store:
    """A store that sells, by its slug. Raises `NotFound`."""
    store = Store.objects.filter(slug=slug, status=Store.Status.OPEN).first()
    if store is None:
        raise NotFound(id=slug)
    return store


def list_open_stores() -> list[Store]:
    """Every store that sells, by name."""
    return list(Store.objects.filter(status=Store.Status.OPEN))


def list_all_stores() -> list[Store]:
    """Every store whatever its status, by name: for the mall's office."""
    return list(Store.objects.all())


def get_store(*, store_id: int) -> Store:
    """A store by row id, whatever its status. Raises `NotFound`."""
    store = Store.objects.filter(pk=store_id).first()
    if store is None:
        raise NotFound(id=store_id)
    return store


def get_store_by_id(*, public_id: str) -> Store:
    """A store by public id, whatever its status. Raises `NotFound`."""
    store = Store.objects.filter(public_id=public_id).first()
    if store is None:
        raise NotFound(id=public_id)
    return store


def stores_of(*, person_id: int) -> list[StaffMember]:
    """Where a person works, by store name, each with its `store`."""
    return list(
        StaffMember.objects.across_stores("a person's own places of work")
        .select_related("store")
        .filter(person_id=person_id)
        .order_by("store__name")
    )


def list_staff(*, store_id: int) -> list[StaffMember]:
    """Who works in a store, each with its `person`, first come first."""
    return list(
        StaffMember.objects.for_store(store_id).select_related("person").order_by("joined_at", "pk")
    )


def staff_with(*, store_id: int, permission: str) -> list[StaffMember]:
    """Members whose role has that permission, each with its `person`."""
    roles = [role for role in Role if permission in PERMISSIONS[role]]
    return [member for member in list_staff(store_id=store_id) if member.role in roles]


def list_invitations(*, store_id: int) -> list[StoreInvitation]:
    """Invitations nobody accepted yet, the latest first, also those that are too old."""
    return list(
        StoreInvitation.objects.for_store(store_id).filter(accepted_at=None).order_by("-pk")
    )


def find_invitation(*, secret: str) -> StoreInvitation | None:
    """The open invitation a link is of, with its `store` and `invited_by`."""
    return (
        StoreInvitation.objects.across_stores("an invitation is known by its secret alone")
        .select_related("store", "invited_by")
        .filter(digest=tokens.digest(secret), accepted_at=None, expires_at__gt=clock.now())
        .first()
    )


def list_locations(*, store_id: int) -> list[Location]:
    """Places the store ships from, in the order of picking."""
    return list(Location.objects.for_store(store_id).filter(archived_at=None))


def list_markets(*, store_id: int) -> list[Market]:
    """Countries the store sells in, by code."""
    return list(Market.objects.for_store(store_id).order_by("country"))


def list_tokens(*, store_id: int) -> list[ApiToken]:
    """Keys that work, the latest first, each with its `created_by`."""
    return list(
        ApiToken.objects.for_store(store_id)
        .select_related("created_by")
        .filter(revoked_at=None)
        .order_by("-pk")
    )


def today_in(store: Store) -> date:
    """The present day where the store is."""
    return clock.now().astimezone(ZoneInfo(store.time_zone)).date()
