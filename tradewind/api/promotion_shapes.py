"""How a promotion is written in JSON, and read from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from ninja import Field, Schema

from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.naming import (
    NamedScope,
    named,
    parts_of,
    product_names,
    scope_of,
)
from tradewind.domains.promotions.operations import PromotionWords
from tradewind.domains.promotions.queries import ShownOffer
from tradewind.domains.promotions.rules import (
    Conditions,
    Layer,
    Reward,
    RewardKind,
    Stacking,
    Terms,
    Tier,
    TierBy,
    read_terms,
)


class TierShape(Schema):
    """From `at` on (minor units, or pieces): a percentage in basis points, or minor units."""

    at: int = Field(ge=1)
    percent_bp: int = Field(0, ge=0, le=10_000)
    minor: int = Field(0, ge=0)


class PartShape(Schema):
    products: list[str] = Field(max_length=100)
    quantity: int = Field(1, ge=1, le=100)


class RewardShape(Schema):
    """How much. `percent_bp` is in hundredths of a per cent, amounts in whole minor units."""

    kind: RewardKind
    percent_bp: int = Field(0, ge=0, le=10_000)
    minor: int = Field(0, ge=0)
    buy: int = Field(0, ge=0, le=100)
    get: int = Field(0, ge=0, le=100)
    most_sets: int | None = Field(None, ge=1, le=1_000)
    tier_by: TierBy = TierBy.SPEND
    tiers: list[TierShape] = Field(default_factory=list, max_length=10)
    parts: list[PartShape] = Field(default_factory=list, max_length=10)
    most_minor: int | None = Field(None, ge=1)


class ScopeShape(Schema):
    """Goods in any of the lists; all where every list is empty. Public ids, sections by slug."""

    stores: list[str] = Field(default_factory=list, max_length=100)
    sections: list[str] = Field(default_factory=list, max_length=100)
    categories: list[str] = Field(default_factory=list, max_length=100)
    products: list[str] = Field(default_factory=list, max_length=1_000)
    tags: list[str] = Field(default_factory=list, max_length=100)
    not_products: list[str] = Field(default_factory=list, max_length=1_000)
    not_tags: list[str] = Field(default_factory=list, max_length=100)


class ConditionsShape(Schema):
    """`places` are ``CA`` or ``CA-ON``; `weekdays` 0 (Monday) to 6, in `zone` like the hours."""

    minimum_minor: int = Field(0, ge=0)
    minimum_quantity: int = Field(0, ge=0)
    first_order: bool = False
    members_only: bool = False
    places: list[str] = Field(default_factory=list, max_length=100)
    channels: list[str] = Field(default_factory=list, max_length=20)
    weekdays: list[int] = Field(default_factory=list, max_length=7)
    from_time: time | None = None
    until_time: time | None = None
    zone: str = Field("UTC", max_length=40)


class StackingShape(Schema):
    """Two promotions share goods only where each allows the other's layer."""

    combines_with: list[Layer] = Field(default_factory=lambda: [Layer.ORDER, Layer.SHIPPING])
    exclusive: bool = False
    group: str = Field("", max_length=40)
    priority: int = Field(0, ge=-1_000, le=1_000)


class PromotionIn(Schema):
    name: str = Field(max_length=80)
    reward: RewardShape
    layer: Layer = Layer.ITEM
    scope: ScopeShape = Field(default_factory=lambda: ScopeShape.model_validate({}))
    needs: ConditionsShape = Field(default_factory=lambda: ConditionsShape.model_validate({}))
    stacking: StackingShape = Field(default_factory=lambda: StackingShape.model_validate({}))
    how: str = Field(Promotion.How.AUTOMATIC.value, pattern="^(automatic|code|wallet)$")
    is_public: bool = True
    currency: str = Field("", pattern="^([A-Z]{3})?$")
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    total_limit: int | None = Field(None, ge=1, le=2_000_000_000)
    person_limit: int | None = Field(None, ge=1, le=2_000_000_000)
    gives_back: str = Field(
        Promotion.GivesBack.CANCELLED.value,
        pattern="^(cancelled|returned)$",
        description="When a use is free again: with the whole order cancelled, or also when"
        " everything it made cheaper came back",
    )
    budget_minor: int | None = Field(None, ge=1, le=2_000_000_000)
    translations: dict[str, dict[str, str]] = Field(default_factory=dict, max_length=20)


