"""What one piece costs with everything, at the door: goods, delivery, taxes, customs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tradewind.domains.discovery.queries.sales import LiveFacts
from tradewind.domains.duties.queries import crosses_border, estimated, import_rule
from tradewind.domains.duties.rules import Estimate, Imported
from tradewind.domains.tax.queries import rates_on
from tradewind.domains.tax.rules import STANDARD, Taxable, assess
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place

_GOODS, _DELIVERY = "goods", "delivery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """``price + delivery + tax_difference + duties == total`` is what is paid here, exactly as the
    cart charges one piece; customs is thought to ask `at_border` beside it.

    `crosses_border` with `customs` None: nobody knows what customs asks. With `is_paid` the seller
    pays it (delivered duty paid), else the shopper does (unpaid). `taxes` are by name.
    """

    price: Money
    delivery: Money
    taxes: Mapping[str, Money]
    tax_difference: Money
    duties: Money
    at_border: Money
    total: Money
    crosses_border: bool
    is_paid: bool
    customs: Estimate | None

    @property
    def whole(self) -> Money:
        """With what customs is thought to ask at the border."""
        return self.total + self.at_border


def landed(*, live: LiveFacts, price: Money, delivery: Money, place: Place, on: date) -> Landed:
    """One piece at `price` sent to `place` for `delivery`. No statement: what it takes came with
    the product, rates are kept in the process."""
    rates = rates_on(day=on)
    assessed = assess(
        lines=[
            _taxable(_GOODS, price, live, live.tax_category),
            _taxable(_DELIVERY, delivery, live, STANDARD),
        ],
        place=place,
        rates=rates,
    )
    goods, carried = assessed[_GOODS], assessed[_DELIVERY]
    rule = import_rule(sent_from=live.origin.country, place=place, on=on)
    imported = Imported(
        key=_GOODS, value=goods.net, hs=live.hs, origin=live.made_in or live.origin.country
    )
    customs = (
        None
        if rule is None
        else estimated(
            rule=rule,
            goods=[imported],
            shipping=carried.net,
            is_taxed_at_sale=rates.area(place) is not None,
            on=on,
            country=place.country,
        )
    )
    is_paid = place.country in live.duties_paid_for
    nothing = Money.zero(price.currency)
    asked = customs.whole if customs else nothing
    gross = goods.gross + carried.gross
    taxes: dict[str, Money] = {}
    for share in (*goods.taxes, *carried.taxes):
        taxes[share.name] = taxes.get(share.name, nothing) + share.amount
    return Landed(
        price=price,
        delivery=delivery,
        taxes=taxes,
        tax_difference=gross - price - delivery,
        duties=asked if is_paid else nothing,
        at_border=nothing if is_paid else asked,
        total=gross + asked if is_paid else gross,
        crosses_border=crosses_border(sent_from=live.origin.country, place=place, on=on),
        is_paid=is_paid,
        customs=customs,
    )


def _taxable(key: str, amount: Money, live: LiveFacts, category: str) -> Taxable:
    return Taxable(
        key=key,
        amount=amount,
        category=category,
        origin=live.origin,
        inclusive=live.prices_include_tax,
        is_shipping=key == _DELIVERY,
    )
