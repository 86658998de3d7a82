"""Everything the cart shows, gathered from one quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from tradewind.domains.checkout.models import Cart
from tradewind.domains.checkout.queries import quote_cart
from tradewind.domains.checkout.quoting import LineQuote, Quote, StoreQuote
from tradewind.domains.checkout.rules import MAX_PIECES
from tradewind.domains.pricing.rules import Display
from tradewind.kernel.money import Money
from tradewind.platform.files.storages import public_url
from tradewind.platform.http.sentences import sentence
from tradewind.storefront.addresses import product_url
from tradewind.storefront.cart.codes import CouponBox, coupon_box
from tradewind.storefront.cart.quantities import quantity_sentences
from tradewind.storefront.cart.summary import Deduction, Summary, summary_of


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as the shopper edits it. `problem` is a sentence, `most` what the stepper allows;
    `paid` is what is left of `goods` after every deduction, `steps` says which quantity price was
    reached and what the next one takes.
    """

    id: str
    url: str
    change_url: str
    title: str
    choices: str
    picture_url: str
    quantity: int
    most: int
    unit: Money
    was: Money | None
    goods: Money
    deductions: Sequence[Deduction]
    paid: Money
    moved_from: Money | None
    moved_to: Money
    steps: Sequence[str]
    problem: str
    is_short: bool
    waiting_url: str


@dataclass(frozen=True, slots=True)
class SellerPart:
    """One seller's lines, and how soon and for how much they come."""

    name: str
    url: str
    lines: Sequence[LineRow]
    shipping: Money
    delivery: str
    arrives_from: date | None
    arrives_until: date | None


@dataclass(frozen=True, slots=True)
class CartScreen:
    """`is_ready` when nothing stands in the way of paying. `product_ids` (public) of what lies in it."""

    sellers: Sequence[SellerPart]
    summary: Summary
    coupons: CouponBox
    pieces: int
    is_ready: bool
    product_ids: Sequence[str]


def cart_screen(
    cart: Cart,
    language: str,
    *,
    display: Display | None,
    typed: str = "",
    error: str = "",
) -> CartScreen | None:
    """The screen of `cart`; None when nothing lies in it. Six statements, however long it is.

    `typed` and `error` are a code that could not be entered and why.
    """
    quote = quote_cart(cart=cart, language=language)
    if not quote.pieces:
        return None
    return CartScreen(
        sellers=seller_parts(quote),
        summary=summary_of(quote, display),
        coupons=coupon_box(cart.codes, quote.deals, typed=typed, error=error),
        pieces=quote.pieces,
        is_ready=not quote.problems,
        product_ids=[
            line.facts.product_public_id for store in quote.stores for line in store.lines
        ],
    )


def seller_parts(quote: Quote) -> list[SellerPart]:
    """A quote by seller, its problems told beside their lines."""
    problems = {
        problem.line_id: sentence(problem.code, problem.details) for problem in quote.problems
    }
    return [_seller(store, problems) for store in quote.stores]


def _seller(store: StoreQuote, problems: dict[str, str]) -> SellerPart:
    delivery = store.delivery
    return SellerPart(
        name=store.facts.name,
        url=reverse("storefront:store", args=[store.facts.slug]),
        lines=[_line(line, store, problems) for line in store.lines],
        shipping=store.shipping,
        delivery=delivery.name if delivery else "",
        arrives_from=delivery.arrives_from if delivery else None,
        arrives_until=delivery.arrives_until if delivery else None,
    )


def _line(line: LineQuote, store: StoreQuote, problems: dict[str, str]) -> LineRow:
    facts = line.facts
    has_moved = facts.price is not None and facts.seen != facts.price.amount
    return LineRow(
        id=facts.line_id,
        url=product_url(store.facts.slug, facts.product_slug, variant=facts.variant_public_id),
        change_url=reverse("storefront:cart_line", args=[facts.line_id]),
        title=facts.title,
        choices=" · ".join(facts.choices),
        picture_url=public_url(facts.picture) if facts.picture else "",
        quantity=facts.quantity,
        most=max(min(facts.available, MAX_PIECES), facts.quantity),
        unit=line.unit,
        was=facts.price.compare_at if facts.price else None,
        goods=line.goods,
        deductions=[
            Deduction(sentence(part.why, part.facts), part.code, -part.amount)
            for part in line.discounts
        ],
        paid=line.goods - line.off,
        moved_from=facts.seen if has_moved else None,
        moved_to=facts.price.amount if facts.price else line.unit,
        steps=quantity_sentences(facts),
        problem=problems.get(facts.line_id, ""),
        is_short=facts.available < facts.quantity,
        waiting_url=f"{reverse('storefront:waiting')}?variant={facts.variant_public_id}",
    )
