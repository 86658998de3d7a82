"""Which pictures a product gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tradewind.flows.furnish.mall.shapes import Mall, Product
from tradewind.flows.furnish.pictures import SCENES, draw


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture of a product.

    `colour` is the value code of the option ``colour`` it shows, None when the product comes in
    one colour; `scene` as in `pictures.draw`; `svg` the document.
    """

    colour: str | None
    scene: int
    svg: str


def gallery(*, product: Product, mall: Mall) -> Iterator[Drawn]:
    """The pictures of `product`, the first of them for the tile.

    Several alike in one store get different hues, labels and covers.
    All scenes in the first colour, then the front in each further colour, so that choosing a
    swatch changes the picture.
    """
    store = next(each for each in mall.stores if each.slug == product.store)
    swatches = {
        value.code: value.swatch
        for option in mall.options
        if option.code == "colour"
        for value in option.values
    }
    alike = [
        each for each in mall.products if (each.store, each.kind) == (store.slug, product.kind)
    ]
    colours: list[str | None] = list(
        dict.fromkeys(variant.values.get("colour") for variant in product.variants)
    )
    for at, colour in enumerate(colours):
        for scene in range(SCENES if at == 0 else 1):
            svg = draw(
                kind=product.kind,
                palette=store.palette,
                seed=alike.index(product),
                variant_colour=swatches[colour] if colour else None,
                scene=scene,
            )
            yield Drawn(colour=colour, scene=scene, svg=svg)
