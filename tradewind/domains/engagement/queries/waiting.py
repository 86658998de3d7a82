"""Who waits for what, and what else there is meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models.functions import Lower

from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.engagement.models import WaitingEntry
from tradewind.domains.pricing.queries import prices_of
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound

_LIVE = (WaitingEntry.State.UNCONFIRMED, WaitingEntry.State.WAITING, WaitingEntry.State.TOLD)


def get_entry(*, token: str) -> WaitingEntry:
    """The place a link opens, with its variant and product. Raises `NotFound`."""
    rows = WaitingEntry.objects.across_stores("the token opens its own row")
    found = rows.select_related("variant__product", "store").filter(token=token).first()
    if found is None:
        raise NotFound(id=token[:4])
    return found


def entry_of_notice(*, entry_id: str) -> WaitingEntry:
    """For the letter about it. Raises `NotFound`."""
    rows = WaitingEntry.objects.across_stores("a letter is read by whom it was written to")
    found = rows.select_related("variant__product", "store").filter(public_id=entry_id).first()
    if found is None:
        raise NotFound(id=entry_id)
    return found


def list_waiting(*, person_id: int) -> Sequence[WaitingEntry]:
    """What a member waits for, the newest first."""
    rows = WaitingEntry.objects.for_person(person_id).filter(state__in=_LIVE)
    return list(rows.select_related("variant__product__store").order_by("-pk")[:100])


def count_waiting(*, store_id: int) -> dict[str, int]:
    """How many pieces are waited for, by the variant's public id."""
    rows = WaitingEntry.objects.for_store(store_id).filter(state=WaitingEntry.State.WAITING)
    counts: dict[str, int] = {}
    for variant_id, quantity in rows.values_list("variant__public_id", "quantity"):
        counts[variant_id] = counts.get(variant_id, 0) + quantity
    return counts


@dataclass(frozen=True, slots=True)
class WaitedGoods:
    """A variant somebody may want to wait for; `category` is a slug, empty for none."""

    product_id: str
    slug: str
    store_slug: str
    choices: Sequence[str]
    category: str
    product: Product
    variant_id: int

    def titled(self, language: str) -> str:
        """Its title in that language."""
        return self.product.text("title", language)

    def price_in(self, currency: str) -> int | None:
        """What it costs now, in minor units of `currency`; None where it can't be said."""
        told = prices_of(variant_ids=[self.variant_id], currency=currency, now=clock.now())
        price = told.get(self.variant_id)
        return price.amount.minor if price else None


def get_waited_goods(*, variant_id: str) -> WaitedGoods:
    """A variant on sale, there or not. Raises `NotFound`."""
    rows = Variant.objects.across_stores("shoppers wait for goods of any store")
    found = (
        rows.select_related("product__category", "store")
        .filter(
            public_id=variant_id,
            archived_at=None,
            product__archived_at=None,
            product__status="active",
            store__status="open",
        )
        .first()
    )
    if found is None:
        raise NotFound(id=variant_id)
    product = found.product
    return WaitedGoods(
        product_id=product.public_id,
        slug=product.slug,
        store_slug=found.store.slug,
        choices=found.choices,
        category=product.category.slug if product.category else "",
        product=product,
        variant_id=found.pk,
    )


def count_unclaimed_entries(*, emails: Collection[str]) -> int:
    """Places guests have in queues under these addresses (lower case)."""
    rows = WaitingEntry.objects.across_stores("counted by the address alone")
    return rows.annotate(lower=Lower("email")).filter(person=None, lower__in=list(emails)).count()
