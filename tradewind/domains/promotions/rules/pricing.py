"""The one question: what do these offers make of this basket?

Eligibility and minimums are judged on the prices shown, so that no offer's right depends on
another. Then the best combination is chosen and taken off: items, then orders, then deliveries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tradewind.domains.promotions.rules.applying import (
    Candidate,
    Taken,
    take_all,
    taken_alone,
)
from tradewind.domains.promotions.rules.basket import Basket, How, Offer, normal_code
from tradewind.domains.promotions.rules.effects import Effect, effect_of
from tradewind.domains.promotions.rules.matching import match
from tradewind.domains.promotions.rules.outcome import (
    Applied,
    Discount,
    Facts,
    NearMiss,
    Outcome,
    Refusal,
)
from tradewind.domains.promotions.rules.resolving import resolve
from tradewind.domains.promotions.rules.telling import near_miss, nearer, next_step, reason_for
from tradewind.kernel.money import Money

_MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class _Judged:
    """An offer with what it would take, or with why it takes nothing."""

    offer: Offer
    candidate: Candidate | None
    reason: str
    facts: Facts
    near: NearMiss | None


def apply(basket: Basket, offers: Iterable[Offer]) -> Outcome:
    """Work out everything. Neither the order of lines nor of offers means anything."""
    basket = replace(basket, lines=sorted(basket.lines, key=lambda line: (line.store_id, line.key)))
    goods = [line.unit.minor * line.quantity for line in basket.lines]
    fees = {store_id: fee.minor for store_id, fee in basket.shipping.items()}
    entered = {normal_code(code) for code in basket.codes}
    judged = [
        _judge(offer, basket, goods, fees)
        for offer in offers
        # Whoever asks with too many offers still gets no code that nobody entered.
        if offer.how is not How.CODE or offer.code in entered
    ]

    def worth(candidates: Sequence[Candidate]) -> int:
        return sum(taken.minor for taken in take_all(candidates, goods, fees, basket.currency))

    resolved = resolve([one.candidate for one in judged if one.candidate], worth)
    done = [
        taken
        for taken in take_all(resolved.used, goods, fees, basket.currency)
        # What found nothing left to take is not used up for it.
        if taken.minor
    ]
    used = {(taken.candidate.offer.promotion_id, taken.candidate.offer.code) for taken in done}
    return Outcome(
        currency=basket.currency,
        lines=_by_line(done, basket),
        shipping=_by_store(done, basket),
        applied=[_applied(taken, basket) for taken in done],
        near=_near(judged, used),
        refused=_refused(basket, judged, done, used),
        is_exact=resolved.is_exact,
    )


def _judge(offer: Offer, basket: Basket, goods: Sequence[int], fees: Mapping[int, int]) -> _Judged:
    found = match(offer, basket)
    if found.reason:
        near = near_miss(offer, found, basket)
        return _Judged(offer, None, found.reason, found.facts, near)
    effect = effect_of(offer, basket, found.places)
    near = next_step(offer, effect, basket)
    alone = taken_alone(effect, goods, fees, basket.currency)
    if not alone:
        reason, facts = reason_for(offer, effect, basket)
        return _Judged(offer, None, reason, facts, near)
    if offer.left is not None and alone > offer.left:
        return _Judged(offer, None, "coupon_used_up", {}, None)
    return _Judged(offer, Candidate(offer, effect, alone), "", {}, near)


def _by_line(done: Sequence[Taken], basket: Basket) -> dict[str, list[Discount]]:
    lines: dict[str, list[Discount]] = {}
    for taken in done:
        for place, minor in taken.lines.items():
            key = basket.lines[place].key
            lines.setdefault(key, []).append(_discount(taken, minor, basket))
    return lines


def _by_store(done: Sequence[Taken], basket: Basket) -> dict[int, list[Discount]]:
    stores: dict[int, list[Discount]] = {}
    for taken in done:
        for store_id, minor in taken.shipping.items():
            stores.setdefault(store_id, []).append(_discount(taken, minor, basket))
    return stores


def _discount(taken: Taken, minor: int, basket: Basket) -> Discount:
    offer = taken.candidate.offer
    why, facts = _why(offer, taken.candidate.effect, basket.currency)
    return Discount(
        promotion_id=offer.promotion_id,
        public_id=offer.public_id,
        name=offer.name,
        code=offer.code,
        amount=Money(minor, basket.currency),
        funded_by=offer.store_id,
        why=why,
        facts=facts,
    )


def _applied(taken: Taken, basket: Basket) -> Applied:
    offer = taken.candidate.offer
    by_store: dict[int, int] = dict(taken.shipping)
    for place, minor in taken.lines.items():
        store_id = basket.lines[place].store_id
        by_store[store_id] = by_store.get(store_id, 0) + minor
    why, facts = _why(offer, taken.candidate.effect, basket.currency)
    return Applied(
        promotion_id=offer.promotion_id,
        public_id=offer.public_id,
        name=offer.name,
        code=offer.code,
        code_id=offer.code_id,
        layer=offer.terms.layer,
        amount=Money(taken.minor, basket.currency),
        by_store={at: Money(minor, basket.currency) for at, minor in sorted(by_store.items())},
        funded_by=offer.store_id,
        why=why,
        facts=facts,
    )


def _why(offer: Offer, effect: Effect, currency: str) -> tuple[str, Facts]:
    reward = offer.terms.reward
    step = effect.step
    percent = step.percent_bp if step else reward.percent_bp
    minor = step.minor if step else reward.minor
    facts: dict[str, int | str | Money | datetime] = {"name": offer.name}
    if percent:
        facts["percent"] = f"{percent // 100}.{percent % 100:02}".rstrip("0").rstrip(".")
    if minor:
        facts["amount"] = Money(minor, currency)
    if effect.sets:
        facts |= {"buy": reward.buy, "get": reward.get, "sets": effect.sets}
    return f"promotion_{reward.kind}", facts


def _near(judged: Sequence[_Judged], used: set[tuple[int, str]]) -> list[NearMiss]:
    # A code is secret until it is entered; what is not public is not advertised either.
    shown = [
        one.near
        for one in judged
        if one.near is not None
        and (
            one.offer.is_public
            or one.offer.how is How.WALLET
            or (one.offer.promotion_id, one.offer.code) in used
        )
    ]
    return sorted(shown, key=nearer)[:_MOST_NEAR]


def _refused(
    basket: Basket,
    judged: Sequence[_Judged],
    done: Sequence[Taken],
    used: set[tuple[int, str]],
) -> list[Refusal]:
    refused = []
    for code in dict.fromkeys(normal_code(code) for code in basket.codes):
        of_code = [one for one in judged if one.offer.code == code]
        if any((one.offer.promotion_id, code) in used for one in of_code):
            continue
        refused.append(_refusal(code, of_code, done))
    return refused


def _refusal(code: str, of_code: Sequence[_Judged], done: Sequence[Taken]) -> Refusal:
    if not of_code:
        return Refusal(code, "coupon_unknown", {})
    # Of the same word at several sellers the one that came furthest is worth explaining.
    one = min(of_code, key=lambda each: (bool(each.reason), each.reason == "coupon_not_for_these"))
    if one.reason:
        return Refusal(code, one.reason, one.facts)
    touches = set(one.candidate.effect.touches) if one.candidate else set()
    better = next(
        (
            taken.candidate.offer.name
            for taken in done
            if not touches.isdisjoint(taken.candidate.effect.touches)
        ),
        "",
    )
    return Refusal(code, "coupon_not_with_others", {"better": better})
