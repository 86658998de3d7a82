"""Every product's gallery."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tradewind.domains.catalogue.models import Media
from tradewind.domains.catalogue.operations import add_drawing
from tradewind.domains.stores.models import Store
from tradewind.flows.furnish.mall import gallery
from tradewind.flows.furnish.mall.shapes import LANGUAGES, Mall, Product, Text
from tradewind.flows.furnish.writing.goods import Good
from tradewind.flows.furnish.writing.wording import Wording

_WIDTH, _HEIGHT = 800, 1000  # pixels, in the proportion drawn; a drawing fits every size


def hang_pictures(mall: Mall, *, store: Store, goods: Sequence[Good]) -> None:
    """Draw and show what has no picture yet: the whole gallery of a product or nothing."""
    wording = Wording.of(mall)
    hung = set(Media.objects.for_store(store.pk).values_list("product_id", flat=True))
    with transaction.atomic():
        for good in goods:
            if good.row.pk not in hung:
                _hang(mall, store, good, wording)


def _hang(mall: Mall, store: Store, good: Good, wording: Wording) -> None:
    product = good.product
    for drawn in gallery(product=product, mall=mall):
        alt = _alt(product, drawn.colour, wording)
        add_drawing(
            store_id=store.pk,
            product_id=good.row.public_id,
            svg=drawn.svg,
            width=_WIDTH,
            height=_HEIGHT,
            alt=alt.en,
            alt_translations={tag: getattr(alt, tag) for tag in LANGUAGES[1:]},
            shows=_shows(product, drawn.colour, wording),
        )


def _shows(product: Product, colour: str | None, wording: Wording) -> list[str]:
    """The colour, in every other choice."""
    if colour is None:
        return []
    name = wording.values["colour", colour].name.en
    return [name if code == "colour" else "" for code in product.options]


def _alt(product: Product, colour: str | None, wording: Wording) -> Text:
    if colour is None:
        return product.title
    shade = wording.values["colour", colour].name
    return Text(
        **{tag: f"{getattr(product.title, tag)}, {getattr(shade, tag)}" for tag in LANGUAGES}
    )
