"""Who works in a store, and as what. An owner always remains."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.stores.errors import LastOwner
from tradewind.domains.stores.events import StaffChanged
from tradewind.domains.stores.models import StaffMember
from tradewind.domains.stores.operations.locking import locked_store
from tradewind.domains.stores.rules import Role
from tradewind.kernel.errors import NotFound
from tradewind.platform import audit
from tradewind.platform.events import publish


def change_role(*, store_id: int, person_id: str, role: Role, actor: str) -> None:
    """Give the member with that public id another role. The same one again changes nothing.

    Raises `NotFound`, `LastOwner`.
    """
    with transaction.atomic():
        member = _locked_member(store_id, person_id)
        former = Role(member.role)
        if former is role:
            return
        if former is Role.OWNER:
            _check_another_owner(member)
        member.role = role
        member.save(update_fields=["role"])
        tell_staff_changed(member, role=role, actor=actor, former=former)


def remove_staff(*, store_id: int, person_id: str, actor: str) -> None:
    """End somebody's work in the store; what they did stays theirs. Raises `NotFound`, `LastOwner`."""
    with transaction.atomic():
        member = _locked_member(store_id, person_id)
        former = Role(member.role)
        if former is Role.OWNER:
            _check_another_owner(member)
        StaffMember.objects.for_store(store_id).filter(pk=member.pk).delete()
        tell_staff_changed(member, role=None, actor=actor, former=former)


def tell_staff_changed(
    member: StaffMember, *, role: Role | None, actor: str, former: Role | None = None
) -> None:
    """Note and publish a change of role, in the caller's transaction."""
    now = role.value if role else ""
    audit.record(
        actor=actor,
        action="stores.change_staff",
        subject=member.person.public_id,
        store_id=member.store_id,
        changes={"role": [former.value if former else "", now]},
    )
    publish(
        StaffChanged(store_id=member.store.public_id, person_id=member.person.public_id, role=now)
    )


def _locked_member(store_id: int, person_id: str) -> StaffMember:
    # The store's lock, so that two owners can't remove each other at once.
    locked_store(store_id)
    member = (
        StaffMember.objects.for_store(store_id)
        .select_related("person", "store")
        .filter(person__public_id=person_id)
        .first()
    )
    if member is None:
        raise NotFound(id=person_id)
    return member


def _check_another_owner(member: StaffMember) -> None:
    others = StaffMember.objects.for_store(member.store_id).filter(
        role=Role.OWNER, person__is_active=True
    )
    if not others.exclude(pk=member.pk).exists():
        raise LastOwner
