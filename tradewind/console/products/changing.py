"""One change for several products at once, and the way back from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from tradewind.console.acting import recorded
from tradewind.console.products.undoing import Step, status_before
from tradewind.domains.catalogue import operations
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.operations.inspecting import ProductNotApproved
from tradewind.domains.catalogue.operations.status import NothingToSell, ProductPutAway
from tradewind.domains.catalogue.queries import ProductRow, category_tree, chosen_products
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http.audience import StoreRequest

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Changed:
    """How many products changed, how many could not, how many of those changed wait for the mall
    to look at them, and how to take it back."""

    done: int
    left: int
    waiting: int
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Change:
    """What the bulk bar can do. `act` changes one product, `before` tells the way back, None when
    it is so already; `told` is the sentence for `n` of them."""

    act: Callable[[int, ProductRow, str], object]
    before: Callable[[ProductRow, str], Step | None]
    told: Callable[[int], Promise | str]


def change(request: StoreRequest, name: str, chosen: Sequence[str], value: str) -> Changed:
    """Do `name` (a key of `CHANGES`) with these products, all in one transaction.

    What can't be sold is left as it is and counted. Ids of other stores' products are nobody's.
    Raises `InvalidInput`.
    """
    wanted = CHANGES.get(name)
    if wanted is None:
        raise InvalidInput({"do": "unknown"})
    rows = chosen_products(store_id=request.store.pk, product_ids=chosen[:MOST_AT_ONCE])
    steps: list[Step] = []
    left = waiting = 0

    def act() -> None:
        nonlocal left, waiting
        for row in rows:
            before = wanted.before(row, value)
            if before is None:
                continue
            try:
                done = wanted.act(request.store.pk, row, value)
            except (NothingToSell, ProductNotApproved, ProductPutAway):
                left += 1
                continue
            waiting += isinstance(done, Product) and done.status == Product.Status.WAITING
            steps.append(before)

    recorded(
        request,
        action=f"products.{name}",
        subject=request.store.public_id,
        act=act,
        changes={"products": [row.public_id for row in rows], "value": value},
    )
    return Changed(done=len(steps), left=left, waiting=waiting, steps=steps)


def _to_status(status: Product.Status) -> Callable[[ProductRow, str], Step | None]:
    def before(row: ProductRow, _value: str) -> Step | None:
        so_already = row.status == status
        asked = status == Product.Status.ACTIVE and row.status == Product.Status.WAITING
        return None if so_already or asked else status_before(row)

    return before


def _shelf(row: ProductRow, *, archive: bool) -> Step | None:
    if row.is_archived == archive:
        return None
    return Step(row.public_id, "shelf", "out" if archive else "away")


def _category(row: ProductRow, category: str) -> Step | None:
    held = category_tree().by_id.get(row.category_id) if row.category_id else None
    before = held.public_id if held else ""
    return None if before == category else Step(row.public_id, "category", before)


def _tag(row: ProductRow, tag: str) -> Step | None:
    name = tag.strip()
    return None if name in row.tags else Step(row.public_id, "tag", name)


CHANGES: Mapping[str, Change] = {
    "publish": Change(
        act=lambda store, row, _: operations.publish(store_id=store, product_id=row.public_id),
        before=_to_status(Product.Status.ACTIVE),
        told=lambda n: ngettext_lazy("{n} product is on sale.", "{n} products are on sale.", n),
    ),
    "withdraw": Change(
        act=lambda store, row, _: operations.withdraw(store_id=store, product_id=row.public_id),
        before=_to_status(Product.Status.DRAFT),
        told=lambda n: ngettext_lazy(
            "{n} product is a draft again.", "{n} products are drafts again.", n
        ),
    ),
    "discontinue": Change(
        act=lambda store, row, _: operations.discontinue(store_id=store, product_id=row.public_id),
        before=_to_status(Product.Status.DISCONTINUED),
        told=lambda n: ngettext_lazy(
            "{n} product is sold no longer.", "{n} products are sold no longer.", n
        ),
    ),
    "archive": Change(
        act=lambda store, row, _: operations.archive(store_id=store, product_id=row.public_id),
        before=lambda row, _: _shelf(row, archive=True),
        told=lambda n: ngettext_lazy("{n} product is put away.", "{n} products are put away.", n),
    ),
    "restore": Change(
        act=lambda store, row, _: operations.restore(store_id=store, product_id=row.public_id),
        before=lambda row, _: _shelf(row, archive=False),
        told=lambda n: ngettext_lazy("{n} product is back.", "{n} products are back.", n),
    ),
    "category": Change(
        act=lambda store, row, category: operations.change_product(
            store_id=store, product_id=row.public_id, category=category or None
        ),
        before=_category,
        told=lambda n: ngettext_lazy(
            "{n} product has a new category.", "{n} products have a new category.", n
        ),
    ),
    "tag": Change(
        act=lambda store, row, tag: operations.add_tag(
            store_id=store, product_ids=[row.public_id], tag=tag
        ),
        before=_tag,
        told=lambda n: ngettext_lazy("{n} product is tagged.", "{n} products are tagged.", n),
    ),
}
