"""The amounts under a cart or checkout, every one with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tradewind.domains.checkout.quoting import Quote
from tradewind.domains.pricing.rules import Display
from tradewind.domains.promotions.rules import Applied, Layer
from tradewind.domains.tax.wording import tax_name
from tradewind.kernel.money import Money, total
from tradewind.kernel.place import Place
from tradewind.platform.http.sentences import sentence
from tradewind.storefront.browse.abroad import rule_line
from tradewind.storefront.display import display_line


@dataclass(frozen=True, slots=True)
class Deduction:
    """What one promotion takes off, below zero, and the sentence that says so. `code` is the one
    that brought it, empty where it came by itself.
    """

    why: str
    code: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Summary:
    """Goods, what is taken off them, shipping, what is taken off it, and `tax_difference` with
    `duties` make the total. `at_border` is what customs is thought to ask on top. `about` is the
    total in the money the reader thinks in; paid is `total`.

    Of the taxes, some may lie in the prices: `tax_in_prices` (zero or below) takes those out again,
    so that the rows shown add up.
    """

    goods: Money
    goods_off: Sequence[Deduction]
    shipping: Money
    shipping_off: Sequence[Deduction]
    taxes: Sequence[tuple[str, Money]]
    tax_difference: Money
    tax_in_prices: Money
    duties: Money
    at_border: Money
    customs_rules: Sequence[str]
    is_duty_paid: bool
    is_customs_unknown: bool
    total: Money
    saved: Money
    place: Place
    about: Money | None
    display_line: str


def summary_of(quote: Quote, display: Display | None) -> Summary:
    """The amounts of a quote, and about how much its total is in the reader's own money."""
    taxes = list(quote.tax_by_name.items())
    told = total((amount for _name, amount in taxes), quote.currency)
    used = quote.deals.applied
    return Summary(
        goods=quote.goods,
        goods_off=[_deduction(one) for one in used if one.layer is not Layer.SHIPPING],
        shipping=quote.shipping,
        shipping_off=[_deduction(one) for one in used if one.layer is Layer.SHIPPING],
        taxes=[(tax_name(name), amount) for name, amount in taxes],
        tax_difference=quote.tax_difference,
        tax_in_prices=quote.tax_difference - told,
        duties=quote.duties,
        at_border=quote.at_border,
        customs_rules=list(dict.fromkeys(rule_line(estimate) for estimate in quote.customs)),
        is_duty_paid=quote.is_duty_paid,
        is_customs_unknown=quote.is_customs_unknown,
        total=quote.total,
        saved=quote.off,
        place=quote.place,
        about=display.about(quote.total) if display else None,
        display_line=display_line(display),
    )


def _deduction(used: Applied) -> Deduction:
    return Deduction(why=sentence(used.why, used.facts), code=used.code, amount=-used.amount)
