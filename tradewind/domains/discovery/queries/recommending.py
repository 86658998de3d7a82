"""What to show somebody: each screen's shelves by one statement.

Personal only for whom a permit stands (`visits.browsing`); everybody else gets what belongs to
the page they are on, and what is popular where they are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from tradewind.domains.discovery.queries.listings import exchange_to
from tradewind.domains.discovery.queries.shelf_statements import (
    BESIDE,
    MORE,
    PERSONAL,
    POPULAR,
)
from tradewind.domains.discovery.rules.cards import Exchange, ListingCard, Tile, card, lowest_price
from tradewind.domains.discovery.rules.shelves import Candidate, Why, varied
from tradewind.domains.discovery.rules.tastes import Told, suits
from tradewind.domains.discovery.statements import rows
from tradewind.domains.shipping.queries import soonest
from tradewind.domains.visits.browsing import is_token
from tradewind.kernel import ids
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place


class _Row(NamedTuple):
    shelf: str
    product_id: int
    store_id: int
    score: float
    why: str
    tile: str | None
    said: str | None
    seed: str | None


@dataclass(frozen=True, slots=True)
class Recommended:
    """A product with the reason for it; `about` is the title of what led to it."""

    card: ListingCard
    why: Why
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalShelves:
    """`is_personal` when a permit stands; without one only `popular` has anything."""

    is_personal: bool = False
    for_you: Sequence[Recommended] = ()
    recent: Sequence[ListingCard] = ()
    popular: Sequence[Recommended] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsShelves:
    """What belongs beside goods, whoever looks. `product_ids` are their row ids."""

    product_ids: Sequence[int] = ()
    together: Sequence[Recommended] = ()
    similar: Sequence[Recommended] = ()
    more: Sequence[ListingCard] = ()


@dataclass(frozen=True, slots=True)
class _Reader:
    language: str
    exchange: Exchange
    place: Place
    now: datetime
    tiles: dict[int, Tile] = field(default_factory=dict)

    def tile(self, row: _Row) -> Tile:
        if row.product_id not in self.tiles:
            self.tiles[row.product_id] = orjson.loads(row.tile or "{}")
        return self.tiles[row.product_id]

    def card(self, product_id: int) -> ListingCard:
        return card(self.tiles[product_id], language=self.language, exchange=self.exchange)


def personal_shelves(
    *,
    person_id: int | None,
    token: str,
    language: str,
    currency: str,
    place: Place,
    now: datetime,
    limit: int = 10,
) -> PersonalShelves:
    """For whoever looks: chosen for them, what they looked at last, and what is popular there.

    A guest is known by the `token` of their browser. One statement, and one more for ways of
    delivery nobody asked about lately: what does not reach `place` is left out.
    """
    reader = _Reader(language, exchange_to(currency), place, now)
    values: dict[str, Any] = {"country": place.country, "person": person_id, "now": now}
    statement = POPULAR
    if person_id is not None:
        statement = PERSONAL % {"whose": "person_id = %(person)s"} + POPULAR
    elif is_token(token):
        statement = PERSONAL % {"whose": "token = %(token)s AND person_id IS NULL"} + POPULAR
        values["token"] = token
    found = [_Row(*row) for row in rows(statement, values)]
    reached = _reached(found, reader)
    told = next((_told(row.said) for row in found if row.shelf == "taste"), None)
    recent = sorted((row for row in found if row.shelf == "recent"), key=lambda row: -row.score)
    for row in recent:
        reader.tile(row)
    chosen = [_personal(row, reader, told) for row in reached if row.shelf == "for_you"]
    popular = [
        _candidate(row, reader, Why.POPULAR, place.country if row.why == "there" else "")
        for row in reached
        if row.shelf == "popular"
    ]
    return PersonalShelves(
        is_personal=any(row.shelf == "permit" for row in found),
        for_you=_shelf(chosen, reader, limit),
        recent=[reader.card(row.product_id) for row in recent],
        popular=_shelf(popular, reader, limit),
    )


def goods_shelves(
    *,
    product_ids: Collection[str],
    language: str,
    currency: str,
    place: Place,
    now: datetime,
    limit: int = 8,
    with_more: bool = False,
) -> GoodsShelves:
    """Beside these goods (public ids): what is bought with them and what is like them.

    `with_more` adds more of the seller, for one product only. One statement, as above.
    """
    reader = _Reader(language, exchange_to(currency), place, now)
    own = [ids.decode("prd", product_id) for product_id in product_ids]
    if not own:
        return GoodsShelves()
    statement = BESIDE + MORE if with_more and len(own) == 1 else BESIDE
    found = [_Row(*row) for row in rows(statement, {"own": own, "more": limit})]
    reached = _reached([row for row in found if row.shelf != "more"], reader)
    together = _shelf(
        [_candidate(row, reader, Why.TOGETHER) for row in reached if row.shelf == "bought"],
        reader,
        limit,
    )
    shown = {one.card.product_id for one in together}
    like = [
        _candidate(row, reader, Why.SIMILAR)
        for row in reached
        if row.shelf in ("viewed", "similar")
    ]
    more = [row for row in found if row.shelf == "more"]
    for row in more:
        reader.tile(row)
    return GoodsShelves(
        product_ids=[row.product_id for row in found if row.shelf == "own"],
        together=together,
        similar=_shelf(
            [one for one in like if reader.tiles[one.product_id]["id"] not in shown], reader, limit
        ),
        more=[reader.card(row.product_id) for row in more],
    )


def _reached(found: Sequence[_Row], reader: _Reader) -> list[_Row]:
    """Rows of goods that a seller brings to where the reader is."""
    stores = {row.store_id for row in found if row.tile is not None}
    reach = soonest(store_ids=sorted(stores), place=reader.place, now=reader.now) if stores else {}
    return [row for row in found if row.tile is not None and row.store_id in reach]


def _personal(row: _Row, reader: _Reader, told: Told | None) -> Candidate:
    title, translations = orjson.loads(row.seed or "[]")
    about = translations.get(reader.language, {}).get("title") or title
    factor = 1.0
    if told is not None:
        tile = reader.tile(row)
        tags, attributes, options = orjson.loads(row.said or "[]")
        factor = suits(
            told,
            said=" ".join([tile["title"], *tags, *map(str, attributes.values())]),
            sizes=[str(value) for option in options for value in option.get("values", ())],
            price=lowest_price(tile, reader.exchange),
        )
    return _candidate(row, reader, Why(row.why), about, factor)


def _candidate(
    row: _Row, reader: _Reader, why: Why, about: str = "", factor: float = 1.0
) -> Candidate:
    category = reader.tile(row)["category"]
    slug = category["slug"] if category else ""
    return Candidate(row.product_id, row.store_id, slug, row.score * factor, why, about)


def _shelf(candidates: Sequence[Candidate], reader: _Reader, limit: int) -> list[Recommended]:
    return [
        Recommended(reader.card(one.product_id), one.why, one.about)
        for one in varied(candidates, limit=limit)
    ]


def _told(text: str | None) -> Told:
    sizes, skin_type, needs, budget, currency = orjson.loads(text or "[]")
    return told_of(
        {
            "sizes": sizes,
            "skin_type": skin_type,
            "needs": needs,
            "budget": Money(budget, currency) if budget else None,
        }
    )


def told_of(taste: Mapping[str, Any]) -> Told:
    """A taste as rules read it."""
    return Told(
        sizes=frozenset(size.casefold() for size in taste["sizes"]),
        skin_type=taste["skin_type"],
        needs=tuple(taste["needs"]),
        budget=taste["budget"],
    )
