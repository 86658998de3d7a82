"""What would this cart cost? A promotion tried on typed goods, together with all that run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tradewind.console.promotions.desk import Desk
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.pricing.queries import prices_of
from tradewind.domains.promotions import queries
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.rules import (
    Basket,
    BasketLine,
    How,
    Offer,
    Outcome,
    apply,
    normal_code,
    read_terms,
)
from tradewind.kernel import clock
from tradewind.kernel.money import Money, total
from tradewind.platform.http.sentences import sentence

_MOST_LINES = 30
_LINE = re.compile(r"(?:(\d{1,3})\s*[x×]\s*)?(\S+)")


@dataclass(frozen=True, slots=True)
class TriedLine:
    """A line with what is taken off and by what."""

    title: str
    quantity: int
    goods: Money
    pays: Money
    why: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tried:
    """The cart's price without and with promotions; `verdict` says why this one does nothing."""

    lines: Sequence[TriedLine]
    unknown: Sequence[str]
    goods: Money
    off: Money
    pays: Money
    verdict: str


def tried(text: str, row: Promotion, desk: Desk) -> Tried:
    """``2 × SKU`` a line, priced today for a new shopper anywhere, delivery left out."""
    wanted = _wanted(text)
    now, unit = clock.now(), row.currency or desk.currency
    rows = Variant.objects.across_stores("the mall tries any store's goods")
    if desk.store_id is not None:
        rows = Variant.objects.for_store(desk.store_id)
    variants = {
        variant.sku: variant
        for variant in rows.select_related("product").filter(sku__in=wanted, archived_at=None)
    }
    prices = prices_of(
        variant_ids=[variant.pk for variant in variants.values()], currency=unit, now=now
    )
    lines = [
        queries.basket_line(
            key=sku,
            store_id=variant.store_id,
            product_id=variant.product_id,
            unit=prices[variant.pk].amount,
            quantity=wanted[sku],
            category_id=variant.product.category_id,
            tags=variant.product.tags,
        )
        for sku, variant in variants.items()
        if variant.pk in prices
    ]
    basket = Basket(lines=lines, shipping={}, currency=unit, now=now)
    own = _offer(row)
    offers = [
        offer
        for offer in queries.candidates(basket=basket)
        if offer.promotion_id != own.promotion_id
    ]
    outcome = apply(basket, [*offers, own])
    return _told(lines, variants, wanted, outcome, own, unit)


def _told(
    lines: Sequence[BasketLine],
    variants: dict[str, Variant],
    wanted: dict[str, int],
    outcome: Outcome,
    own: Offer,
    unit: str,
) -> Tried:
    goods = total((line.unit * line.quantity for line in lines), unit)
    is_used = any(applied.public_id == own.public_id for applied in outcome.applied)
    return Tried(
        lines=[
            TriedLine(
                title=variants[line.key].product.title,
                quantity=line.quantity,
                goods=line.unit * line.quantity,
                pays=line.unit * line.quantity - outcome.off_line(line.key),
                why=[sentence(part.why, part.facts) for part in outcome.lines.get(line.key, ())],
            )
            for line in lines
        ],
        unknown=[sku for sku in wanted if sku not in {line.key for line in lines}],
        goods=goods,
        off=outcome.total,
        pays=goods - outcome.total,
        verdict="" if is_used else _verdict(own, lines, unit),
    )


def _verdict(own: Offer, lines: Sequence[BasketLine], unit: str) -> str:
    """Why the promotion took nothing, in the words a shopper who typed its code would read."""
    code = "TRY"
    asked = Basket(lines=lines, shipping={}, currency=unit, now=clock.now(), codes=[code])
    alone = apply(asked, [_with_code(own, normal_code(code))])
    reason = alone.refused[0].reason if alone.refused else "coupon_not_with_others"
    facts = alone.refused[0].facts if alone.refused else {}
    return sentence(reason, facts)


def _offer(row: Promotion) -> Offer:
    return Offer(
        promotion_id=row.pk,
        public_id=str(row.public_id),
        name=row.name,
        store_id=row.store_id,
        terms=read_terms(row.terms),
        currency=row.currency,
        how=How.AUTOMATIC,
    )


def _with_code(own: Offer, code: str) -> Offer:
    return Offer(
        promotion_id=own.promotion_id,
        public_id=own.public_id,
        name=own.name,
        store_id=own.store_id,
        terms=own.terms,
        currency=own.currency,
        how=How.CODE,
        code=code,
    )


def _wanted(text: str) -> dict[str, int]:
    wanted: dict[str, int] = {}
    for line in text.splitlines()[:_MOST_LINES]:
        matched = _LINE.fullmatch(line.strip())
        if matched:
            count, sku = matched.groups()
            wanted[sku] = wanted.get(sku, 0) + int(count or 1)
    return {sku: count for sku, count in wanted.items() if count}
