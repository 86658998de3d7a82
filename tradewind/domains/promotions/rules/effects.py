"""What one offer would take, worked out on the prices shown.

Prices, free pieces and bundles are fixed amounts a line, whatever else applies; percentages are
taken of what is left when their turn comes. So nothing another offer does can make one dearer, and
each can be told in one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tradewind.domains.promotions.rules.basket import Basket, BasketLine, Offer
from tradewind.domains.promotions.rules.terms import Layer, Reward, RewardKind, Tier, TierBy
from tradewind.kernel.money import Money

_WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Effect:
    """What is taken from lines (by place) or from deliveries (by store).

    One of `each` (an amount for each place of `places`), `whole` (an amount over all of them) and
    `percent_bp` counts; `most` caps it. `touches` are the places it can't share freely. `step` is
    the tier reached, `next_step` the one not reached yet, with how much is missing.
    """

    places: Sequence[int] = ()
    stores: Sequence[int] = ()
    touches: Sequence[int] = ()
    each: Sequence[int] | None = None
    whole: int | None = None
    percent_bp: int = 0
    most: int | None = None
    sets: int = 0
    step: Tier | None = None
    next_step: Tier | None = None
    missing: int = 0
    of_delivery: bool = False


def effect_of(offer: Offer, basket: Basket, places: Sequence[int]) -> Effect:
    """The effect of an offer that matched on the lines at `places`."""
    reward, lines = offer.terms.reward, [basket.lines[place] for place in places]
    match reward.kind:
        case RewardKind.SHIPPING:
            return _delivery(offer, basket, places)
        case RewardKind.BUY_GET:
            return _buy_get(reward, lines, places)
        case RewardKind.BUNDLE:
            return _bundle(reward, lines, places)
        case RewardKind.FIXED_PRICE:
            return _lines(reward, places, [_down_to(line, reward.minor) for line in lines])
        case RewardKind.QUANTITY_PRICES:
            return _quantity_prices(reward, lines, places)
        case RewardKind.TIERED:
            return _tiered(offer, reward, lines, places)
        case _:
            return _plain(offer, reward.percent_bp, reward.minor, lines, places)


def _plain(
    offer: Offer,
    percent_bp: int,
    minor: int,
    lines: Sequence[BasketLine],
    places: Sequence[int],
) -> Effect:
    reward = offer.terms.reward
    if percent_bp:
        return Effect(places, touches=places, percent_bp=percent_bp, most=reward.most_minor)
    if offer.terms.layer is Layer.ITEM:
        off = [min(minor, line.unit.minor) * line.quantity for line in lines]
        return _lines(reward, places, off)
    return Effect(places, touches=places, whole=minor, most=reward.most_minor)


def _lines(reward: Reward, places: Sequence[int], off: Sequence[int], sets: int = 0) -> Effect:
    kept = [(place, minor) for place, minor in zip(places, off, strict=True) if minor > 0]
    found = [place for place, _ in kept]
    return Effect(
        found,
        touches=found,
        each=[minor for _, minor in kept],
        most=reward.most_minor,
        sets=sets,
    )


def _down_to(line: BasketLine, minor: int) -> int:
    return max(0, line.unit.minor - minor) * line.quantity


def _delivery(offer: Offer, basket: Basket, places: Sequence[int]) -> Effect:
    reward = offer.terms.reward
    stores = {basket.lines[place].store_id for place in places}
    return Effect(
        stores=sorted(stores & basket.shipping.keys()),
        touches=places,
        percent_bp=reward.percent_bp,
        whole=None if reward.percent_bp else reward.minor,
        most=reward.most_minor,
        of_delivery=True,
    )


def _buy_get(reward: Reward, lines: Sequence[BasketLine], places: Sequence[int]) -> Effect:
    pieces = sum(line.quantity for line in lines)
    sets = pieces // (reward.buy + reward.get)
    if reward.most_sets is not None:
        sets = min(sets, reward.most_sets)
    left, off = sets * reward.get, [0] * len(lines)
    for place in sorted(range(len(lines)), key=lambda at: (lines[at].unit.minor, at)):
        free = min(left, lines[place].quantity)
        off[place] = (lines[place].unit.minor * free * reward.percent_bp + _WHOLE // 2) // _WHOLE
        left -= free
    found = _lines(reward, places, off, sets)
    # What had to be bought takes part as well: it can't earn the next offer too.
    return replace(found, touches=places if sets else ())


def _quantity_prices(reward: Reward, lines: Sequence[BasketLine], places: Sequence[int]) -> Effect:
    pieces: dict[int, int] = {}
    for line in lines:
        pieces[line.product_id] = pieces.get(line.product_id, 0) + line.quantity
    off = []
    for line in lines:
        step, _ = _steps(reward.tiers, pieces[line.product_id])
        if step is None:
            off.append(0)
        elif step.percent_bp:
            goods = line.unit.minor * line.quantity
            off.append((goods * step.percent_bp + _WHOLE // 2) // _WHOLE)
        else:
            off.append(_down_to(line, step.minor))
    return _lines(reward, places, off)


def _tiered(
    offer: Offer, reward: Reward, lines: Sequence[BasketLine], places: Sequence[int]
) -> Effect:
    if reward.tier_by is TierBy.SPEND:
        reached = sum(line.unit.minor * line.quantity for line in lines)
    else:
        reached = sum(line.quantity for line in lines)
    step, following = _steps(reward.tiers, reached)
    missing = following.at - reached if following else 0
    if step is None:
        return Effect(next_step=following, missing=missing)
    plain = _plain(offer, step.percent_bp, step.minor, lines, places)
    return replace(plain, step=step, next_step=following, missing=missing)


def _steps(tiers: Sequence[Tier], reached: int) -> tuple[Tier | None, Tier | None]:
    """The highest tier reached, and the first that is not."""
    had = [tier for tier in tiers if tier.at <= reached]
    ahead = [tier for tier in tiers if tier.at > reached]
    return (
        max(had, key=lambda tier: tier.at, default=None),
        min(ahead, key=lambda tier: tier.at, default=None),
    )


def _bundle(reward: Reward, lines: Sequence[BasketLine], places: Sequence[int]) -> Effect:
    """As many bundles as fit, out of the dearest pieces; one that saves nothing is not made."""
    left = [line.quantity for line in lines]
    used, sets = [0] * len(lines), 0
    dearest = sorted(range(len(lines)), key=lambda at: (-lines[at].unit.minor, at))
    while reward.most_sets is None or sets < reward.most_sets:
        taken = _one_bundle(reward, lines, left, dearest)
        worth = sum(lines[at].unit.minor * count for at, count in taken.items())
        if not taken or worth <= reward.minor:
            break
        # The same pieces as long as they last, at once: a thousand pieces are one turn.
        turns = min(left[at] // count for at, count in taken.items())
        if reward.most_sets is not None:
            turns = min(turns, reward.most_sets - sets)
        for at, count in taken.items():
            left[at] -= count * turns
            used[at] += count * turns
        sets += turns
    goods = [line.unit.minor * count for line, count in zip(lines, used, strict=True)]
    saved = sum(goods) - reward.minor * sets
    if not sets:
        return Effect()
    shares = Money(saved, lines[0].unit.currency).allocate(goods)
    return _lines(reward, places, [share.minor for share in shares], sets)


def _one_bundle(
    reward: Reward, lines: Sequence[BasketLine], left: Sequence[int], dearest: Sequence[int]
) -> dict[int, int]:
    taken: dict[int, int] = {}
    for part in reward.parts:
        wanted = part.quantity
        for at in dearest:
            if lines[at].product_id in part.products:
                count = min(wanted, left[at] - taken.get(at, 0))
                if count:
                    taken[at] = taken.get(at, 0) + count
                    wanted -= count
        if wanted:
            return {}
    return taken
