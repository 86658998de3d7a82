"""Which offers are used together: the combination that is cheapest for the shopper.

Offers that may not stand together form a graph. Of its maximal sets without a conflict, and of each
offer alone, the one that takes most is chosen. Offers that touch no common goods are decided apart.
The search is exact while it weighs no more than `MOST_TRIES` sets of a part in `MOST_STEPS` steps,
which always holds for fifteen conflicting offers (3^5 sets) and for hundreds that all exclude each
other; a bound leaves most sets out unseen. Beyond that the best found so far counts, which is
never less than the offers taken greedily by what each is worth, and the outcome says so. Equal
sets are told apart by worth, then age, never by the order they came in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tradewind.domains.promotions.rules.applying import Candidate
from tradewind.domains.promotions.rules.terms import Layer

MOST_TRIES = 400
MOST_STEPS = 6_000

Worth = Callable[[Sequence[Candidate]], int]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The offers to use; `is_exact` False where not every set was looked at."""

    used: Sequence[Candidate]
    is_exact: bool


def resolve(candidates: Sequence[Candidate], worth: Worth) -> Resolved:
    """Choose. `worth` says what a set takes together, in minor units."""
    kept = _undominated(sorted(candidates, key=_rank))
    used: list[Candidate] = []
    is_exact = True
    for part in _parts(kept):
        search = _Search(part, worth)
        used.extend(search.best())
        is_exact = is_exact and not search.gave_up
    return Resolved(used, is_exact)


def conflict(one: Candidate, other: Candidate) -> bool:
    """Whether the two may not be used together."""
    if not set(_ones_of(one)).isdisjoint(_ones_of(other)):
        return True
    if _may(_trait(one), _trait(other)):
        return False
    return not set(one.effect.touches).isdisjoint(other.effect.touches)


def _rank(candidate: Candidate) -> tuple[int, int, str]:
    return -candidate.alone, candidate.offer.promotion_id, candidate.offer.code


