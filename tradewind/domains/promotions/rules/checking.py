"""Whether terms make sense, before anybody is promised anything."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tradewind.domains.promotions.rules.terms import Layer, Reward, RewardKind, Terms
from tradewind.kernel.errors import InvalidInput

_WHOLE = 10_000
_MOST_LISTED = 1_000
_LAYERS = {
    RewardKind.PERCENT: {Layer.ITEM, Layer.ORDER},
    RewardKind.AMOUNT: {Layer.ITEM, Layer.ORDER},
    RewardKind.TIERED: {Layer.ITEM, Layer.ORDER},
    RewardKind.FIXED_PRICE: {Layer.ITEM},
    RewardKind.BUY_GET: {Layer.ITEM},
    RewardKind.QUANTITY_PRICES: {Layer.ITEM},
    RewardKind.BUNDLE: {Layer.ITEM},
    RewardKind.SHIPPING: {Layer.SHIPPING},
}


def check_terms(terms: Terms, *, store_id: int | None, currency: str) -> None:
    """Raises `InvalidInput` naming the fields of the terms that can't stand."""
    wrong = _wrong_reward(terms.reward)
    if terms.layer not in _LAYERS[terms.reward.kind]:
        wrong["layer"] = "invalid"
    if terms.has_amounts and not currency:
        wrong["currency"] = "required"
    scope, needs = terms.scope, terms.needs
    if store_id is not None and not scope.stores <= {store_id}:
        wrong["scope.stores"] = "unknown"
    if any(
        len(listed) > _MOST_LISTED
        for listed in (scope.products, scope.categories, scope.tags, scope.not_products)
    ):
        wrong["scope"] = "too_long"
    if needs.minimum_minor < 0 or needs.minimum_quantity < 0:
        wrong["needs.minimum"] = "invalid"
    if not needs.weekdays <= set(range(7)):
        wrong["needs.weekdays"] = "invalid"
    try:
        ZoneInfo(needs.zone)
    except (ZoneInfoNotFoundError, ValueError):
        wrong["needs.zone"] = "invalid"
    if wrong:
        raise InvalidInput(wrong)


def _wrong_reward(reward: Reward) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not 0 <= reward.percent_bp <= _WHOLE:
        wrong["percent"] = "invalid"
    if reward.minor < 0:
        wrong["amount"] = "invalid"
    if reward.most_minor is not None and reward.most_minor <= 0:
        wrong["most"] = "invalid"
    match reward.kind:
        case RewardKind.PERCENT if not reward.percent_bp:
            wrong["percent"] = "required"
        case RewardKind.AMOUNT if not reward.minor:
            wrong["amount"] = "required"
        case RewardKind.SHIPPING if not (reward.percent_bp or reward.minor):
            wrong["percent"] = "required"
        case RewardKind.BUY_GET:
            wrong |= {} if 1 <= reward.buy <= 100 else {"buy": "invalid"}
            wrong |= {} if 1 <= reward.get <= 100 else {"get": "invalid"}
            wrong |= {} if reward.percent_bp else {"percent": "required"}
        case RewardKind.TIERED | RewardKind.QUANTITY_PRICES:
            wrong |= _wrong_tiers(reward)
        case RewardKind.BUNDLE:
            parts = reward.parts
            if not 1 <= len(parts) <= 10 or any(
                not part.products or not 1 <= part.quantity <= 100 for part in parts
            ):
                wrong["parts"] = "invalid"
        case _:
            pass
    if reward.kind is RewardKind.AMOUNT and reward.percent_bp:
        wrong["percent"] = "invalid"
    return wrong


def _wrong_tiers(reward: Reward) -> dict[str, str]:
    starts = [tier.at for tier in reward.tiers]
    bad = (
        not 1 <= len(starts) <= 10
        or starts != sorted(set(starts))
        or starts[0] < 1
        or any(
            not 0 <= tier.percent_bp <= _WHOLE
            or tier.minor < 0
            or bool(tier.percent_bp) == bool(tier.minor)
            for tier in reward.tiers
        )
    )
    return {"tiers": "invalid"} if bad else {}
