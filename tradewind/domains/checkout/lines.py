"""What is known of a cart's lines and sellers before they are priced, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tradewind.domains.pricing.rules import ShownPrice
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A cart line with everything about it that a price or a page needs, read just now."""

    line_id: str
    variant_id: int
    variant_public_id: str
    product_id: int
    product_public_id: str
    product_slug: str
    store_id: int
    title: str
    choices: Sequence[str]
    sku: str
    picture: str
    quantity: int
    weight_g: int
    tax_category: str
    category_id: int | None
    tags: Sequence[str]
    is_on_sale: bool
    price: ShownPrice | None
    seen: Money
    available: int


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """A seller of the cart: where it taxes from, what it delivers by, the mall's share."""

    store_id: int
    public_id: str
    slug: str
    name: str
    origin: Place
    prices_include_tax: bool
    commission_bp: int
    deliveries: Sequence[DeliveryOption]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line can't be bought as it stands. `code` is stable; `details` fill its sentence."""

    code: str
    line_id: str
    details: Mapping[str, int | str]


def problems_of(line: LineFacts, stores: Mapping[int, StoreFacts]) -> list[Problem]:
    """Why a line can't be bought, each reason with what fills its sentence."""
    if not line.is_on_sale or line.price is None:
        return [Problem("not_on_sale", line.line_id, {"title": line.title})]
    found = []
    if line.available < line.quantity:
        found.append(
            Problem(
                "line_short",
                line.line_id,
                {"title": line.title, "available": line.available, "wanted": line.quantity},
            )
        )
    if not stores[line.store_id].deliveries:
        found.append(
            Problem(
                "not_delivered_here",
                line.line_id,
                {"title": line.title, "store": stores[line.store_id].name},
            )
        )
    return found
