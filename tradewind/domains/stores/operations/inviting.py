"""Asking somebody by e-mail to work in a store.

The link's secret is made by the job that sends it and kept only as a hash: no row, no queue and no
event ever holds it.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tradewind.domains.identity.models import Person
from tradewind.domains.identity.queries import verified_emails
from tradewind.domains.stores import tokens
from tradewind.domains.stores.errors import AlreadyStaff, InvitationForAnother, InvitationGone
from tradewind.domains.stores.jobs import send_invitation
from tradewind.domains.stores.models import StaffMember, StoreInvitation
from tradewind.domains.stores.operations.locking import locked_store
from tradewind.domains.stores.operations.staffing import tell_staff_changed
from tradewind.domains.stores.rules import Role
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import audit

_OPEN_FOR = timedelta(days=7)


def invite(*, store_id: int, email: str, role: Role, actor_id: int) -> StoreInvitation:
    """Ask the holder of `email` to join as `role`; the e-mail with the link follows.

    Asking again replaces the open invitation and sends a new link. Raises `AlreadyStaff`,
    `InvalidInput`, `NotFound`.
    """
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise InvalidInput({"email": "invalid" if address else "required"}) from None
    with transaction.atomic():
        store = locked_store(store_id)
        staff = StaffMember.objects.for_store(store_id).filter(person__email__iexact=address)
        if staff.exists():
            raise AlreadyStaff
        StoreInvitation.objects.for_store(store_id).filter(
            email__iexact=address, accepted_at=None
        ).delete()
        inviter = Person.objects.get(pk=actor_id)
        invitation = StoreInvitation.objects.create(
            store=store,
            email=address,
            role=role,
            digest=tokens.digest(tokens.new_secret()),
            invited_by=inviter,
            expires_at=clock.now() + _OPEN_FOR,
        )
        audit.record(
            actor=inviter.public_id,
            action="stores.invite",
            subject=store.public_id,
            store_id=store_id,
            changes={"role": ["", role.value]},
        )
        send_invitation.defer(invitation_id=invitation.pk)
    return invitation


def renew_invitation(*, store_id: int, invitation_id: int) -> None:
    """Send a new link for an open invitation; the former one stops working. Raises `NotFound`."""
    with transaction.atomic():
        renewed = (
            StoreInvitation.objects.for_store(store_id)
            .filter(pk=invitation_id, accepted_at=None)
            .update(expires_at=clock.now() + _OPEN_FOR)
        )
        if not renewed:
            raise NotFound(id=invitation_id)
        send_invitation.defer(invitation_id=invitation_id)


def withdraw_invitation(*, store_id: int, invitation_id: int, actor: str) -> None:
    """Take an open invitation back. Raises `NotFound`."""
    with transaction.atomic():
        gone, _ = (
            StoreInvitation.objects.for_store(store_id)
            .filter(pk=invitation_id, accepted_at=None)
            .delete()
        )
        if not gone:
            raise NotFound(id=invitation_id)
        audit.record(
            actor=actor,
            action="stores.withdraw_invitation",
            subject=str(invitation_id),
            store_id=store_id,
        )


def accept_invitation(*, secret: str, person_id: int) -> StaffMember:
    """Join the store the link is of. Accepting twice changes nothing.

    Raises `InvitationGone`, and `InvitationForAnother` unless the address it was sent to is one
    the person has verified: a forwarded link opens nothing.
    """
    with transaction.atomic():
        invitation = (
            StoreInvitation.objects.across_stores("an invitation is known by its secret alone")
            .select_for_update(of=("self",))
            .filter(digest=tokens.digest(secret))
            .first()
        )
        if invitation is None:
            raise InvitationGone
        own = {email.lower() for email in verified_emails(person_id=person_id)}
        if invitation.email.lower() not in own:
            raise InvitationForAnother
        store = locked_store(invitation.store_id)
        staff = StaffMember.objects.for_store(store.pk).select_related("store", "person")
        member = staff.filter(person_id=person_id).first()
        if member is not None:
            return member
        now = clock.now()
        if invitation.accepted_at is not None or invitation.expires_at <= now:
            raise InvitationGone
        member = StaffMember.objects.create(store=store, person_id=person_id, role=invitation.role)
        invitation.accepted_at = now
        invitation.save(update_fields=["accepted_at"])
        tell_staff_changed(member, role=Role(invitation.role), actor=member.person.public_id)
    return member
