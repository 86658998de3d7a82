"""What people can be told about: one list, and what each of it does until they choose otherwise.

A purpose for orders or security keeps its line in the notice centre, whatever is turned off. A
commercial one is sent on consent alone. An urgent one minds neither quiet hours nor digests.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tradewind.domains.notices.letters import letter_of
from tradewind.domains.notices.rules import Channel, Purpose

_ALL = frozenset({Channel.SITE, Channel.EMAIL, Channel.PUSH})
_LOUD = _ALL | {Channel.BANNER}

PURPOSES: tuple[Purpose, ...] = (
    Purpose(
        "payments",
        pgettext_lazy("what one is told about", "Payments"),
        _("A payment failed, came late, or goes back to you."),
        _LOUD,
        is_urgent=True,
    ),
    Purpose(
        "orders",
        _("Your orders"),
        _("Confirmed, on its way, delivered, cancelled."),
        _ALL,
        is_urgent=True,
    ),
    Purpose(
        "answers",
        pgettext_lazy("what one is told about", "Answers"),
        _("Somebody answered what you asked."),
        _ALL,
        consent="watched",
    ),
    Purpose("service", _("About the mall"), _("Changes that concern your account."), _ALL),
    Purpose("points", _("Points that expire"), _("Before points or gifts run out."), _ALL),
    Purpose(
        "watched",
        _("Price drops and back in stock"),
        _("Goods you asked us to watch."),
        _ALL,
        consent="watched",
    ),
    Purpose(
        "promotions",
        _("Offers"),
        _("Coupons and promotions of sellers you agreed to hear from."),
        frozenset({Channel.SITE, Channel.EMAIL}),
        is_commercial=True,
    ),
    Purpose(
        "newsletters",
        _("Newsletters"),
        _("What is new in the mall and with its sellers."),
        frozenset({Channel.EMAIL}),
        is_commercial=True,
    ),
    Purpose(
        "store_stock",
        _("Stock that runs low"),
        _("Shelves of your store to fill."),
        _ALL,
        for_staff=True,
    ),
    Purpose(
        "store_products",
        _("Products looked at"),
        _("What the mall said about your store's products."),
        _ALL,
        for_staff=True,
    ),
    Purpose(
        "store_work",
        _("Work in your store"),
        _("Orders, questions and tasks that wait for you."),
        _ALL,
        for_staff=True,
    ),
)
_BY_KEY = {purpose.key: purpose for purpose in PURPOSES}
STAFF = tuple(purpose.key for purpose in PURPOSES if purpose.for_staff)


def purpose(key: str) -> Purpose:
    """The purpose with that key. Raises `KeyError`."""
    return _BY_KEY[key]


def is_known(key: str) -> bool:
    """Whether there is such a purpose."""
    return key in _BY_KEY


def purpose_of(kind: str) -> Purpose:
    """What a kind of notice is for. Raises `KeyError` for a kind, or a purpose, nobody lists."""
    return _BY_KEY[letter_of(kind).purpose]
