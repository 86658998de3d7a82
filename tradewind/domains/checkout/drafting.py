"""From a quote to the purchase it promises, and to and from the checkout's row.

What was agreed to is written down when stock is held, and orders are made from that alone: neither
a price that moved meanwhile nor an edit in another tab can part the order from what was paid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.quoting import LineQuote, Quote, StoreQuote
from tradewind.domains.orders.rules import DUTY, LineDraft, OrderDraft, PurchaseDraft
from tradewind.domains.promotions.rules import Discount
from tradewind.domains.tax.rules import Assessment
from tradewind.domains.visits.models import Channel
from tradewind.kernel.money import Money, total

_DRAFT = TypeAdapter(PurchaseDraft)


def write_down(draft: PurchaseDraft) -> Any:
    """`draft` as JSON values."""
    return _DRAFT.dump_python(draft, mode="json")


def read_back(written: Any) -> PurchaseDraft:
    """The draft that `write_down` wrote."""
    return _DRAFT.validate_python(written)


def purchase_draft(
    checkout: Checkout, quote: Quote, days: Mapping[int, date] = MappingProxyType({})
) -> PurchaseDraft:
    """The purchase that paying this quote makes. Every store of it has a delivery; `days` are those
    of the hours that were booked, by store.
    """
    return PurchaseDraft(
        checkout=checkout.public_id,
        person_id=checkout.cart.person_id,
        email=checkout.email,
        name=checkout.name,
        phone=checkout.phone,
        language=checkout.language,
        country=checkout.country,
        address=checkout.address,
        note=checkout.note,
        total=quote.total,
        visit_id=checkout.cart.visit_id,
        channel=quote.channel or Channel.DIRECT.value,
        orders=[_order(store, days.get(store.facts.store_id)) for store in quote.stores],
    )


def _order(store: StoreQuote, day: date | None) -> OrderDraft:
    if store.delivery is None:
        raise ValueError("a quote with problems makes no purchase")
    return OrderDraft(
        store_id=store.facts.store_id,
        commission_bp=store.facts.commission_bp,
        lines=[_line(line) for line in store.lines],
        goods_net=store.goods_net,
        shipping=store.shipping,
        shipping_paid=store.shipping_taxed.gross,
        shipping_taxes=_taxes(store.shipping_taxed),
        shipping_funded=_funded(store.shipping_discounts, store.total.currency),
        discount=store.off,
        tax_by_name={**store.tax_by_name, **({DUTY: store.duties} if store.duties else {})},
        duties=store.duties,
        total=store.total,
        delivery=store.delivery.name,
        promised_from=day or store.delivery.arrives_from,
        promised_until=day or store.delivery.arrives_until,
    )


def _line(line: LineQuote) -> LineDraft:
    taxed = line.taxed
    return LineDraft(
        product_id=line.facts.product_id,
        variant_id=line.facts.variant_id,
        title=line.facts.title,
        choices=list(line.facts.choices),
        sku=line.facts.sku,
        picture=line.facts.picture,
        quantity=line.facts.quantity,
        unit=line.unit,
        tax=taxed.gross - taxed.net + line.duty,
        taxes=_taxes(taxed) + _duty(line),
        paid=taxed.gross + line.duty,
        discount=line.off,
        funded=_funded(line.discounts, line.unit.currency),
        discounts=[
            {"promotion": part.public_id, "name": part.name, "minor": part.amount.minor}
            for part in line.discounts
        ],
        commission_bp=line.facts.commission_bp,
    )


def _duty(line: LineQuote) -> list[dict[str, object]]:
    """Customs stands among the taxes, so that books and refunds treat it as one."""
    return [{"name": DUTY, "rate": "", "minor": line.duty.minor}] if line.duty else []


def _funded(discounts: Sequence[Discount], currency: str) -> Money:
    """What of the discounts the mall pays, not the store."""
    return total((part.amount for part in discounts if part.funded_by is None), currency)


def _taxes(taxed: Assessment) -> list[dict[str, object]]:
    return [
        {"name": share.name, "rate": str(share.rate), "minor": share.amount.minor}
        for share in taxed.taxes
    ]
