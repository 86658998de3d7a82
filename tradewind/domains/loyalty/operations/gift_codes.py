"""A bought card's code on its way: told of on the chosen day, shown once to who has the link."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db import transaction

from tradewind.domains.loyalty.models import GiftPurchase
from tradewind.domains.loyalty.operations.gift_cards import check_card
from tradewind.domains.loyalty.rules.errors import GiftNotReady, GiftShown
from tradewind.domains.loyalty.rules.giving import GiftState
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import notify
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.platform.secrets import decrypt

_SALT = "loyalty.gift"
_BATCH = 200


def secret_of(gift: GiftPurchase) -> str:
    """What stands in the link to a card: it can be made anew for a letter, and not guessed."""
    return secret_of_id(gift.public_id)


def secret_of_id(gift_id: str) -> str:
    """The same, by public id."""
    return signing.Signer(salt=_SALT).sign(gift_id)


def find_gift(*, secret: str) -> GiftPurchase:
    """The purchase a link is about. Raises `NotFound`."""
    try:
        gift_id = signing.Signer(salt=_SALT).unsign(secret)
    except signing.BadSignature:
        raise NotFound(id="") from None
    gift = GiftPurchase.objects.select_related("card").filter(public_id=gift_id).first()
    if gift is None or gift.card is None:
        raise NotFound(id="")
    return gift


def show_code(*, secret: str) -> str:
    """The code, told this once: of two who ask together one is told.

    Raises `NotFound`, `GiftShown`, `GiftNotReady`, `GiftBlocked`, `GiftExpired`.
    """
    now = clock.now()
    with transaction.atomic():
        found = find_gift(secret=secret)
        gift = GiftPurchase.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if gift.shown_at is not None:
            raise GiftShown
        if gift.state != GiftState.PAID or not gift.code or gift.card is None:
            raise GiftNotReady
        check_card(gift.card, now)
        code = decrypt(gift.code)
        gift.code, gift.shown_at = "", now
        gift.save(update_fields=["code", "shown_at", "updated_at"])
    return code


def deliver_due(*, now: datetime) -> int:
    """Tell recipients of the cards whose day has come; returns how many."""
    told = 0
    while told < _BATCH:
        with transaction.atomic():
            due = GiftPurchase.objects.select_for_update(skip_locked=True).filter(
                state=GiftState.PAID, delivered_at=None, deliver_at__lte=now
            )
            gift = due.order_by("deliver_at", "pk").first()
            if gift is None:
                return told
            deliver(gift, now)
            told += 1
    return told


def deliver(gift: GiftPurchase, now: datetime) -> None:
    """Tell the recipient of a locked, paid one. The letter holds a link and no code."""
    gift.delivered_at = now
    gift.save(update_fields=["delivered_at", "updated_at"])
    notify(
        key=f"gift:{gift.public_id}",
        kind="loyalty.gift",
        channel=Notice.Channel.EMAIL,
        language=gift.language,
        facts={"gift": gift.public_id},
        email=gift.email,
    )
