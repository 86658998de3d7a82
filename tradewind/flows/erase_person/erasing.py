"""Carrying an erasure out: every domain forgets its own, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tradewind.domains.availability import forgetting as availability
from tradewind.domains.checkout.operations import forgetting as checkout
from tradewind.domains.consent import forgetting as consent
from tradewind.domains.customers.operations import forgetting as customers
from tradewind.domains.discovery.operations import tastes as discovery
from tradewind.domains.engagement import forgetting as engagement
from tradewind.domains.identity import forgetting as identity
from tradewind.domains.identity.forgotten import Forgotten, forgotten
from tradewind.domains.loyalty.operations import forgetting as loyalty
from tradewind.domains.notices import forgetting as notices
from tradewind.domains.orders.operations import forgetting as orders
from tradewind.domains.payments.operations import forgetting as payments
from tradewind.domains.privacy import operations as privacy
from tradewind.domains.privacy.models import Erasure
from tradewind.domains.promotions.operations import forgetting as promotions
from tradewind.domains.quotations.operations import forgetting as quotations
from tradewind.domains.stores.operations import forgetting as stores
from tradewind.domains.visits import forgetting as visits
from tradewind.flows.erase_person.asking import tell
from tradewind.flows.erase_person.hindrances import codes_of
from tradewind.kernel import clock
from tradewind.platform import mail
from tradewind.platform.files.storages import delete

_AGAIN_IN = timedelta(days=1)
KEPT: tuple[Mapping[str, str], ...] = (
    {"what": "purchases, orders, payments and ledger entries", "basis": "tax"},
    {"what": "consents", "basis": "proof"},
    {"what": "audit trail", "basis": "audit"},
    {"what": "payments at banks and providers", "basis": "provider"},
)
"""What stays after an erasure and why; `privacy.wording.BASES` says each basis."""


def erase(*, erasure_id: str) -> bool:
    """Forget the person of a wish that is due. False when it was taken back, done before, or is put
    off for a day because something stands in the way again.

    A last letter follows the commit; should it not leave, nobody knows where to send it again.
    """
    farewell: tuple[str, str] | None = None
    files: list[str] = []
    with transaction.atomic():
        erasure = privacy.locked_erasure(erasure_id=erasure_id)
        if erasure is None or erasure.due_at > clock.now():
            return False
        person = erasure.person
        codes = codes_of(person=person, gives_up_points=erasure.gives_up_points)
        if codes:
            privacy.put_off(erasure_id=erasure_id, hindrances=codes, until=clock.now() + _AGAIN_IN)
            tell(erasure, person, "privacy.erasure_hindered")
            return False
        farewell = (person.email, person.language)
        removed, files = _forget(erasure, forgotten(person=person))
        privacy.erasure_done(erasure=erasure, removed=removed, kept=KEPT)
    for name in files:
        delete(name, where="private")
    identity.end_sessions(person_id=erasure.person_id)
    _say_goodbye(erasure_id, *farewell)
    return True


def _forget(erasure: Erasure, whom: Forgotten) -> tuple[dict[str, int], list[str]]:
    """Top down, as calls go; returns counts by what was removed, and files nobody names any more."""
    removed: dict[str, int] = {}
    files = privacy.forget_archives(person_id=whom.person_id)
    if erasure.gives_up_points:
        removed["points given up"] = loyalty.give_up_points(
            person_id=whom.person_id, key=f"erase:{erasure.public_id}"
        )
    purposes = checkout.checkouts_of(whom=whom)
    bought = orders.forget_person(whom=whom)
    kept = [*loyalty.top_ups_of(whom=whom), *loyalty.gifts_of(whom=whom)]
    purposes = sorted({*purposes, *bought.checkouts, *kept})
    files.extend(bought.files)
    for part in (
        discovery.forget_person(person_id=whom.person_id),
        checkout.forget_person(whom=whom, checkouts=bought.checkouts),
        promotions.forget_person(whom=whom),
        quotations.forget_person(whom=whom),
        loyalty.forget_person(whom=whom),
        engagement.forget_person(whom=whom),
        availability.forget_person(whom=whom),
        bought.removed,
        payments.forget_person(whom=whom, purposes=purposes),
        notices.forget_person(whom=whom),
        consent.forget_person(whom=whom),
        customers.forget_person(whom=whom),
        visits.forget_person(whom=whom),
        stores.forget_person(whom=whom),
        identity.forget_person(whom=whom),
    ):
        removed.update(part)
    return removed, files


def _say_goodbye(erasure_id: str, email: str, language: str) -> None:
    # From memory alone: a job's arguments would keep the address that was just erased.
    with translation.override(language):
        subject = _("Your data is erased")
    try:
        mail.send(
            to=email,
            subject=subject,
            template="privacy/mail/erased",
            context={},
            language=language,
            key=f"privacy.erased:{erasure_id}",
        )
    except (mail.MailDelayed, mail.MailRefused):
        # It is done all the same, and there is no address left to try again with.
        return
