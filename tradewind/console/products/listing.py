"""The list of a store's products: its views, its filters, its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tradewind.console.products.choosing import category_choices
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.queries import (
    ProductFilter,
    ProductRow,
    count_products,
    list_products,
)
from tradewind.domains.catalogue.queries.console import Lack
from tradewind.domains.inventory.queries import available
from tradewind.domains.pricing.queries import prices_of
from tradewind.domains.pricing.rules import ShownPrice
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.platform.files.storages import public_url
from tradewind.platform.i18n.languages import language_name, languages
from tradewind.ui.shell import Link

ARCHIVED = "archived"
_EVERYTHING = "all"
_VIEWS: Mapping[str, Promise | str] = {
    Product.Status.ACTIVE: gettext_lazy("On sale"),
    Product.Status.DRAFT: gettext_lazy("Drafts"),
    Product.Status.DISCONTINUED: pgettext_lazy("products", "Discontinued"),
    Product.Status.WAITING: gettext_lazy("Being looked at"),
    Product.Status.REFUSED: gettext_lazy("Refused"),
    ARCHIVED: pgettext_lazy("products", "Put away"),
    _EVERYTHING: gettext_lazy("All"),
}
_LACKS: Mapping[str, Promise | str] = {
    Lack.PICTURE: gettext_lazy("No picture"),
    Lack.DESCRIPTION: gettext_lazy("No description"),
    Lack.CATEGORY: gettext_lazy("No category"),
}
_UNTRANSLATED = "untranslated-"
# A mall that looks at nothing first needs no empty views for it.
_ONLY_WITH_ANY = (Product.Status.WAITING, Product.Status.REFUSED)
_STATUS_KINDS = {
    Product.Status.ACTIVE: "success",
    Product.Status.DISCONTINUED: "warning",
    Product.Status.WAITING: "accent",
    Product.Status.REFUSED: "danger",
}
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; anything it can't mean falls back to the first view."""

    view: str
    text: str
    category: str
    lack: str
    cursor: str

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        view, lack = query.get("view", ""), query.get("lack", "")
        known = lack in _LACKS or lack.removeprefix(_UNTRANSLATED) in languages()
        return cls(
            view=view if view in _VIEWS else Product.Status.ACTIVE.value,
            text=query.get("q", "").replace("\x00", "").strip()[:100],
            category=query.get("category", "")[:80],
            lack=lack if known else "",
            cursor=query.get("cursor", ""),
        )

    @property
    def narrow(self) -> ProductFilter:
        """The same as the catalogue asks it."""
        is_status = self.view in Product.Status.values
        untranslated = self.lack.startswith(_UNTRANSLATED)
        return ProductFilter(
            status=Product.Status(self.view) if is_status else None,
            text=self.text,
            category=self.category,
            lacks=Lack(self.lack) if self.lack and not untranslated else None,
            untranslated=self.lack.removeprefix(_UNTRANSLATED) if untranslated else "",
            archived=self.view == ARCHIVED,
        )

    def query(self, **changed: str) -> str:
        """The address's query for this list with some of it changed."""
        said = {
            "view": self.view,
            "q": self.text,
            "category": self.category,
            "lack": self.lack,
            **changed,
        }
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of the list. `price` is the lowest, None where no variant has one; `out` counts
    variants nothing is left of."""

    id: str
    url: str
    title: str
    brand: str
    sku: str
    category: str
    picture_url: str
    variants: int
    price: Money | None
    was: Money | None
    has_range: bool
    stock: int
    out: int
    status: str
    status_kind: str


@dataclass(frozen=True, slots=True)
class ProductsScreen:
    """The list. `more_url` is empty at its end; `is_narrowed` when a filter may hide rows, and
    `everywhere_url` then looks for the same text in every view."""

    url: str
    query: str
    views: Sequence[Link]
    view: str
    text: str
    category: str
    categories: Sequence[tuple[str, str]]
    lack: str
    lacks: Sequence[tuple[str, str]]
    rows: Sequence[ListRow]
    more_url: str
    is_first: bool
    is_narrowed: bool
    is_new_store: bool
    is_archive: bool
    everywhere_url: str


def products_screen(store: Store, wanted: Wanted, *, language: str) -> ProductsScreen:
    """Products as the address asks: five statements. Raises `InvalidInput` for a bad cursor."""
    url = reverse("console:products", args=[store.slug])
    page = list_products(store_id=store.pk, narrow=wanted.narrow, cursor=wanted.cursor, limit=_PAGE)
    counts = count_products(store_id=store.pk)
    more = wanted.query(cursor=page.next_cursor) if page.next_cursor else ""
    return ProductsScreen(
        url=url,
        query=wanted.query(cursor=wanted.cursor),
        views=_views(url, wanted, counts),
        view=wanted.view,
        text=wanted.text,
        category=wanted.category,
        categories=[("", _("Every category")), *category_choices(language, by="slug")],
        lack=wanted.lack,
        lacks=_lacks(store, language),
        rows=_rows(store, page.items, language),
        more_url=f"{url}?{more}" if more else "",
        is_first=not wanted.cursor,
        is_narrowed=bool(wanted.text or wanted.category or wanted.lack),
        is_new_store=not any(counts.values()),
        is_archive=wanted.view == ARCHIVED,
        everywhere_url=f"{url}?{urlencode({'view': _EVERYTHING, 'q': wanted.text})}"
        if wanted.text and wanted.view != _EVERYTHING
        else "",
    )


def _views(url: str, wanted: Wanted, counts: Mapping[str, int]) -> list[Link]:
    standing = sum(count for status, count in counts.items() if status != ARCHIVED)
    return [
        Link(
            label=str(label),
            url=f"{url}?{wanted.query(view=name)}",
            count=counts.get(name, standing),
            is_current=name == wanted.view,
        )
        for name, label in _VIEWS.items()
        if name not in _ONLY_WITH_ANY or counts[name] or name == wanted.view
    ]


def _lacks(store: Store, language: str) -> list[tuple[str, str]]:
    others = [code for code in languages() if code != store.language]
    return [
        ("", _("Complete or not")),
        *((value, str(label)) for value, label in _LACKS.items()),
        *(
            (
                f"{_UNTRANSLATED}{code}",
                _("Not in {language}").format(language=language_name(code, language)),
            )
            for code in others
        ),
    ]


def _rows(store: Store, products: Sequence[ProductRow], language: str) -> list[ListRow]:
    variants = [variant for product in products for variant in product.variant_ids]
    prices = prices_of(variant_ids=variants, currency=store.currency, now=clock.now())
    stock = available(variant_ids=variants)
    branches = dict(category_choices(language, by="row"))
    return [_row(store, product, prices, stock, branches) for product in products]


def _row(
    store: Store,
    product: ProductRow,
    prices: Mapping[int, ShownPrice],
    stock: Mapping[int, int],
    branches: Mapping[str, str],
) -> ListRow:
    shown = [prices[variant] for variant in product.variant_ids if variant in prices]
    cheapest = min(shown, key=lambda price: price.amount) if shown else None
    left = [stock[variant] for variant in product.variant_ids]
    archived = product.is_archived
    return ListRow(
        id=product.public_id,
        url=reverse("console:product", args=[store.slug, product.public_id]),
        title=product.title,
        brand=product.brand,
        sku=product.sku,
        category=branches.get(str(product.category_id), ""),
        picture_url=public_url(product.picture) if product.picture else "",
        variants=product.variants,
        price=cheapest.amount if cheapest else None,
        was=cheapest.compare_at if cheapest else None,
        has_range=len({price.amount for price in shown}) > 1,
        stock=sum(left),
        out=sum(pieces <= 0 for pieces in left),
        status=str(_VIEWS[ARCHIVED] if archived else Product.Status(product.status).label),
        status_kind="" if archived else _STATUS_KINDS.get(Product.Status(product.status), ""),
    )
