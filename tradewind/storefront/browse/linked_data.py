"""A product as search engines read it: JSON-LD in the words of schema.org."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.utils.safestring import SafeString, mark_safe

from tradewind.domains.engagement.queries.reviews import NO_SCORE, ShownScore
from tradewind.kernel.money import Money

# As Django's json_script: JSON that can't end the script element around it.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def product_data(
    *,
    url: str,
    title: str,
    description: str,
    brand: str,
    seller: str,
    sku: str,
    gtin: str,
    pictures: Sequence[str],
    price: Money | None,
    is_in_stock: bool,
    score: ShownScore = NO_SCORE,
) -> SafeString:
    """https://schema.org/Product with one Offer; addresses are absolute."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": title,
        "description": description,
        "image": list(pictures),
        "brand": {"@type": "Brand", "name": brand} if brand else None,
        "sku": sku,
        "gtin": gtin,
        "aggregateRating": _rating(score),
        "offers": None if price is None else _offer(url, seller, price, is_in_stock=is_in_stock),
    }
    kept = {name: value for name, value in told.items() if value}
    # Every character that could leave the element is escaped.
    return mark_safe(orjson.dumps(kept).decode().translate(_ESCAPES))  # noqa: S308


def _rating(score: ShownScore) -> dict[str, Any] | None:
    if score.average is None:
        return None
    return {
        "@type": "AggregateRating",
        "ratingValue": str(score.average),
        "reviewCount": score.count,
        "bestRating": 5,
        "worstRating": 1,
    }


def _offer(url: str, seller: str, price: Money, *, is_in_stock: bool) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "url": url,
        "price": f"{price.amount:f}",
        "priceCurrency": price.currency,
        "availability": f"https://schema.org/{'InStock' if is_in_stock else 'OutOfStock'}",
        "itemCondition": "https://schema.org/NewCondition",
        "seller": {"@type": "Organization", "name": seller},
    }
