"""Baskets and offers in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields as fields_of
from datetime import UTC, datetime
from typing import Any

from tradewind.domains.promotions.rules import (
    Basket,
    BasketLine,
    Conditions,
    How,
    Layer,
    Offer,
    Reward,
    RewardKind,
    Scope,
    Stacking,
    Terms,
)
from tradewind.kernel.money import Money

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def line(key: str, unit: int, quantity: int = 1, *, store: int = 1, **facts: Any) -> BasketLine:
    """A line of product 1, 2 … as its key says: ``line("l1", 1000)``."""
    product = int("".join(letter for letter in key if letter.isdigit()))
    return BasketLine(
        key=key,
        store_id=store,
        product_id=facts.pop("product", product),
        unit=Money(unit, "CAD"),
        quantity=quantity,
        **facts,
    )


def basket(
    *lines: BasketLine, shipping: int = 500, codes: Sequence[str] = (), **more: Any
) -> Basket:
    return Basket(
        lines=lines,
        shipping={one.store_id: Money(shipping, "CAD") for one in lines},
        currency="CAD",
        now=more.pop("now", NOW),
        country=more.pop("country", "CA"),
        region=more.pop("region", "ON"),
        codes=codes,
        **more,
    )


def offer(number: int = 1, kind: RewardKind = RewardKind.PERCENT, **said: Any) -> Offer:
    """``offer(2, RewardKind.AMOUNT, minor=500, layer=Layer.ORDER, code="FIVE", exclusive=True)``."""
    columns = {
        name: said.pop(name)
        for name in ("store_id", "starts_at", "ends_at", "code", "blocked", "left", "currency")
        if name in said
    }
    columns.setdefault("currency", "CAD")
    layer = said.pop("layer", Layer.SHIPPING if kind is RewardKind.SHIPPING else Layer.ITEM)
    fields: dict[Any, dict[str, Any]] = {Reward: {}, Scope: {}, Conditions: {}, Stacking: {}}
    for name, value in said.items():
        for of, values in fields.items():
            if name in {one.name for one in fields_of(of)}:
                values[name] = value
                break
        else:
            raise TypeError(name)
    return Offer(
        promotion_id=number,
        public_id=f"prm_{number}",
        name=f"Offer {number}",
        store_id=columns.pop("store_id", None),
        terms=Terms(
            reward=Reward(kind=kind, **fields[Reward]),
            layer=layer,
            scope=Scope(**fields[Scope]),
            needs=Conditions(**fields[Conditions]),
            stacking=Stacking(**fields[Stacking]),
        ),
        how=How.CODE if columns.get("code") else How.AUTOMATIC,
        **columns,
    )
