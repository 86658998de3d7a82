"""Addresses a page has dozens of.

Asking the URL patterns for each of 24 products would cost more than reading them: a pattern is
asked for once, with words standing in for the slugs.
"""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse


def product_url(store_slug: str, slug: str, *, variant: str = "") -> str:
    """A product's page, with a variant (public id) chosen."""
    url = _pattern("storefront:product", ("store", "slug"), get_script_prefix()).format(
        store=store_slug, slug=slug
    )
    return f"{url}?variant={variant}" if variant else url


def category_url(slug: str) -> str:
    """A section's page."""
    return _pattern("storefront:category", ("slug",), get_script_prefix()).format(slug=slug)


def compare_url(product_id: str) -> str:
    """Where a click puts a product (public id) beside those chosen before."""
    return f"{_pattern('storefront:compare', (), get_script_prefix())}?add={product_id}"


@lru_cache(maxsize=64)
def _pattern(name: str, words: tuple[str, ...], script_prefix: str) -> str:
    # The prefix is the key: it carries the language, and reverse() puts it in front.
    found = reverse(name, args=[f"0{word}" for word in words])
    if not found.startswith(script_prefix):
        raise RuntimeError(f"{found} is outside {script_prefix}")
    for word in words:
        found = found.replace(f"0{word}", f"{{{word}}}")
    return found
