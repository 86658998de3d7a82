"""Whether an offer may apply at all, and if not, why: each reason is a stable code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tradewind.domains.promotions.rules.basket import Basket, BasketLine, Offer
from tradewind.domains.promotions.rules.outcome import Facts
from tradewind.domains.promotions.rules.terms import Conditions, RewardKind
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Match:
    """The places of the lines in scope, or the `reason` why the offer does not apply."""

    places: Sequence[int]
    reason: str
    facts: Facts


def match(offer: Offer, basket: Basket) -> Match:
    """Check everything that does not depend on other offers. The first reason counts."""
    reason, facts = _standing(offer, basket)
    places = [place for place, line in enumerate(basket.lines) if in_scope(offer, line)]
    if not reason and not places:
        reason = "coupon_not_for_these"
    if not reason:
        reason, facts = _minimum(offer, basket, places)
    return Match(places, reason, facts)


def in_scope(offer: Offer, line: BasketLine) -> bool:
    """Whether the line is among the goods that the offer is about."""
    if offer.store_id is not None and line.store_id != offer.store_id:
        return False
    scope = offer.terms.scope
    if line.product_id in scope.not_products or not scope.not_tags.isdisjoint(line.tags):
        return False
    if offer.terms.reward.kind is RewardKind.BUNDLE:
        return any(line.product_id in part.products for part in offer.terms.reward.parts)
    return (
        scope.is_everything
        or line.product_id in scope.products
        or line.store_id in scope.stores
        or not scope.categories.isdisjoint(line.category_ids)
        or not scope.sections.isdisjoint(line.section_ids)
        or not scope.tags.isdisjoint(line.tags)
    )


def _standing(offer: Offer, basket: Basket) -> tuple[str, Facts]:
    needs = offer.terms.needs
    if offer.blocked:
        return offer.blocked, {}
    if offer.starts_at is not None and basket.now < offer.starts_at:
        return "coupon_not_yet", {"on": offer.starts_at}
    if offer.ends_at is not None and basket.now >= offer.ends_at:
        return "coupon_expired", {"on": offer.ends_at}
    if offer.terms.has_amounts and offer.currency != basket.currency:
        return "coupon_currency", {"currency": offer.currency}
    if not _is_open(needs, basket.now):
        return "coupon_not_now", {}
    # Where the shopper is unknown yet, the place is judged once it is known.
    if needs.places and basket.country and not _is_here(needs, basket):
        return "coupon_not_here", {}
    if needs.channels and basket.channel not in needs.channels:
        return "coupon_not_here", {}
    if needs.members_only and basket.shopper.person_id is None:
        return "coupon_members_only", {}
    if needs.first_order and basket.shopper.has_bought(offer.store_id):
        return "coupon_first_order_only", {}
    return "", {}


def _minimum(offer: Offer, basket: Basket, places: Sequence[int]) -> tuple[str, Facts]:
    needs = offer.terms.needs
    lines = [basket.lines[place] for place in places]
    spent = sum(line.unit.minor * line.quantity for line in lines)
    if spent < needs.minimum_minor:
        return "coupon_minimum", {"missing": Money(needs.minimum_minor - spent, basket.currency)}
    pieces = sum(line.quantity for line in lines)
    if pieces < needs.minimum_quantity:
        return "coupon_minimum_pieces", {"missing": needs.minimum_quantity - pieces}
    return "", {}


def _is_here(needs: Conditions, basket: Basket) -> bool:
    return basket.country in needs.places or f"{basket.country}-{basket.region}" in needs.places


def _is_open(needs: Conditions, now: datetime) -> bool:
    if not needs.weekdays and needs.from_time is None and needs.until_time is None:
        return True
    there = now.astimezone(ZoneInfo(needs.zone))
    hour, day = there.time(), there.weekday()
    opens, shuts = needs.from_time, needs.until_time
    if opens and shuts and opens > shuts:
        if hour < shuts:
            # After midnight the night belongs to the day it began on.
            day = (day - 1) % 7
        elif hour < opens:
            return False
    elif (opens and hour < opens) or (shuts and hour >= shuts):
        return False
    return not needs.weekdays or day in needs.weekdays
