"""What is read of a cart before it is priced: its lines, its sellers, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tradewind.domains.duties.rules import ImportRule
from tradewind.domains.pricing.rules import ShownPrice
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A cart line with everything about it that a price or a page needs, read just now.

    `barred_from` names the place it goes to where a rule forbids selling it there; `refusal` is the
    code of what else stands in the way, an offer that ran out.
    """

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
    barred_from: str = ""
    hs: str = ""
    made_in: str = ""
    # What the mall takes in its category, 1/100 %; None: the store's own share holds.
    commission_bp: int | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """A seller of the cart: where it taxes from, what it delivers by, the mall's share.

    Where its parcel `crosses_border` `import_rule` holds, None where nobody knows it; with
    `pays_duties` it pays them there and charges them with the order.
    """

    store_id: int
    public_id: str
    slug: str
    name: str
    origin: Place
    prices_include_tax: bool
    commission_bp: int
    deliveries: Sequence[DeliveryOption]
    crosses_border: bool = False
    import_rule: ImportRule | None = None
    pays_duties: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line can't be bought as it stands. `code` is stable; `details` fill its sentence."""

    code: str
    line_id: str
    details: Mapping[str, int | str]


def problems_of(line: LineFacts, stores: Mapping[int, StoreFacts]) -> list[Problem]:
    """Why the line can't be bought as it stands."""
    if not line.is_on_sale or line.price is None:
        return [Problem("not_on_sale", line.line_id, {"title": line.title})]
    if line.refusal:
        return [Problem(line.refusal, line.line_id, {"title": line.title})]
    found = []
    if line.available < line.quantity:
        found.append(
            Problem(
                "line_short",
                line.line_id,
                {"title": line.title, "available": line.available, "wanted": line.quantity},
            )
        )
    if line.barred_from:
        found.append(
            Problem(
                "not_sold_here",
                line.line_id,
                {"title": line.title, "place": line.barred_from},
            )
        )
    elif not stores[line.store_id].deliveries:
        found.append(
            Problem(
                "not_delivered_here",
                line.line_id,
                {"title": line.title, "store": stores[line.store_id].name},
            )
        )
    return found
