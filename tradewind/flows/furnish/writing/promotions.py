"""The promotions of the demo: published before its month begins, given and ended after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from tradewind.domains.promotions import operations as promotions
from tradewind.domains.promotions.models import Promotion, WalletEntry
from tradewind.domains.promotions.operations import Audience, PromotionWords
from tradewind.domains.promotions.rules import Scope
from tradewind.flows.furnish.mall.shapes import translations
from tradewind.flows.furnish.writing.diary import DAYS
from tradewind.flows.furnish.writing.offers import OFFERS, Offer
from tradewind.flows.furnish.writing.sellers import Stores
from tradewind.flows.furnish.writing.shelves import Categories
from tradewind.kernel import clock

_WHY = "the demo's promotions are of every store and of the mall"


def write_promotions(*, stores: Stores, categories: Categories, owners: Mapping[int, str]) -> None:
    """Publish what runs during the month and after it, once, as of the day before it began.

    `owners` maps stores' row ids to their owners' public ids, 0 to the operator's.
    """
    if Promotion.objects.across_stores(_WHY).exists():
        return
    now = clock.now()
    with transaction.atomic(), clock.frozen_at(now - timedelta(days=DAYS + 1)):
        for offer in OFFERS:
            store_id = stores[offer.store].pk if offer.store else None
            actor = owners[store_id or 0]
            made = promotions.create(
                store_id=store_id, said=_words(offer, categories, now), actor=actor
            )
            if offer.code:
                promotions.add_code(
                    store_id=store_id, promotion_id=made.public_id, text=offer.code, actor=actor
                )
            promotions.publish_promotion(
                store_id=store_id, promotion_id=made.public_id, actor=actor
            )


def write_wallets(*, owners: Mapping[int, str]) -> None:
    """Put coupons into wallets of people who bought by now, and end what is over. Once."""
    if WalletEntry.objects.exists():
        return
    now = clock.now()
    rows = {
        row.name: row
        for row in Promotion.objects.across_stores(_WHY).filter(state=Promotion.State.LIVE)
    }
    with transaction.atomic():
        for offer in OFFERS:
            # Somebody may have renamed or ended it since.
            row = rows.get(offer.name.en)
            if row is None:
                continue
            actor = owners[row.store_id or 0]
            if offer.wallets:
                with clock.frozen_at(now - timedelta(days=2)):
                    promotions.give(
                        store_id=row.store_id,
                        promotion_id=row.public_id,
                        to=Audience(emails=offer.wallets),
                        actor=actor,
                        tell=False,
                    )
            if offer.ends is not None and offer.ends < 0:
                with clock.frozen_at(now + timedelta(days=offer.ends)):
                    promotions.end_promotion(
                        store_id=row.store_id, promotion_id=row.public_id, actor=actor
                    )


def _words(offer: Offer, categories: Categories, now: datetime) -> PromotionWords:
    branch = frozenset({categories[offer.category].pk} if offer.category else ())
    how = Promotion.How.AUTOMATIC
    if offer.code:
        how = Promotion.How.CODE
    elif offer.wallets:
        how = Promotion.How.WALLET
    return PromotionWords(
        name=offer.name.en,
        terms=offer.terms(scope=Scope(categories=branch)),
        how=how,
        is_public=not offer.wallets,
        currency=offer.currency,
        starts_at=_day(offer.starts, now),
        ends_at=_day(offer.ends, now),
        total_limit=offer.total_limit,
        person_limit=offer.person_limit,
        budget_minor=offer.budget_minor,
        translations=translations(name=offer.name),
    )


def _day(days: int | None, now: datetime) -> datetime | None:
    return None if days is None else now + timedelta(days=days)
