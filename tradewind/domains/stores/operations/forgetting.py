"""Somebody who worked in stores and is to be forgotten."""

from __future__ import annotations

from django.db.models.functions import Lower

from tradewind.domains.identity.forgotten import Forgotten
from tradewind.domains.stores.models import (
    ApiToken,
    ApplicationDocument,
    StaffMember,
    StoreApplication,
    StoreInvitation,
)
from tradewind.domains.stores.operations.staffing import remove_staff
from tradewind.kernel import clock


def forget_person(*, whom: Forgotten) -> dict[str, int]:
    """End their work everywhere, their programs' tokens and invitations sent to them.

    Raises `LastOwner` where a store would be left without an owner.
    """
    reason = "a person is mall-wide"
    members = StaffMember.objects.across_stores(reason).filter(person_id=whom.person_id)
    store_ids = sorted(members.values_list("store_id", flat=True))
    for store_id in store_ids:
        remove_staff(store_id=store_id, person_id=whom.public_id, actor=whom.public_id)
    tokens = ApiToken.objects.across_stores(reason).filter(created_by_id=whom.person_id)
    tokens.filter(revoked_at=None).update(revoked_at=clock.now())
    invitations = (
        StoreInvitation.objects.across_stores(reason)
        .annotate(to=Lower("email"))
        .filter(to__in=whom.emails)
    )
    asked = StoreApplication.objects.annotate(told=Lower("email")).filter(told__in=whom.emails)
    applications = list(asked.values_list("pk", flat=True))
    ApplicationDocument.objects.filter(application_id__in=applications).delete()
    StoreApplication.objects.filter(pk__in=applications).update(
        contact="–", email=whom.alias, phone="", sells="", reason="", website=""
    )
    return {
        "applications": len(applications),
        "places of work": len(store_ids),
        "tokens": tokens.update(name="–"),
        "invitations": int(invitations.delete()[0]),
    }


def only_owner_of(*, person_id: int) -> list[str]:
    """Names of the stores that nobody else owns."""
    owners = StaffMember.objects.across_stores("a person is mall-wide").filter(
        role="owner", person__is_active=True
    )
    own = owners.filter(person_id=person_id).select_related("store")
    others = set(owners.exclude(person_id=person_id).values_list("store_id", flat=True))
    return sorted(member.store.name for member in own if member.store_id not in others)
