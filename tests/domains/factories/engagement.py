"""Favourites, reviews and questions."""

from __future__ import annotations

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.identity import make_person
from tests.domains.factories.numbers import fresh_number
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.engagement.models import Inquiry, Keeper, Review
from tradewind.domains.engagement.operations import asking, keeping, reviewing
from tradewind.domains.engagement.rules.writing import ReviewWords
from tradewind.domains.identity.models import Person
from tradewind.domains.orders.models import Order, OrderLine, Purchase
from tradewind.domains.orders.rules import Stage


def make_keeper(*, person: Person | None = None) -> Keeper:
    """A member's keeper, or a guest's."""
    return keeping.open_keeper(person_id=None if person is None else person.pk)


def make_delivered(
    variant: Variant | None = None, *, person: Person | None = None, stage: Stage = Stage.DELIVERED
) -> OrderLine:
    """A line of an order that arrived; `person` is who bought it."""
    goods = variant or make_goods()
    checkout = pay(make_checkout(goods)).checkout
    purchase = Purchase.objects.get(checkout=checkout.public_id)
    purchase.person = person
    purchase.email = person.email if person else f"guest{fresh_number()}@example.org"
    purchase.save()
    order = Order.objects.for_store(goods.store_id).get(purchase=purchase)
    order.stage = stage
    order.save(update_fields=["stage"])
    line = OrderLine.objects.for_store(goods.store_id).get(order=order)
    line.shipped = line.quantity
    line.save(update_fields=["shipped"])
    return line


def words(stars: int = 5, text: str = "", **said: object) -> ReviewWords:
    """What a buyer says."""
    told = {"author": "Noor", "text": text or f"It is what I hoped for, number {fresh_number()}."}
    return ReviewWords(stars=stars, **(told | said))  # type: ignore[arg-type]


def make_review(
    line: OrderLine | None = None, *, person: Person | None = None, stars: int = 5, **said: object
) -> Review:
    """A review of a delivered line."""
    of = line or make_delivered(person=person or make_person())
    return reviewing.write(
        purchase=of.order.purchase,
        line_id=of.public_id,
        words=words(stars, **said),  # type: ignore[arg-type]
        language="en",
    )


def make_inquiry(
    variant: Variant | None = None,
    *,
    person: Person | None = None,
    text: str = "",
    is_secret: bool = False,
) -> Inquiry:
    """A question about a product."""
    return asking.ask(
        person=person or make_person(name="Ada Quist"),
        product_id=(variant or make_goods()).product.public_id,
        text=text or f"Does it fit number {fresh_number()}?",
        language="en",
        is_secret=is_secret,
    )
