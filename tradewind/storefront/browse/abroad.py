"""What buying from another country means, said beside the price: customs, and at which rate."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tradewind.domains.discovery.queries import LiveFacts
from tradewind.domains.duties.queries import estimated, import_rule
from tradewind.domains.duties.rules import Imported
from tradewind.domains.pricing.queries import rates_on
from tradewind.domains.pricing.rules import ShownPrice
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.domains.tax.queries import rates_on as taxes_on
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place
from tradewind.platform.i18n import formats


@dataclass(frozen=True, slots=True)
class Customs:
    """What customs asks for one piece. `is_paid`: the seller pays it and charges it with the order.
    None of `amount` where there is no knowing it."""

    amount: Money | None
    is_paid: bool


def customs_on(
    live: LiveFacts, price: ShownPrice | None, delivery: DeliveryOption | None, place: Place
) -> Customs | None:
    """An estimate for one piece; None where no border is crossed or nobody knows the rules.

    No statement: what it takes came with the product.
    """
    if price is None or delivery is None:
        return None
    day = clock.now().date()
    rule = import_rule(sent_from=live.sent_from, place=place, on=day)
    if rule is None:
        return None
    found = estimated(
        rule=rule,
        goods=[
            Imported(key="", value=price.amount, hs=live.hs, origin=live.made_in or live.sent_from)
        ],
        shipping=delivery.price,
        is_taxed_at_sale=taxes_on(day=day).area(place) is not None,
        on=day,
    )
    return Customs(found.whole if found else None, place.country in live.duties_paid_for)


def rate_line(own: str, currency: str) -> str:
    """At which rate a price in `own` is told in `currency`, markup and all; empty for the same."""
    if own == currency:
        return ""
    table = rates_on(day=clock.now().date())
    if not table.has(own, currency):
        return ""
    return _("1 {own} = {rate} {currency}, rate of {day}").format(
        own=own,
        rate=formats.number(float(round(table.asked(own, currency), 6))),
        currency=currency,
        day=formats.day(table.day_of(own, currency)),
    )
