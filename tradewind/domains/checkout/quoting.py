"""What a cart costs delivered to a place, line by line and seller by seller. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tradewind.domains.checkout.facts import LineFacts, Problem, StoreFacts, problems_of
from tradewind.domains.duties.queries import estimated
from tradewind.domains.duties.rules import Estimate, Imported
from tradewind.domains.promotions.rules import Discount, Outcome
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.domains.tax.rules import Assessment, RateBook, Taxable, assess
from tradewind.kernel.money import Money, total
from tradewind.kernel.place import Place


@dataclass(frozen=True, slots=True)
class LineQuote:
    """A line with its price: `goods` as shown, `off` what promotions take, `taxed` what is left;
    `duty` is what the seller charges on top to pay customs with.
    """

    facts: LineFacts
    unit: Money
    goods: Money
    discounts: Sequence[Discount]
    off: Money
    taxed: Assessment
    duty: Money


@dataclass(frozen=True, slots=True)
class StoreQuote:
    """One seller's part: ``goods + shipping - off + tax_difference + duties == total``.

    `duties` is charged where the seller pays customs; `at_border` is what customs is thought to ask
    of the shopper where it does not, None where no border is crossed or nobody knows.

    `off` is what promotions take, `shipping_off` the share of it that is delivery's.
    `tax_difference` is what tax does to the prices shown: all of it where they exclude tax, nothing
    where they include it, less than nothing where goods leave the country whose tax they include.
    """

    facts: StoreFacts
    lines: Sequence[LineQuote]
    delivery: DeliveryOption | None
    shipping_taxed: Assessment
    goods: Money
    goods_net: Money
    shipping: Money
    shipping_discounts: Sequence[Discount]
    shipping_off: Money
    off: Money
    tax_by_name: Mapping[str, Money]
    tax_difference: Money
    duties: Money
    at_border: Estimate | None
    total: Money


@dataclass(frozen=True, slots=True)
class Quote:
    """What the whole cart costs, line by line, and what stands in its way."""

    currency: str
    place: Place
    stores: Sequence[StoreQuote]
    problems: Sequence[Problem]
    deals: Outcome
    channel: str
    goods: Money
    shipping: Money
    off: Money
    tax_by_name: Mapping[str, Money]
    tax_difference: Money
    duties: Money
    total: Money

    @property
    def customs(self) -> list[Estimate]:
        """What customs is thought to ask of the shopper beside the total, by seller."""
        return [part.at_border for part in self.stores if part.at_border]

    @property
    def at_border(self) -> Money:
        return total((asked.whole for asked in self.customs), self.currency)

    @property
    def is_duty_paid(self) -> bool:
        """Whether a seller pays customs for a parcel of it, and charges that in `duties`."""
        return any(part.facts.crosses_border and part.facts.pays_duties for part in self.stores)

    @property
    def is_customs_unknown(self) -> bool:
        """Whether a parcel crosses a border unpaid and nobody knows what customs asks there."""
        unpaid = (part for part in self.stores if not part.facts.pays_duties)
        return any(part.facts.crosses_border and part.at_border is None for part in unpaid)

    @property
    def goods_off(self) -> Money:
        """What promotions take off the goods alone."""
        return self.off - total((part.shipping_off for part in self.stores), self.currency)

    @property
    def pieces(self) -> int:
        return sum(line.facts.quantity for store in self.stores for line in store.lines)


def quote(
    *,
    lines: Sequence[LineFacts],
    stores: Mapping[int, StoreFacts],
    chosen: Mapping[str, str],
    place: Place,
    rates: RateBook,
    deals: Outcome,
    currency: str,
    on: date,
    channel: str = "",
) -> Quote:
    """Price the cart. `chosen` maps a store's public id to a delivery method's; else the cheapest.
    `deals` is what promotions make of the same lines and delivery fees (`fees`), `channel` the one
    the shopper came by.

    Lines that can't be bought are priced as far as possible and named in `problems`.
    """
    parts = [
        _store_quote(
            facts=stores[store_id],
            lines=[line for line in lines if line.store_id == store_id],
            chosen=chosen.get(stores[store_id].public_id),
            place=place,
            rates=rates,
            deals=deals,
            currency=currency,
            on=on,
        )
        for store_id in dict.fromkeys(line.store_id for line in lines)
    ]
    return Quote(
        currency=currency,
        place=place,
        stores=parts,
        problems=[problem for line in lines for problem in problems_of(line, stores)],
        deals=deals,
        channel=channel,
        goods=total((part.goods for part in parts), currency),
        shipping=total((part.shipping for part in parts), currency),
        off=total((part.off for part in parts), currency),
        tax_by_name=_merged(part.tax_by_name for part in parts),
        tax_difference=total((part.tax_difference for part in parts), currency),
        duties=total((part.duties for part in parts), currency),
        total=total((part.total for part in parts), currency),
    )


def fees(
    stores: Mapping[int, StoreFacts], chosen: Mapping[str, str], currency: str
) -> dict[int, Money]:
    """What delivery by the chosen methods costs, by store, before any promotion."""
    return {
        store_id: delivery.price if delivery else Money.zero(currency)
        for store_id, facts in stores.items()
        for delivery in [_delivery(facts.deliveries, chosen.get(facts.public_id))]
    }


def _store_quote(
    *,
    facts: StoreFacts,
    lines: Sequence[LineFacts],
    chosen: str | None,
    place: Place,
    rates: RateBook,
    deals: Outcome,
    currency: str,
    on: date,
) -> StoreQuote:
    delivery = _delivery(facts.deliveries, chosen)
    shipping = delivery.price if delivery else Money.zero(currency)
    shipping_off = deals.off_shipping(facts.store_id)
    assessed = assess(
        lines=[
            *(_taxable(line, facts, deals, currency) for line in lines),
            _fee(shipping - shipping_off, facts),
        ],
        place=place,
        rates=rates,
    )
    customs = _customs(facts, lines, assessed, place, rates, on)
    charged = customs.charges if customs is not None and facts.pays_duties else {}
    quoted = [
        LineQuote(
            facts=line,
            unit=_unit(line, currency),
            goods=_unit(line, currency) * line.quantity,
            discounts=deals.lines.get(line.line_id, ()),
            off=deals.off_line(line.line_id),
            taxed=assessed[line.line_id],
            duty=charged[line.line_id].whole if charged else Money.zero(currency),
        )
        for line in lines
    ]
    goods = total((line.goods for line in quoted), currency)
    off = total((line.off for line in quoted), currency) + shipping_off
    gross = total((part.gross for part in assessed.values()), currency)
    duties = total((line.duty for line in quoted), currency)
    return StoreQuote(
        facts=facts,
        lines=quoted,
        delivery=delivery,
        shipping_taxed=assessed[_FEE],
        goods=goods,
        goods_net=total((line.taxed.net for line in quoted), currency),
        shipping=shipping,
        shipping_discounts=deals.shipping.get(facts.store_id, ()),
        shipping_off=shipping_off,
        off=off,
        tax_by_name=_merged(
            {share.name: share.amount} for part in assessed.values() for share in part.taxes
        ),
        tax_difference=gross - goods - shipping + off,
        duties=duties,
        at_border=None if facts.pays_duties else customs,
        total=gross + duties,
    )


def _customs(
    facts: StoreFacts,
    lines: Sequence[LineFacts],
    assessed: Mapping[Hashable, Assessment],
    place: Place,
    rates: RateBook,
    on: date,
) -> Estimate | None:
    if facts.import_rule is None:
        return None
    return estimated(
        rule=facts.import_rule,
        goods=[
            Imported(
                key=line.line_id,
                value=assessed[line.line_id].net,
                hs=line.hs,
                origin=line.made_in or facts.origin.country,
            )
            for line in lines
        ],
        shipping=assessed[_FEE].net,
        is_taxed_at_sale=rates.area(place) is not None,
        on=on,
        country=place.country,
    )


def _delivery(options: Sequence[DeliveryOption], chosen: str | None) -> DeliveryOption | None:
    for option in options:
        if option.method_id == chosen:
            return option
    return options[0] if options else None


_FEE = "shipping"


def _taxable(line: LineFacts, facts: StoreFacts, deals: Outcome, currency: str) -> Taxable:
    return Taxable(
        key=line.line_id,
        amount=_unit(line, currency) * line.quantity - deals.off_line(line.line_id),
        category=line.tax_category,
        origin=facts.origin,
        inclusive=facts.prices_include_tax,
        is_shipping=False,
    )


def _fee(shipping: Money, facts: StoreFacts) -> Taxable:
    return Taxable(
        key=_FEE,
        amount=shipping,
        category="standard",
        origin=facts.origin,
        inclusive=facts.prices_include_tax,
        is_shipping=True,
    )


def _unit(line: LineFacts, currency: str) -> Money:
    return line.price.each(line.quantity) if line.price else Money.zero(currency)


def _merged(shares: Iterable[Mapping[str, Money]]) -> dict[str, Money]:
    merged: dict[str, Money] = {}
    for part in shares:
        for name, amount in part.items():
            merged[name] = merged[name] + amount if name in merged else amount
    return merged
