"""Somebody's favourites, as they were when liked and as they are now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.engagement.models import Favourite, Folder, Keeper, KeeperMail
from tradewind.domains.engagement.queries.prices import Standing, goods_of
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

_WHY = "favourites are of whichever stores"


@dataclass(frozen=True, slots=True)
class Liked:
    """A favourite with how it stands now; `price_now` in the currency it was liked in."""

    row: Favourite
    now: Standing | None

    @property
    def price_now(self) -> Money | None:
        if self.now is None or self.now.minor is None or self.now.is_gone:
            return None
        return Money(self.now.minor, self.row.currency)

    @property
    def is_cheaper(self) -> bool:
        return bool(self.price_now and self.row.price and self.price_now < self.row.price)

    @property
    def is_gone(self) -> bool:
        return self.now is not None and self.now.is_gone

    @property
    def is_out(self) -> bool:
        return self.now is not None and not self.now.is_gone and self.now.pieces <= 0


@dataclass(frozen=True, slots=True)
class Likes:
    """Which goods somebody likes: pairs of a product's and a variant's public id, the latter empty
    for a product liked without a choice."""

    pairs: frozenset[tuple[str, str]] = frozenset()

    @property
    def products(self) -> frozenset[str]:
        """Every product of which anything is liked."""
        return frozenset(product for product, _ in self.pairs)

    def has(self, *, product_id: str, variant_id: str) -> bool:
        """Whether this variant is liked, or the product without a choice."""
        return not {(product_id, ""), (product_id, variant_id)}.isdisjoint(self.pairs)


def find_keeper(*, person_id: int | None, token: str) -> Keeper | None:
    """The member's, or the guest's who holds the token."""
    if person_id is not None:
        return Keeper.objects.filter(person_id=person_id).first()
    return Keeper.objects.filter(token=token, person=None).first() if token else None


def find_mail(*, keeper: Keeper) -> KeeperMail | None:
    """Where the guest hears, or asked to."""
    return KeeperMail.objects.filter(keeper=keeper).first()


def get_mail(*, token: str) -> KeeperMail:
    """What a letter's link opens. Raises `NotFound`."""
    found = KeeperMail.objects.filter(token=token).first()
    if found is None:
        raise NotFound(id=token[:4])
    return found


def list_favourites(
    *,
    keeper: Keeper,
    now: datetime,
    folder_id: str = "",
    tag: str = "",
    kind: str = "",
    cursor: str = "",
    limit: int = 24,
) -> Page[Liked]:
    """The newest first. Raises `InvalidInput` for a bad cursor."""
    rows = Favourite.objects.filter(keeper=keeper).select_related(
        "product__store", "variant", "address", "inquiry__store", "folder"
    )
    if folder_id:
        rows = rows.filter(folder__public_id=folder_id)
    if tag:
        rows = rows.filter(tags__contains=[tag])
    if kind:
        rows = rows.filter(kind=kind)
    if cursor:
        (last,) = decode_cursor(cursor, 1)
        if not isinstance(last, int):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__lt=last)
    found = list(rows.order_by("-pk")[: limit + 1])
    shown = _with_now(found[:limit], now)
    return Page(shown, encode_cursor(found[limit - 1].pk) if len(found) > limit else None)


def get_favourite(*, keeper: Keeper, favourite_id: str, now: datetime) -> Liked:
    """One of the keeper's. Raises `NotFound`."""
    rows = Favourite.objects.filter(keeper=keeper, public_id=favourite_id)
    found = list(rows.select_related("product__store", "variant", "folder"))
    if not found:
        raise NotFound(id=favourite_id)
    return _with_now(found, now)[0]


def list_folders(*, keeper: Keeper) -> Sequence[Folder]:
    """By name."""
    return list(Folder.objects.filter(keeper=keeper))


def list_tags(*, keeper: Keeper) -> list[str]:
    """Every tag the keeper uses, by name."""
    rows = Favourite.objects.filter(keeper=keeper).exclude(tags=[]).values_list("tags", flat=True)
    return sorted({tag for tags in rows for tag in tags})


def likes_of(*, person_id: int | None, token: str) -> Likes:
    """The goods that the member, or the guest who holds the token, likes: one statement."""
    if person_id is not None:
        rows = Favourite.objects.filter(keeper__person_id=person_id)
    elif token:
        rows = Favourite.objects.filter(keeper__token=token, keeper__person=None)
    else:
        return Likes()
    pairs = rows.filter(kind=Favourite.Kind.PRODUCT).values_list(
        "product__public_id", "variant__public_id"
    )
    return Likes(frozenset((product, variant or "") for product, variant in pairs))


def variants_to_buy(*, keeper: Keeper, favourite_ids: Collection[str]) -> dict[str, str]:
    """What goes into a cart for these favourites: favourite → variant, by public ids.

    A product liked without a choice is left out where there is something to choose.
    """
    rows = Favourite.objects.filter(
        keeper=keeper, kind=Favourite.Kind.PRODUCT, public_id__in=list(favourite_ids)
    )
    rows_found = list(rows.order_by("pk"))
    of_products: dict[int, list[tuple[int, str]]] = {}
    variants = Variant.objects.across_stores(_WHY).filter(
        product__in=[row.product_id for row in rows_found], archived_at=None
    )
    for product_id, pk, public_id in variants.values_list("product_id", "pk", "public_id"):
        of_products.setdefault(product_id, []).append((pk, public_id))
    chosen = {}
    for row in rows_found:
        there = of_products.get(row.product_id or 0, [])
        fitting = [name for pk, name in there if row.variant_id in (None, pk)]
        if len(fitting) == 1:
            chosen[row.public_id] = fitting[0]
    return chosen


def _with_now(rows: Sequence[Favourite], now: datetime) -> list[Liked]:
    products = [row.product_id for row in rows if row.product_id is not None]
    currencies = {row.currency for row in rows if row.product_id is not None}
    goods = goods_of(product_ids=products, currencies=currencies, now=now) if products else None
    return [
        Liked(
            row,
            goods.standing(
                product_id=row.product_id, variant_id=row.variant_id, currency=row.currency
            )
            if goods is not None and row.product_id is not None
            else None,
        )
        for row in rows
    ]