class PromotionShape(PromotionIn):
    id: str
    state: str
    version: int


class PromotionPage(Schema):
    items: list[PromotionShape]
    next_cursor: str | None


class ShownOfferShape(Schema):
    """An advantage anybody may read of. `code` may be typed by anybody, and may be empty."""

    id: str
    name: str
    kind: str
    layer: str
    how: str
    code: str
    seller: str
    currency: str
    percent_bp: int
    minor: int
    ends_at: str | None
    is_kept: bool


def words_of(body: PromotionIn, store_id: int | None) -> PromotionWords:
    """What was sent. Raises `InvalidInput` for goods that are not there."""
    reward = body.reward.dict(exclude={"tiers", "parts"})
    parts = [(part.products, part.quantity) for part in body.reward.parts]
    needs, stacking = body.needs.dict(), body.stacking.dict()
    return PromotionWords(
        terms=Terms(
            reward=Reward(
                **reward,
                tiers=tuple(Tier(**tier.dict()) for tier in body.reward.tiers),
                parts=parts_of(parts=parts, store_id=store_id),
            ),
            layer=body.layer,
            scope=scope_of(named=NamedScope(**body.scope.dict()), store_id=store_id),
            needs=Conditions(**needs | _sets(needs, ("places", "channels", "weekdays"))),
            stacking=Stacking(**stacking | _sets(stacking, ("combines_with",))),
        ),
        **body.dict(exclude={"reward", "layer", "scope", "needs", "stacking"}),
    )


def promotion_json(row: Promotion) -> dict[str, Any]:
    """A promotion as `PromotionShape`."""
    terms = read_terms(row.terms)
    reward, scope = terms.reward, named(scope=terms.scope)
    needs, stacking = terms.needs, terms.stacking
    return {
        "id": row.public_id,
        "state": row.state,
        "version": row.version,
        "name": row.name,
        "reward": {
            **_fields(reward, without=("tiers", "parts")),
            "tiers": [_fields(tier) for tier in reward.tiers],
            "parts": [
                {
                    "products": product_names(product_ids=part.products),
                    "quantity": part.quantity,
                }
                for part in reward.parts
            ],
        },
        "layer": terms.layer,
        "scope": {name: list(listed) for name, listed in _fields(scope).items()},
        "needs": {
            **_fields(needs),
            "places": sorted(needs.places),
            "channels": sorted(needs.channels),
            "weekdays": sorted(needs.weekdays),
        },
        "stacking": {**_fields(stacking), "combines_with": sorted(stacking.combines_with)},
        "how": row.how,
        "is_public": row.is_public,
        "currency": row.currency,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "total_limit": row.total_limit,
        "person_limit": row.person_limit,
        "gives_back": row.gives_back,
        "budget_minor": row.budget_minor,
        "translations": row.translations,
    }


def offer_json(shown: ShownOffer) -> dict[str, Any]:
    """A public offer as `ShownOfferShape`."""
    return {
        "id": shown.public_id,
        "name": shown.name,
        "kind": shown.terms.reward.kind,
        "layer": shown.terms.layer,
        "how": shown.how,
        "code": shown.code,
        "seller": shown.seller,
        "currency": shown.currency,
        "percent_bp": shown.terms.reward.percent_bp,
        "minor": shown.terms.reward.minor,
        "ends_at": shown.ends_at,
        "is_kept": shown.is_kept,
    }


def _fields(value: Any, without: Sequence[str] = ()) -> dict[str, Any]:
    return {
        name: getattr(value, name)
        for name in type(value).__dataclass_fields__
        if name not in without
    }


def _sets(given: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: frozenset(given[name]) for name in names}
