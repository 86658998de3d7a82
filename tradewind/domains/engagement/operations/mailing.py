"""Where a guest hears of what they like: asked for, confirmed by the letter, stopped."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tradewind.domains.consent import operations as consent
from tradewind.domains.consent.models import Purpose
from tradewind.domains.consent.queries import gate
from tradewind.domains.engagement.models import Keeper, KeeperMail
from tradewind.domains.engagement.rules.queue import CONFIRMS_WITHIN
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import notify
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import throttles

_LETTERS_A_DAY = 5
_DAY = 24 * 3600
WORDING = "account.watched"
"""The sentence agreed to by confirming."""


def ask(*, keeper: Keeper, email: str, language: str) -> KeeperMail:
    """Send a letter that asks the address whether to write there of what the guest likes.

    The address it has already, if it is confirmed, stays as it is; another takes its place. Raises
    `InvalidInput` (also for a member, who is told anyway), `TooManyRequests`.
    """
    address = email.strip()
    if keeper.person_id is not None or "@" not in address or len(address) > 254 or "\0" in address:
        raise InvalidInput({"email": "invalid"})
    throttles.count(name="favourites.mail", who=address.lower(), limit=_LETTERS_A_DAY, seconds=_DAY)
    with transaction.atomic():
        Keeper.objects.select_for_update().get(pk=keeper.pk)
        held = KeeperMail.objects.filter(keeper=keeper).first()
        if held and held.email.lower() == address.lower() and is_heard(held):
            return held
        mail, _ = KeeperMail.objects.update_or_create(
            keeper=keeper,
            defaults={
                "email": address,
                "language": language,
                "token": ids.new_token(),
                "asked_at": clock.now(),
                "confirmed_at": None,
            },
        )
        notify(
            key=f"engagement.likes_confirm:{mail.pk}:{mail.asked_at.isoformat()}",
            kind="engagement.likes_confirm",
            channel=Notice.Channel.EMAIL,
            language=language,
            facts={"mail": mail.pk},
            email=address,
        )
    return mail


def confirm(*, token: str, proof: Mapping[str, str]) -> KeeperMail:
    """The address is its owner's, who wants to hear: noted as consent with `proof` (page, request,
    language). Repeating it changes nothing. Raises `NotFound`, also days after it was asked."""
    with transaction.atomic():
        mail = _locked(token)
        if mail.confirmed_at is None:
            if mail.asked_at + CONFIRMS_WITHIN <= clock.now():
                raise NotFound(id=token[:4])
            mail.confirmed_at = clock.now()
            mail.save(update_fields=["confirmed_at"])
            consent.agree(email=mail.email, purpose=Purpose.WATCHED, wording=WORDING, proof=proof)
    return mail


def is_heard(mail: KeeperMail) -> bool:
    """Whether letters go there: confirmed, and not stopped by a letter's link since."""
    verdict = gate(email=mail.email, now=clock.now(), purpose=Purpose.WATCHED)
    return mail.confirmed_at is not None and verdict.is_allowed


def stop(*, token: str) -> None:
    """Write there no longer. Raises `NotFound`."""
    with transaction.atomic():
        _stop(_locked(token))


def stop_of(*, keeper: Keeper) -> None:
    """The same for who holds the favourites. Repeating it changes nothing."""
    with transaction.atomic():
        mail = KeeperMail.objects.select_for_update().filter(keeper=keeper).first()
        if mail is not None:
            _stop(mail)


def _stop(mail: KeeperMail) -> None:
    others = KeeperMail.objects.filter(email__iexact=mail.email, confirmed_at__isnull=False)
    if mail.confirmed_at and not others.exclude(pk=mail.pk).exists():
        consent.withdraw(email=mail.email, purpose=Purpose.WATCHED)
    mail.delete()


def _locked(token: str) -> KeeperMail:
    mail = KeeperMail.objects.select_for_update().filter(token=token).first()
    if mail is None:
        raise NotFound(id=token[:4])
    return mail
