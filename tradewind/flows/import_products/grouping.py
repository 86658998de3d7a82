"""Rows into products: rows that follow each other under one id are its variants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b

from tradewind.domains.catalogue.operations.imports import Remark
from tradewind.domains.catalogue.rules import MAX_VARIANTS
from tradewind.flows.import_products.rows import Rejected, RowFacts

_MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Goods:
    """A product's rows: how many were read, their facts, and what was wrong with any of them.

    With a refusal nothing of the product is taken: half a product is worse than none. `warnings`
    say what is left out though it is taken.
    """

    rows: int
    facts: tuple[RowFacts, ...]
    refusals: tuple[Remark, ...]
    warnings: tuple[Remark, ...] = ()

    @property
    def external_id(self) -> str:
        return self.facts[0].external_id

    @property
    def variants(self) -> tuple[RowFacts, ...]:
        """The rows that speak of a variant, the first of all where none does."""
        return tuple(facts for facts in self.facts if facts.has_variant) or self.facts[:1]

    @property
    def option_names(self) -> tuple[str, ...]:
        """What can be chosen; said in the first row, or numbered where nobody says it."""
        first = next((facts.options for facts in self.facts if facts.options), ())
        return tuple(name or f"Option {place}" for place, (name, _) in enumerate(first, start=1))


def group(rows: Iterable[RowFacts | Rejected]) -> Iterator[Goods]:
    """Products in the file's order, each checked for what only its rows together can show."""
    seen = _Seen()
    waiting: list[RowFacts | Rejected] = []
    for row in rows:
        if waiting and not (row.external_id and row.external_id == waiting[0].external_id):
            yield _closed(waiting, seen)
            waiting = []
        waiting.append(row)
    if waiting:
        yield _closed(waiting, seen)


def _closed(rows: list[RowFacts | Rejected], seen: _Seen) -> Goods:
    facts = tuple(row for row in rows if isinstance(row, RowFacts))
    rejected = [refusal for row in rows if isinstance(row, Rejected) for refusal in row.refusals]
    if rejected:
        spoilt = [
            Remark(row.number, "external_id", "product_refused", row.external_id[:80])
            for row in facts
        ]
        return Goods(len(rows), facts, (*rejected, *spoilt))
    goods = Goods(len(rows), facts, (), tuple(_warnings(facts)))
    fault = _fault(goods, seen)
    if fault is None:
        return goods
    field, code = fault
    key = goods.external_id or facts[0].sku
    return replace(
        goods, refusals=tuple(Remark(row.number, field, code, key[:80]) for row in facts)
    )


def _warnings(facts: tuple[RowFacts, ...]) -> Iterator[Remark]:
    first = facts[0]
    for row in facts:
        yield from row.warnings
        if row is first:
            continue
        # What is told of the whole product is taken from its first row.
        told = {**row.columns, "category": row.category} if row.category else row.columns
        known = {**first.columns, "category": first.category}
        for name, value in told.items():
            if known.get(name) != value:
                yield Remark(row.number, name, "first_row_only", str(value)[:80])


def _fault(goods: Goods, seen: _Seen) -> tuple[str, str] | None:
    if len(goods.facts) > _MOST_ROWS or len(goods.variants) > MAX_VARIANTS:
        return ("external_id", "too_many_variants")
    # The same product twice would be changed to and fro each time the file is read.
    if not seen.is_new("id", goods.external_id):
        return ("external_id", "repeated")
    if not goods.external_id and not seen.is_new("sku", goods.facts[0].sku):
        return ("sku", "repeated")
    choices = [tuple(value for _, value in row.options) for row in goods.variants]
    if len(set(choices)) < len(choices) or len({len(each) for each in choices}) > 1:
        return ("option1_value", "repeated")
    skus = [row.sku for row in goods.variants if row.sku]
    if len(set(skus)) < len(skus):
        return ("sku", "repeated")
    names = goods.option_names
    if len({name.casefold() for name in names}) < len(names):
        return ("option1_name", "repeated")
    return None


class _Seen:
    """Keys met so far, eight bytes each: a million rows fit in memory."""

    def __init__(self) -> None:
        self._digests: set[bytes] = set()

    def is_new(self, kind: str, key: str) -> bool:
        """True the first time; always for no key."""
        if not key:
            return True
        digest = blake2b(f"{kind}:{key}".encode(), digest_size=8).digest()
        known = digest in self._digests
        self._digests.add(digest)
        return not known
