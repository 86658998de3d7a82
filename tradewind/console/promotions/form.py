"""What the editor of promotions offers to choose from, and what its fields begin with.

A kind of the form names what is made cheaper as well: ``amount_order`` is an amount off the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tradewind.console.promotions.desk import Desk
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.rules import Layer, RewardKind, Terms, TierBy
from tradewind.kernel.errors import InvalidInput

LISTS = ("categories", "sections", "weekdays", "combines", "channels")
"""Fields of which several values are posted."""

KINDS: Mapping[str, tuple[RewardKind, Layer]] = {
    "percent": (RewardKind.PERCENT, Layer.ITEM),
    "percent_order": (RewardKind.PERCENT, Layer.ORDER),
    "amount": (RewardKind.AMOUNT, Layer.ITEM),
    "amount_order": (RewardKind.AMOUNT, Layer.ORDER),
    "fixed_price": (RewardKind.FIXED_PRICE, Layer.ITEM),
    "buy_get": (RewardKind.BUY_GET, Layer.ITEM),
    "tiered": (RewardKind.TIERED, Layer.ORDER),
    "tiered_item": (RewardKind.TIERED, Layer.ITEM),
    "quantity_prices": (RewardKind.QUANTITY_PRICES, Layer.ITEM),
    "bundle": (RewardKind.BUNDLE, Layer.ITEM),
    "shipping": (RewardKind.SHIPPING, Layer.SHIPPING),
}
KIND_NAMES = (
    ("percent", _("a percentage off each piece")),
    ("percent_order", _("a percentage off the whole order")),
    ("amount", _("an amount off each piece")),
    ("amount_order", _("an amount off the whole order")),
    ("fixed_price", _("a fixed price a piece")),
    ("buy_get", _("pieces free: buy some, get some")),
    ("tiered", _("more off the order the more is bought")),
    ("tiered_item", _("more off each piece the more is bought")),
    ("quantity_prices", _("a lower price for several of one product")),
    ("bundle", _("one price for things bought together")),
    ("shipping", _("cheaper or free delivery")),
)
HOWS = (
    (Promotion.How.AUTOMATIC.value, _("by itself")),
    (Promotion.How.CODE.value, _("with a code")),
    (Promotion.How.WALLET.value, _("from their wallet")),
)


DAYS = tuple(
    zip(
        "0123456",
        (
            *(_("Monday"), _("Tuesday"), _("Wednesday")),
            *(_("Thursday"), _("Friday")),
            *(_("Saturday"), _("Sunday")),
        ),
        strict=True,
    )
)
TIERS_BY = (
    (TierBy.SPEND.value, _("what is spent")),
    (TierBy.QUANTITY.value, _("pieces")),
)


def kind_of(terms: Terms) -> str:
    """What the form calls a promotion of these terms."""
    pair = (terms.reward.kind, terms.layer)
    return next(name for name, meant in KINDS.items() if meant == pair)


def empty_values(desk: Desk) -> dict[str, Any]:
    """What a new promotion begins with."""
    return {
        "kind": "percent",
        "percent": "10",
        "how": Promotion.How.AUTOMATIC.value,
        "is_public": True,
        "free_percent": "100",
        "tier_by": TierBy.SPEND.value,
        "combines": ["order", "shipping"],
        "currency": desk.currency,
        "gives_back": Promotion.GivesBack.CANCELLED.value,
        "zone": str(desk.zone),
    }


def typed_values(posted: QueryDict, desk: Desk) -> dict[str, Any]:
    """What was typed, to be shown again."""
    return {
        "zone": str(desk.zone),
        "currency": desk.currency,
        **posted.dict(),
        **{name: posted.getlist(name) for name in LISTS},
    }


def form_fields(error: InvalidInput) -> InvalidInput:
    """The same error by the names the form has for its fields."""
    names = {"tiers": "steps", "layer": "kind", "needs.zone": "zone"}
    return InvalidInput(
        {names.get(name, name.removeprefix("scope.")): code for name, code in error.fields.items()}
    )
