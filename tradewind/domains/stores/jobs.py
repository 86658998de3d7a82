"""What stores do in the background."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tradewind.domains.identity.queries import find_person
from tradewind.domains.stores import tokens
from tradewind.domains.stores.models import ROLE_NAMES, StoreApplication, StoreInvitation
from tradewind.domains.stores.rules import Role
from tradewind.platform import mail
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.jobs import job


@job(queue="mail")
def send_invitation(*, invitation_id: int) -> None:
    """Make the link of an open invitation and send it. Sent again, the link before stops working."""
    invitation = (
        StoreInvitation.objects.across_stores("a job of one invitation")
        .select_related("store", "invited_by")
        .filter(pk=invitation_id, accepted_at=None)
        .first()
    )
    if invitation is None:
        return
    secret = tokens.new_secret()
    invitation.digest = tokens.digest(secret)
    invitation.save(update_fields=["digest"])
    invited = find_person(email=invitation.email)
    language = invited.language if invited else invitation.store.language
    with translation.override(language):
        subject = _("Join {store} on the mall").format(store=invitation.store.name)
        role = str(ROLE_NAMES[Role(invitation.role)])
    try:
        mail.send(
            to=invitation.email,
            subject=subject,
            template="stores/mail/invitation",
            context={
                "store": invitation.store.name,
                "inviter": str(invitation.invited_by),
                "role": role,
                "expires_on": invitation.expires_at,
                "link": absolute_url(
                    reverse("storefront:invitation", args=[secret]), language=language
                ),
            },
            language=language,
            time_zone=invitation.store.time_zone,
            reply_to=invitation.store.email,
        )
    except mail.MailRefused:
        # The invitation stays open and shows as not accepted; the owner sees the typing mistake.
        return


@job(queue="mail")
def answer_application(*, application_id: str) -> None:
    """Tell an applicant that the answer is no, and why."""
    found = StoreApplication.objects.filter(
        public_id=application_id, state=StoreApplication.State.REFUSED
    ).first()
    if found is None:
        return
    with translation.override(found.language):
        subject = _("About your application to sell here")
    try:
        mail.send(
            to=found.email,
            subject=subject,
            template="stores/mail/refused",
            context={
                "business": found.business,
                "reason": found.reason,
                "link": absolute_url(reverse("storefront:sell"), language=found.language),
            },
            language=found.language,
            key=found.public_id,
        )
    except mail.MailRefused:
        # The address was mistyped; the office sees it on the application.
        return
