"""What a device may keep to read without a line, by the names of views. Never the checkout."""

from __future__ import annotations

OFFLINE_PAGES = (
    "storefront:home",
    "storefront:category",
    "storefront:product",
    "storefront:store",
    "storefront:stores",
    "storefront:cart",
    "storefront:phone",
)
# Those a member keeps of their own, until they sign out.
OFFLINE_OWN_PAGES = (
    "storefront:account",
    "storefront:purchase",
    "console:today",
    "console:orders",
)
