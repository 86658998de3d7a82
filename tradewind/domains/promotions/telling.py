"""Telling people of what was put into their wallets: in batches, each once, only who agreed."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import notify
from tradewind.domains.promotions.models import Promotion, WalletEntry
from tradewind.kernel import clock

BATCH = 200


def tell_next(*, promotion_id: str) -> bool:
    """Tell up to `BATCH` people of the promotion; True while there may be more.

    The consent gate decides whether a message is written at all; the key makes it one for each.
    """
    with transaction.atomic():
        promotion = Promotion.objects.across_stores("the job's own").get(public_id=promotion_id)
        entries = list(
            WalletEntry.objects.filter(promotion=promotion, told_at=None)
            .select_related("person")
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("id")[:BATCH]
        )
        if promotion.state in (Promotion.State.LIVE, Promotion.State.DRAFT):
            for entry in entries:
                _tell(entry, promotion)
        WalletEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(
            told_at=clock.now()
        )
    return len(entries) == BATCH


def _tell(entry: WalletEntry, promotion: Promotion) -> None:
    person = entry.person
    for channel in (Notice.Channel.EMAIL, Notice.Channel.SITE):
        notify(
            key=f"promotions.gift:{entry.public_id}:{channel.value}",
            kind="promotions.gift",
            channel=channel,
            language=person.language,
            facts={"promotion": promotion.public_id},
            email=person.email,
            person_id=person.pk,
            store_id=promotion.store_id,
            is_commercial=True,
        )
