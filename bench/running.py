"""Active promotions in a benched mall, and a cart they are asked about."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from django.db import connection

from tradewind.domains.catalogue.models import Product
from tradewind.domains.promotions import queries
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.rules import (
    Basket,
    Conditions,
    Layer,
    Outcome,
    Reward,
    RewardKind,
    Scope,
    Stacking,
    Terms,
    Tier,
    reach_of,
    write_terms,
)
from tradewind.kernel.money import Money

_NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def basket(lines: int) -> Basket:
    """A cart of as many products, over several sellers."""
    rows = Product.objects.across_stores("bench").order_by("slug")[:lines]
    return Basket(
        lines=[
            queries.basket_line(
                key=str(row.pk),
                store_id=row.store_id,
                product_id=row.pk,
                unit=Money(1000 + 137 * place, "CAD"),
                quantity=1 + place % 3,
                category_id=row.category_id,
                tags=row.tags,
            )
            for place, row in enumerate(rows)
        ],
        shipping={row.store_id: Money(900, "CAD") for row in rows},
        currency="CAD",
        now=_NOW,
        country="CA",
        region="ON",
    )


def fill(count: int, about: Basket, *, spread: bool, chance: Random) -> None:
    """Have exactly `count` promotions run: `spread` over all goods, else about the cart's."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE promotions_promotion CASCADE")
    goods = [(line.store_id, line.product_id) for line in about.lines]
    if spread:
        goods = list(
            Product.objects.across_stores("bench").values_list("store_id", "pk").order_by("pk")
        )
    Promotion.objects.bulk_create(
        (_promotion(number, goods, chance) for number in range(count)), batch_size=1_000
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE promotions_promotion")


def ask(about: Basket) -> Outcome:
    """What the cart's quote asks."""
    return queries.outcome(basket=about)


def found(about: Basket) -> int:
    """How many of the promotions are looked at."""
    return len(queries.candidates(basket=about))


def _promotion(number: int, goods: list[tuple[int, int]], chance: Random) -> Promotion:
    store_id, _ = chance.choice(goods)
    own = [product for store, product in goods if store == store_id]
    scope = Scope(products=frozenset(chance.sample(own, min(len(own), 3))))
    reward, layer = chance.choice(
        [
            (Reward(RewardKind.PERCENT, percent_bp=chance.randrange(500, 3000)), Layer.ITEM),
            (Reward(RewardKind.AMOUNT, minor=chance.randrange(100, 900)), Layer.ITEM),
            (Reward(RewardKind.AMOUNT, minor=chance.randrange(100, 900)), Layer.ORDER),
            (Reward(RewardKind.BUY_GET, buy=2, get=1, percent_bp=10_000), Layer.ITEM),
            (Reward(RewardKind.TIERED, tiers=(Tier(2000, 500), Tier(5000, 1200))), Layer.ORDER),
            (Reward(RewardKind.SHIPPING, percent_bp=10_000), Layer.SHIPPING),
        ]
    )
    terms = Terms(
        reward=reward,
        layer=layer,
        scope=scope,
        needs=Conditions(minimum_minor=chance.choice([0, 0, 1500])),
        stacking=Stacking(
            combines_with=frozenset({Layer.ITEM, Layer.ORDER, Layer.SHIPPING} - {layer}),
            exclusive=chance.random() < 0.1,
        ),
    )
    return Promotion(
        store_id=store_id,
        name=f"Promotion {number}",
        state=Promotion.State.LIVE,
        terms=write_terms(terms),
        reach=reach_of(terms, store_id),
        currency="CAD",
    )
