"""Promotions that run."""

from __future__ import annotations

from typing import Any

from tests.domains.factories.numbers import fresh_number
from tradewind.domains.promotions import operations
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.operations import PromotionWords
from tradewind.domains.promotions.rules import (
    Conditions,
    Layer,
    Reward,
    RewardKind,
    Scope,
    Stacking,
    Terms,
)
from tradewind.domains.stores.models import Store

ACTOR = "per_00000000000000000000000000"


def make_promotion(
    *,
    store: Store | None = None,
    percent_bp: int = 1000,
    reward: Reward | None = None,
    layer: Layer = Layer.ITEM,
    scope: Scope | None = None,
    needs: Conditions | None = None,
    stacking: Stacking | None = None,
    code: str = "",
    is_live: bool = True,
    **said: Any,
) -> Promotion:
    """Ten per cent off everything of the store, of the mall without one; `code` makes it one with a
    code."""
    terms = Terms(
        reward=reward or Reward(RewardKind.PERCENT, percent_bp=percent_bp),
        layer=layer,
        scope=scope or Scope(),
        needs=needs or Conditions(),
        stacking=stacking or Stacking(),
    )
    said.setdefault("name", f"Promotion {fresh_number()}")
    said.setdefault("currency", "CAD")
    if code:
        said.setdefault("how", Promotion.How.CODE)
    store_id = store.pk if store else None
    made = operations.create(
        store_id=store_id, said=PromotionWords(terms=terms, **said), actor=ACTOR
    )
    if code:
        operations.add_code(
            store_id=store_id, promotion_id=str(made.public_id), text=code, actor=ACTOR
        )
    if is_live:
        made = operations.publish_promotion(
            store_id=store_id, promotion_id=str(made.public_id), actor=ACTOR
        )
    return made
