"""What each role may do. Pure, and the only list of permission names."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person is in a store."""

    OWNER = "owner"
    MANAGER = "manager"
    OPERATOR = "operator"


_OPERATOR = frozenset(
    {
        "orders.view",
        "orders.fulfil",
        "products.view",
        "stock.view",
        "stock.change",
        "customers.view",
        "words.answer",
    }
)
_MANAGER = _OPERATOR | {
    "orders.cancel",
    "products.change",
    "products.import",
    "prices.change",
    "customers.export",
    "customers.change",
    "delivery.change",
    "promotions.change",
    "quotations.answer",
    "figures.view",
    "events.view",
}
_OWNER = (
    _MANAGER
    | {"staff.change", "store.change", "tokens.change", "money.view", "audit.view"}
    | {"points.change"}
)

PERMISSIONS: Mapping[Role, frozenset[str]] = {
    Role.OWNER: _OWNER,
    Role.MANAGER: frozenset(_MANAGER),
    Role.OPERATOR: _OPERATOR,
}

EVERY_PERMISSION = _OWNER

NEEDS_SECOND_FACTOR = frozenset({Role.OWNER, Role.MANAGER})
"""Roles that can change prices, people or money: a password alone is too little for them."""

MALL_PERMISSIONS = frozenset(
    {
        *(
            "mall.view",
            "stores.approve",
            "people.merge",
            "products.approve",
            "words.judge",
            "sections.change",
            "events.repair",
        ),
        *("money.view", "money.pay", "promotions.change", "points.change", "audit.view"),
    }
)

RESERVED_SLUGS = frozenset(
    {
        *("account", "admin", "api", "cart", "checkout", "console", "health", "help", "join"),
        *("live", "mall", "mail", "media", "new", "sandbox", "search", "settings", "shop"),
        *("static", "store", "stores", "support", "tradewind", "ui", "www"),
    }
)
"""Words of addresses that no store may be called: one would hide the other, or pass for the mall."""
