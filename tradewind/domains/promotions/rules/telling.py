"""Why an offer took nothing, and how little is missing for it to do so."""

from __future__ import annotations

from tradewind.domains.promotions.rules.basket import Basket, Offer
from tradewind.domains.promotions.rules.effects import Effect
from tradewind.domains.promotions.rules.matching import Match
from tradewind.domains.promotions.rules.outcome import Facts, NearMiss
from tradewind.domains.promotions.rules.terms import RewardKind, TierBy
from tradewind.kernel.money import Money


def near_miss(offer: Offer, found: Match, basket: Basket) -> NearMiss | None:
    """What to add where only a minimum is missing, and the offer is about something in the basket."""
    if not found.places or found.reason not in ("coupon_minimum", "coupon_minimum_pieces"):
        return None
    why = "near_spend" if found.reason == "coupon_minimum" else "near_pieces"
    return NearMiss(offer.public_id, offer.name, why, {**found.facts, "name": offer.name})


def next_step(offer: Offer, effect: Effect, basket: Basket) -> NearMiss | None:
    """What to add for the next step of a tiered offer, or for one more set."""
    if effect.next_step is None:
        return None
    if offer.terms.reward.tier_by is TierBy.SPEND:
        facts: Facts = {"missing": Money(effect.missing, basket.currency), "name": offer.name}
        return NearMiss(offer.public_id, offer.name, "near_spend", facts)
    facts = {"missing": effect.missing, "name": offer.name}
    return NearMiss(offer.public_id, offer.name, "near_pieces", facts)


def reason_for(offer: Offer, effect: Effect, basket: Basket) -> tuple[str, Facts]:
    """Why an offer that matched takes nothing."""
    if effect.next_step is not None:
        missing = effect.missing
        if offer.terms.reward.tier_by is TierBy.SPEND:
            return "coupon_minimum", {"missing": Money(missing, basket.currency)}
        return "coupon_minimum_pieces", {"missing": missing}
    if offer.terms.reward.kind in (RewardKind.BUY_GET, RewardKind.BUNDLE) and not effect.sets:
        return "coupon_set_incomplete", {}
    return "coupon_no_gain", {}


def nearer(near: NearMiss) -> tuple[int, int, str]:
    """Sorts near misses: pieces before money, what lacks least first."""
    missing = near.facts["missing"]
    if isinstance(missing, Money):
        return 1, missing.minor, near.public_id
    return 0, missing if isinstance(missing, int) else 0, near.public_id
