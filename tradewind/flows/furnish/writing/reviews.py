"""What buyers said of what reached them, with photos, and what sellers replied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from io import BytesIO

from django.db import transaction

from tradewind.domains.engagement.models import Review
from tradewind.domains.engagement.operations import reviewing
from tradewind.domains.engagement.rules.writing import ReviewWords
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.rules import Stage
from tradewind.domains.visits.rules import Arrival
from tradewind.flows.furnish.mall.shapes import Mall, Product, Variant
from tradewind.flows.furnish.mall.words import Buyer, Said, load_words
from tradewind.flows.furnish.pictures import draw
from tradewind.flows.furnish.pictures.photograph import photograph
from tradewind.flows.furnish.writing.cast import CAST, Shopper
from tradewind.flows.furnish.writing.diary import Planned
from tradewind.flows.furnish.writing.people import People
from tradewind.flows.furnish.writing.sales import Past, public_ids
from tradewind.kernel import clock

_IN_USE = 2
_DELIVERED_AFTER = timedelta(days=5)
_ARRIVAL = Arrival("organic_social", source="instagram", referrer="https://instagram.com/")


def write_reviews(mall: Mall, *, people: People, sellers: Mapping[int, str]) -> None:
    """Every buyer's purchase with what they said of it; all of them or, once there is one, none."""
    if Review.objects.across_stores("whether anybody reviewed anything").exists():
        return
    buyers = load_words().buyers
    wanted = {said.sku for buyer in buyers for said in buyer.reviews}
    past = Past(people=people, variants=public_ids(wanted), sellers=sellers)
    goods = {variant.sku: (each, variant) for each in mall.products for variant in each.variants}
    now = clock.now()
    with transaction.atomic():
        for buyer in buyers:
            _play(buyer, past, mall, goods, now)


def _play(
    buyer: Buyer,
    past: Past,
    mall: Mall,
    goods: Mapping[str, tuple[Product, Variant]],
    now: datetime,
) -> None:
    shopper, at = _shopper(buyer), now - timedelta(days=buyer.bought)
    there = at + _DELIVERED_AFTER
    planned = Planned(
        at=at,
        shopper=shopper,
        arrival=_ARRIVAL,
        skus={said.sku: 1 for said in buyer.reviews},
        steps=(
            (at + timedelta(hours=20), Stage.PREPARING),
            (at + timedelta(hours=34), Stage.SHIPPED),
            (there, Stage.DELIVERED),
        ),
    )
    orders = past.play(planned)
    for said in buyer.reviews:
        photos = [_photo(mall, *goods[said.sku], said.photo)] if said.photo is not None else []
        with clock.frozen_at(there + timedelta(days=said.after)):
            review = _write(said, orders, shopper, photos)
        if said.reply:
            with clock.frozen_at(there + timedelta(days=said.after + 1)):
                reviewing.reply(
                    store_id=review.store_id,
                    review_id=review.public_id,
                    text=said.reply,
                    actor=past.sellers[review.store_id],
                )


def _write(said: Said, orders: Sequence[Order], shopper: Shopper, photos: list[BytesIO]) -> Review:
    line = next(line for order in orders for line in order.lines.all() if line.sku == said.sku)
    return reviewing.write(
        purchase=line.order.purchase,
        line_id=line.public_id,
        words=ReviewWords(
            stars=said.stars,
            author=shopper.name.split()[0],
            title=said.title,
            text=said.text,
            as_described=said.described,
            about=said.about,
        ),
        language=shopper.language,
        pictures=photos,
    )


def _photo(mall: Mall, product: Product, variant: Variant, turn: float) -> BytesIO:
    """The thing in its colour, as it stands at the buyer's."""
    store = next(store for store in mall.stores if store.slug == product.store)
    swatches = {
        value.code: value.swatch
        for option in mall.options
        if option.code == "colour"
        for value in option.values
    }
    svg = draw(
        kind=product.kind,
        palette=store.palette,
        seed=len(product.slug),
        variant_colour=swatches.get(variant.values.get("colour", "")),
        scene=_IN_USE,
    )
    return BytesIO(photograph(svg, turn=turn, light=0.93 if turn < 0 else 1))


def _shopper(buyer: Buyer) -> Shopper:
    if not buyer.name:
        return next(shopper for shopper in CAST if shopper.email == buyer.email)
    names = Shopper.__dataclass_fields__
    return Shopper(**{name: getattr(buyer, name) for name in names})
