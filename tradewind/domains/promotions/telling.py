"""Telling people of what was put into their wallets: in batches, each once, only who agreed."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.notices.operations import News, notify_all
from tradewind.domains.promotions.models import Promotion, WalletEntry
from tradewind.kernel import clock

BATCH = 200


def tell_next(*, promotion_id: str) -> bool:
    """Tell up to `BATCH` people of the promotion; True while there may be more.

    Each hears of it over the channels they chose for promotions. The consent gate decides whether
    a message is written at all; the key makes it one for each.
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
            notify_all([_news(entry, promotion) for entry in entries])
        WalletEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(
            told_at=clock.now()
        )
    return len(entries) == BATCH


def _news(entry: WalletEntry, promotion: Promotion) -> News:
    person = entry.person
    return News(
        key=f"promotions.gift:{entry.public_id}",
        kind="promotions.gift",
        channel=None,
        language=person.language,
        facts={"promotion": promotion.public_id},
        email=person.email,
        person_id=person.pk,
        store_id=promotion.store_id,
        is_commercial=True,
    )
