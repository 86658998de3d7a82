"""What a variant is called, on sale or not."""

from __future__ import annotations

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.catalogue.rules import words
from tradewind.kernel.errors import NotFound

_WHY = "a cart holds things of any store"


def title_of(*, variant_id: str, language: str) -> str:
    """The product's title and the variant's choices, in `language`; empty for none we know."""
    try:
        variant = (
            Variant.objects.across_stores(_WHY)
            .select_related("product")
            .filter(public_id=variant_id)
            .first()
        )
    except NotFound:
        return ""
    if variant is None:
        return ""
    named = words(
        title=variant.product.title,
        translations=variant.product.translations,
        options=variant.product.options,
        choices=variant.choices,
        language=language,
    )
    return " · ".join((named.title, *named.choices))
