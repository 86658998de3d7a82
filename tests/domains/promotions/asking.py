"""Baskets of real goods, and what promotions make of them."""

from __future__ import annotations

from collections.abc import Sequence

from tradewind.domains.catalogue.models import Product
from tradewind.domains.identity.models import Person
from tradewind.domains.promotions import queries
from tradewind.domains.promotions.rules import Basket, Outcome, Shopper
from tradewind.kernel import clock
from tradewind.kernel.money import Money


def basket_of(
    *products: Product,
    unit: int = 1000,
    quantity: int = 1,
    codes: Sequence[str] = (),
    person: Person | None = None,
    email: str = "",
) -> Basket:
    lines = [
        queries.basket_line(
            key=str(product.pk),
            store_id=product.store_id,
            product_id=product.pk,
            unit=Money(unit, "CAD"),
            quantity=quantity,
            category_id=product.category_id,
            tags=product.tags,
        )
        for product in products
    ]
    return Basket(
        lines=lines,
        shipping={line.store_id: Money(500, "CAD") for line in lines},
        currency="CAD",
        now=clock.now(),
        country="CA",
        region="ON",
        shopper=Shopper(person_id=person.pk if person else None, email=email),
        codes=codes,
    )


def ask(*products: Product, **said: object) -> Outcome:
    return queries.outcome(basket=basket_of(*products, **said))  # type: ignore[arg-type]


def reasons(outcome: Outcome) -> list[str]:
    return [refusal.reason for refusal in outcome.refused]
