"""What buying from another country means, said beside the price: customs, and at which rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tradewind.domains.discovery.landed import Landed, landed
from tradewind.domains.discovery.queries import LiveFacts
from tradewind.domains.duties.rules import Estimate
from tradewind.domains.pricing.queries import rates_on
from tradewind.domains.pricing.rules import ShownPrice
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.domains.tax.wording import tax_name
from tradewind.kernel import clock
from tradewind.kernel.money import Money, total
from tradewind.kernel.place import Place
from tradewind.platform.i18n import formats


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """What one piece costs where it goes, every charge by itself.

    `taxes` are named as the reader does; with `tax_difference` they are added to the price, else
    they lie in it. `rule` says since when which customs rule is reckoned by, and whose it is.
    """

    cost: Landed
    taxes: Sequence[tuple[str, Money]]
    rule: str

    @property
    def tax_in_prices(self) -> Money | None:
        """What takes taxes within the price out again (zero or below), so that the rows add up."""
        if not self.cost.tax_difference:
            return None
        told = total((amount for _name, amount in self.taxes), self.cost.price.currency)
        return self.cost.tax_difference - told

    @property
    def is_unknown(self) -> bool:
        """It crosses a border and nobody knows what customs asks."""
        return self.cost.crosses_border and self.cost.customs is None


def at_the_door(
    live: LiveFacts, price: ShownPrice | None, delivery: DeliveryOption | None, place: Place
) -> AtTheDoor | None:
    """Every charge for one piece; None where it does not go. No statement."""
    if price is None or delivery is None:
        return None
    cost = landed(
        live=live,
        price=price.amount,
        delivery=delivery.price,
        place=place,
        on=clock.now().date(),
    )
    return AtTheDoor(
        cost=cost,
        taxes=[(tax_name(name), amount) for name, amount in cost.taxes.items() if amount],
        rule=rule_line(cost.customs) if cost.customs else "",
    )


def rule_line(estimate: Estimate) -> str:
    """By which rule customs is estimated, since when, and when that was last compared."""
    rule = estimate.rule
    told = {"day": formats.long_date(rule.starts_on), "source": rule.source}
    if rule.checked_on is None:
        return _("An estimate by the rule of {day}, not verified. {source}").format(**told)
    return _(
        "An estimate by the rule of {day}, whose limits were compared on {checked}; duty rates are"
        " averages. {source}"
    ).format(**told, checked=formats.long_date(rule.checked_on))


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
