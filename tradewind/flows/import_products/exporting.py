"""A store's products as CSV that `import_products` reads back without a change."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import orjson
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tradewind.domains.catalogue.models import Attribute, Category, Product, Variant
from tradewind.domains.inventory.queries import levels
from tradewind.domains.pricing.models import Price, QuantityPrice
from tradewind.domains.stores.models import Store
from tradewind.flows.import_products.attributes import PREFIXES
from tradewind.flows.import_products.fields import OPTIONS, Field
from tradewind.flows.stocking import first_location
from tradewind.kernel.money import Money

_PAGE = 500
_IN_MEMORY = 5_000_000
_LONGEST_CELL = 32_767
_COLUMNS = tuple(
    field
    for field in Field
    if field not in (Field.PRICE_MINOR, Field.ATTRIBUTE, Field.PICTURE, Field.IGNORED)
)
# A spreadsheet runs what begins like this (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_products(*, store_id: int) -> Iterator[str]:
    """Lines of CSV (UTF-8, header first) with every product that is not put away.

    A row for each variant, the product's own cells in its first. Prices are the lasting ones in
    the store's currency, stock is what lies at its first location.
    """
    for cells in _rows(store_id):
        yield _line(cells)


def export_workbook(*, store_id: int) -> IO[bytes]:
    """The same as a workbook (XLSX), written row by row into a file of the caller's to close."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("products")
    for cells in _rows(store_id):
        sheet.append([_text_cell(sheet, cell) for cell in cells])
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed by the caller)
    book.save(file)
    file.seek(0)
    return file


def _rows(store_id: int) -> Iterator[list[str]]:
    store = Store.objects.get(pk=store_id)
    location = first_location(store_id=store_id)
    yield [field.value for field in _COLUMNS]
    kinds = dict(Attribute.objects.values_list("code", "kind"))
    categories = dict(Category.objects.values_list("pk", "slug"))
    rows = Product.objects.for_store(store_id).filter(archived_at=None).order_by("pk")
    products = rows.iterator(chunk_size=_PAGE)
    while page := list(islice(products, _PAGE)):
        shelf = _Shelf(store, location, page)
        for product in page:
            own = _own_cells(product, kinds, categories)
            for place, variant in enumerate(shelf.variants.get(product.pk, ())):
                cells = own if place == 0 else {Field.EXTERNAL_ID: own[Field.EXTERNAL_ID]}
                cells = cells | _options(product, variant) | shelf.cells(variant)
                yield [_safe(cells.get(field, "")) for field in _COLUMNS]


class _Shelf:
    """Variants, prices and stock of some products: four statements."""

    def __init__(self, store: Store, location: int, products: list[Product]) -> None:
        self._currency = store.currency
        self.variants: dict[int, list[Variant]] = {}
        rows = Variant.objects.for_store(store.pk)
        for variant in rows.filter(product__in=products, archived_at=None):
            self.variants.setdefault(variant.product_id, []).append(variant)
        variant_ids = [variant.pk for held in self.variants.values() for variant in held]
        lasting = Price.objects.for_store(store.pk).filter(
            variant_id__in=variant_ids, currency=store.currency, starts_at=None, ends_at=None
        )
        self._prices = {price.variant_id: price for price in lasting}
        self._steps: dict[int, list[str]] = {}
        steps = QuantityPrice.objects.for_store(store.pk).filter(
            variant_id__in=variant_ids, currency=store.currency, starts_at=None, ends_at=None
        )
        for step in steps.order_by("variant_id", "from_pieces"):
            written = f"{step.from_pieces}: {_amount(step.amount)}"
            self._steps.setdefault(step.variant_id, []).append(written)
        self._stock = {
            level.variant_id: level.on_hand
            for level in levels(store_id=store.pk, variant_ids=variant_ids)
            if level.location_id == location
        }

    def cells(self, variant: Variant) -> dict[Field, Any]:
        price = self._prices.get(variant.pk)
        return {
            Field.SKU: variant.sku,
            Field.GTIN: " | ".join([variant.gtin, *variant.other_gtins]).strip(" |"),
            Field.WEIGHT_G: variant.weight_g,
            Field.STOCK: self._stock.get(variant.pk, ""),
            Field.CURRENCY: self._currency if price else "",
            Field.PRICE: _amount(price.amount if price else None),
            Field.COMPARE_AT: _amount(price.compare_at if price else None),
            Field.QUANTITY_PRICES: " | ".join(self._steps.get(variant.pk, ())),
        }


def _own_cells(
    product: Product, kinds: dict[str, str], categories: dict[int, str]
) -> dict[Field, Any]:
    attributes = {
        f"{PREFIXES[kinds[code]]}{code}": value
        for code, value in product.attributes.items()
        if code in kinds
    }
    return {
        Field.EXTERNAL_ID: product.external_id or str(product.public_id),
        Field.TITLE: product.title,
        Field.SUMMARY: product.summary,
        Field.DESCRIPTION: product.description,
        Field.CARE: product.care,
        Field.BRAND: product.brand,
        Field.CATEGORY: categories.get(product.category_id or 0, ""),
        Field.TAGS: " | ".join(product.tags),
        Field.STATUS: product.status,
        Field.RELEASED_ON: product.released_on or "",
        Field.TAX_CATEGORY: product.tax_category,
        Field.ATTRIBUTES: orjson.dumps(attributes).decode() if attributes else "",
    }


def _options(product: Product, variant: Variant) -> dict[Field, Any]:
    cells: dict[Field, Any] = {}
    pairs = zip(OPTIONS, product.options, variant.choices, strict=False)
    for (name_field, value_field), option, choice in pairs:
        cells[name_field], cells[value_field] = option["name"], choice
    return cells


def _amount(amount: Money | None) -> str:
    return "" if amount is None else str(amount.amount)


def _line(cells: list[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _text_cell(sheet: Any, text: str) -> Any:
    # As a text whatever it looks like, and without what no workbook can hold.
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_CELL])
    cell.data_type = "s"
    return cell


def _safe(cell: Any) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
