"""Taking effects off a basket one after another; amounts are minor units, nothing goes below zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tradewind.domains.promotions.rules.basket import Offer
from tradewind.domains.promotions.rules.effects import Effect
from tradewind.domains.promotions.rules.terms import Layer
from tradewind.kernel.money import Money

_WHOLE = 10_000
_LAYERS = {Layer.ITEM: 0, Layer.ORDER: 1, Layer.SHIPPING: 2}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offer that would take `alone` if nothing else applied."""

    offer: Offer
    effect: Effect
    alone: int

    @property
    def turn(self) -> tuple[int, int, int, int, str]:
        """When it is worked out: layer, priority, fixed amounts before shares, then age."""
        terms, effect = self.offer.terms, self.effect
        rank = 0 if effect.each is not None else 1 if effect.whole is not None else 2
        return (
            _LAYERS[terms.layer],
            -terms.stacking.priority,
            rank,
            self.offer.promotion_id,
            self.offer.code,
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """What a candidate took: by line's place, or by store's delivery."""

    candidate: Candidate
    lines: Mapping[int, int]
    shipping: Mapping[int, int]

    @property
    def minor(self) -> int:
        return sum(self.lines.values()) + sum(self.shipping.values())


def take_all(
    candidates: Iterable[Candidate],
    goods: Sequence[int],
    shipping: Mapping[int, int],
    currency: str,
) -> list[Taken]:
    """Take every candidate in its turn off what the ones before it left."""
    rest, fees = list(goods), dict(shipping)
    done = []
    for candidate in sorted(candidates, key=lambda one: one.turn):
        effect = candidate.effect
        if effect.of_delivery:
            by_store = _off_delivery(effect, fees, currency)
            for store_id, minor in by_store.items():
                fees[store_id] -= minor
            done.append(Taken(candidate, {}, by_store))
        else:
            by_place = _off_lines(effect, rest, currency)
            for place, minor in by_place.items():
                rest[place] -= minor
            done.append(Taken(candidate, by_place, {}))
    return done


def taken_alone(
    effect: Effect, goods: Sequence[int], shipping: Mapping[int, int], currency: str
) -> int:
    """What the effect takes where nothing else does."""
    if effect.of_delivery:
        return sum(_off_delivery(effect, shipping, currency).values())
    return sum(_off_lines(effect, goods, currency).values())


def _off_lines(effect: Effect, rest: Sequence[int], currency: str) -> dict[int, int]:
    left = [rest[place] for place in effect.places]
    if effect.each is not None:
        off = [min(minor, has) for minor, has in zip(effect.each, left, strict=True)]
        whole = sum(off)
        if effect.most is not None and whole > effect.most:
            off = _spread(effect.most, off, currency)
    else:
        off = _spread(_amount(effect, sum(left)), left, currency)
    return {place: minor for place, minor in zip(effect.places, off, strict=True) if minor}


def _off_delivery(effect: Effect, fees: Mapping[int, int], currency: str) -> dict[int, int]:
    left = [fees[store_id] for store_id in effect.stores]
    if effect.whole is not None:
        # An amount off each seller's delivery, not one shared by all.
        off = [min(effect.whole, has) for has in left]
    else:
        off = [(has * effect.percent_bp + _WHOLE // 2) // _WHOLE for has in left]
    if effect.most is not None and sum(off) > effect.most:
        off = _spread(effect.most, off, currency)
    return {store_id: minor for store_id, minor in zip(effect.stores, off, strict=True) if minor}


def _amount(effect: Effect, left: int) -> int:
    wanted = (
        effect.whole
        if effect.whole is not None
        else (left * effect.percent_bp + _WHOLE // 2) // _WHOLE
    )
    return min(wanted, left if effect.most is None else min(left, effect.most))


def _spread(minor: int, weights: Sequence[int], currency: str) -> list[int]:
    if minor <= 0:
        return [0] * len(weights)
    return [share.minor for share in Money(minor, currency).allocate(weights)]