def _undominated(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Leave out whatever another of the same kind on the same goods beats on every line.

    This is what keeps hundreds of like offers cheap: of those that exclude each other and take
    the same shape off the same lines, only the best can be in the answer.
    """
    kept: dict[tuple[object, ...], list[Candidate]] = {}
    for candidate in ranked:
        rivals = kept.setdefault(_likeness(candidate), [])
        # Whoever is alike is judged alike: one comparison speaks for all.
        rivals_fit = rivals and not conflict(rivals[0], candidate)
        if rivals_fit or not any(_beats(rival, candidate) for rival in rivals):
            rivals.append(candidate)
    return sorted((one for rivals in kept.values() for one in rivals), key=_rank)


def _likeness(candidate: Candidate) -> tuple[object, ...]:
    offer, effect, stacking = candidate.offer, candidate.effect, candidate.offer.terms.stacking
    shape = "each" if effect.each is not None else "whole" if effect.whole is not None else "share"
    group = (offer.store_id, stacking.group) if stacking.group else None
    return (
        *(offer.terms.layer, stacking.combines_with, stacking.exclusive, group, shape),
        *(stacking.priority, tuple(effect.touches), tuple(effect.places), tuple(effect.stores)),
        # A cap makes an offer worth less where more is left, which no comparison here knows.
        effect.most,
    )


def _beats(one: Candidate, other: Candidate) -> bool:
    mine, yours = one.effect, other.effect
    if mine.each is not None and yours.each is not None:
        return all(a >= b for a, b in zip(mine.each, yours.each, strict=True))
    return (mine.whole or 0) >= (yours.whole or 0) and mine.percent_bp >= yours.percent_bp


def _parts(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Offers that touch common goods, or exclude each other, belong to one part."""
    parts: dict[int, list[Candidate]] = {}
    part_of: dict[tuple[object, ...], int] = {}
    for number, candidate in enumerate(candidates):
        keys = _grounds(candidate)
        met = {part_of[key] for key in keys if key in part_of}
        merged = [candidate]
        for other in met:
            merged += parts.pop(other)
        parts[number] = merged
        part_of.update(dict.fromkeys(keys, number))
        if met:
            part_of = {key: number if at in met else at for key, at in part_of.items()}
    return [sorted(part, key=_rank) for part in parts.values()]


def _grounds(candidate: Candidate) -> list[tuple[object, ...]]:
    """What it meets others on. Goods and deliveries don't lower each other, so they are apart
    unless the offer shuts out the other side."""
    offer, stacking = candidate.offer, candidate.offer.terms.stacking
    delivers = offer.terms.layer is Layer.SHIPPING
    others = {Layer.ITEM, Layer.ORDER} if delivers else {Layer.SHIPPING}
    sides = (
        {delivers, not delivers}
        if stacking.exclusive or others - stacking.combines_with
        else {delivers}
    )
    keys: list[tuple[object, ...]] = [
        (side, place) for side in sides for place in candidate.effect.touches
    ]
    return [*keys, *_ones_of(candidate)]


def _fitting(part: Sequence[Candidate]) -> list[int]:
    """For each candidate the bits of those it may stand with; `conflict` over all pairs at once."""
    everything = (1 << len(part)) - 1
    on_ground: dict[tuple[object, ...], int] = {}
    together: dict[tuple[object, ...], int] = {}
    for i, one in enumerate(part):
        for place in one.effect.touches:
            spot: tuple[object, ...] = (place, *_trait(one))
            on_ground[spot] = on_ground.get(spot, 0) | 1 << i
        for key in _ones_of(one):
            together[key] = together.get(key, 0) | 1 << i
    traits = {_trait(one) for one in part}
    found = []
    for i, one in enumerate(part):
        against = 1 << i
        shut = [trait for trait in traits if not _may(_trait(one), trait)]
        for place in one.effect.touches:
            for trait in shut:
                against |= on_ground.get((place, *trait), 0)
        for key in _ones_of(one):
            against |= together[key]
        found.append(everything & ~against)
    return found


_Trait = tuple[Layer, frozenset[Layer], bool]


def _trait(candidate: Candidate) -> _Trait:
    terms = candidate.offer.terms
    return terms.layer, terms.stacking.combines_with, terms.stacking.exclusive


def _may(mine: _Trait, yours: _Trait) -> bool:
    return not (mine[2] or yours[2]) and yours[0] in mine[1] and mine[0] in yours[1]


def _ones_of(candidate: Candidate) -> list[tuple[object, ...]]:
    """That of which a basket gets one: the promotion itself, and its group."""
    offer = candidate.offer
    keys: list[tuple[object, ...]] = [("promotion", offer.promotion_id)]
    if offer.terms.stacking.group:
        keys.append(("group", offer.store_id, offer.terms.stacking.group))
    return keys


@dataclass(slots=True)
class _Search:
    """Maximal sets by Bron and Kerbosch with a pivot, over bits of an integer, and a bound."""

    part: Sequence[Candidate]
    worth: Worth
    gave_up: bool = False
    _tries: int = 0
    _steps: int = 0
    _fits: list[int] = field(default_factory=list)
    _cliques: list[int] = field(default_factory=list)
    _best: int = -1
    _found: int = 0

    def best(self) -> list[Candidate]:
        count = len(self.part)
        everything = (1 << count) - 1
        self._fits = _fitting(self.part)
        self._cliques = self._covered()
        self._try(self._greedy())
        for i, one in enumerate(self.part):
            if one.alone > self._best:
                self._best, self._found = one.alone, 1 << i
        self._walk(0, everything, 0)
        return self._named(self._found)

    def _greedy(self) -> int:
        chosen, open_ = 0, (1 << len(self.part)) - 1
        for i in range(len(self.part)):
            if open_ >> i & 1:
                chosen |= 1 << i
                open_ &= self._fits[i]
        return chosen

    def _covered(self) -> list[int]:
        """Cliques of offers that all exclude each other: of each at most one is used."""
        cliques: list[int] = []
        for i in range(len(self.part)):
            for at, clique in enumerate(cliques):
                if not clique & self._fits[i]:
                    cliques[at] = clique | 1 << i
                    break
            else:
                cliques.append(1 << i)
        return cliques

    def _walk(self, chosen: int, open_: int, seen: int) -> None:
        self._steps += 1
        if self._tries > MOST_TRIES or self._steps > MOST_STEPS:
            self.gave_up = True
            return
        if self._bound(chosen | open_) <= self._best:
            return
        if not open_:
            if not seen:
                self._try(chosen)
            return
        pivot = max(_bits(open_ | seen), key=lambda i: (open_ & self._fits[i]).bit_count())
        for i in _bits(open_ & ~self._fits[pivot]):
            self._walk(chosen | 1 << i, open_ & self._fits[i], seen & self._fits[i])
            open_ &= ~(1 << i)
            seen |= 1 << i

    def _try(self, chosen: int) -> None:
        self._tries += 1
        worth = self.worth(self._named(chosen))
        if worth > self._best:
            self._best, self._found = worth, chosen

    def _bound(self, among: int) -> int:
        """No set among these takes more: each takes at most what it does alone, and a minor unit
        a line for what rounding may move."""
        most = 0
        for clique in self._cliques:
            inside = clique & among
            if inside:
                # The offers are sorted by worth: the lowest bit is the dearest.
                first = self.part[(inside & -inside).bit_length() - 1]
                most += first.alone + len(first.effect.touches)
        return most

    def _named(self, chosen: int) -> list[Candidate]:
        return [self.part[i] for i in _bits(chosen)]


def _bits(number: int) -> list[int]:
    found = []
    while number:
        low = number & -number
        found.append(low.bit_length() - 1)
        number ^= low
    return found
