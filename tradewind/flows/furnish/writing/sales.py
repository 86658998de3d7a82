"""The past month, played through the real cart, checkout and sandbox at the clock of its day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout import operations as checkout
from tradewind.domains.checkout.operations import Details, Means, Tender
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.orders import operations as orders
from tradewind.domains.orders.claims import Reason
from tradewind.domains.orders.models import Order, Purchase
from tradewind.domains.orders.queries import orders_of_checkout
from tradewind.domains.orders.rules import Stage
from tradewind.domains.visits.models import Channel, LinkCode
from tradewind.domains.visits.operations import arrive, create_link_code
from tradewind.flows import take_back
from tradewind.flows.furnish.mall.shapes import Mall
from tradewind.flows.furnish.writing.cast import CAST
from tradewind.flows.furnish.writing.diary import LINK_CODES, Planned, plan
from tradewind.flows.furnish.writing.people import People
from tradewind.kernel import clock

_SANDBOX = Means([Tender(provider="sandbox", source="tok_pays")])
_CARRIERS = {"CA": "Canada Post", "FR": "Colissimo"}


def write_sales(mall: Mall, *, people: People, sellers: Mapping[int, str]) -> None:
    """Play what has not happened yet; each purchase with all its steps is one transaction."""
    _write_link_codes()
    emails = [shopper.email for shopper in CAST]
    happened = Purchase.objects.filter(email__in=emails).count()
    planned = plan(mall, now=clock.now())[happened:]
    if not planned:
        return
    wanted = {sku for purchase in planned for sku in purchase.skus}
    past = Past(people=people, variants=public_ids(wanted), sellers=sellers)
    for purchase in planned:
        past.play(purchase)


def _write_link_codes() -> None:
    known = set(LinkCode.objects.filter(code__in=LINK_CODES).values_list("code", flat=True))
    for code, (channel, label) in LINK_CODES.items():
        if code not in known:
            create_link_code(channel=Channel(channel), label=label, actor="", code=code)


def public_ids(skus: Collection[str]) -> dict[str, str]:
    """Public ids of variants by SKU."""
    rows = Variant.objects.across_stores("the demo's shoppers buy from everybody")
    return {row.sku: row.public_id for row in rows.filter(sku__in=skus)}


@dataclass(frozen=True, slots=True)
class Past:
    """`variants` maps SKUs to public ids, `sellers` stores' row ids to their owners' public ids."""

    people: People
    variants: Mapping[str, str]
    sellers: Mapping[int, str]

    def play(self, planned: Planned) -> Sequence[Order]:
        """Buy, and move the orders as far as planned."""
        with transaction.atomic():
            with clock.frozen_at(planned.at):
                bought = self.buy(planned)
            for at, stage in planned.steps:
                with clock.frozen_at(at):
                    for order in bought:
                        self._move(order, stage)
        return bought

    def buy(self, planned: Planned, *, means: Means = _SANDBOX) -> Sequence[Order]:
        """From the door to the paid orders, at the clock as it stands."""
        shopper = planned.shopper
        person = self.people.get(shopper.email)
        person_id = person.pk if person else None
        visit = arrive(
            channel=planned.arrival.channel, person_id=person_id, arrival=planned.arrival
        )
        cart = checkout.open_cart(
            currency=shopper.currency,
            country=shopper.country,
            region=shopper.region,
            language=shopper.language,
            person_id=person_id,
            visit_id=visit.pk,
        )
        for sku, quantity in planned.skus.items():
            checkout.add_line(cart=cart, variant_id=self.variants[sku], quantity=quantity)
        for code in planned.codes:
            checkout.enter_code(cart=cart, code=code)
        filled = checkout.set_details(
            checkout=checkout.begin(cart=cart),
            details=Details(email=shopper.email, country=shopper.country, address=shopper.address),
        )
        total = quote_checkout(checkout=filled).total
        paid = checkout.pay(checkout=filled, means=means, agreed_total=total)
        return orders_of_checkout(checkout_id=paid.checkout.public_id)

    def _move(self, order: Order, stage: Stage) -> None:
        store_id, order_id, actor = order.store_id, order.public_id, self.sellers[order.store_id]
        match stage:
            case Stage.PREPARING:
                orders.start_preparing(store_id=store_id, order_id=order_id, actor=actor)
            case Stage.SHIPPED:
                orders.ship(
                    store_id=store_id,
                    order_id=order_id,
                    actor=actor,
                    carrier=_CARRIERS[order.store.country],
                    tracking_number=f"TW{order.number}",
                )
            case Stage.DELIVERED:
                orders.mark_delivered(store_id=store_id, order_id=order_id, actor=actor)
            case Stage.CANCELLED:
                take_back.cancel_order(
                    store_id=store_id,
                    order_id=order_id,
                    actor=actor,
                    reason=Reason.CUSTOMER_ASKED,
                )
