"""What the layouts show around a page. Views fill these; the layouts ask nobody else.

A view passes ``{"shell": StorefrontShell(...)}`` or ``ConsoleShell(...)``. Every URL may be empty:
what it leads to is then left out.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go. `icon` is a name of icons.txt, `count` what waits there (0 is not shown)."""

    label: str
    url: str
    icon: str = ""
    count: int = 0
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One of several to choose from, by the `value` the form sends."""

    value: str
    label: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links under a title: a column of the footer, a group of the rail."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """Something that must be seen; posting to `dismiss_url` takes it away. `url` may be empty."""

    text: str
    url: str
    dismiss_url: str


@dataclass(frozen=True, slots=True)
class Shell:
    """Shared by all layouts. `brand_css_url` is a sheet written by `brand.sheet`.

    `notices_url` is where the bell leads, which shows `unread` and asks `bell_url` for itself when
    the realtime lane of `notices_ticket_url` says so.
    """

    mall_name: str = "Tradewind"
    home_url: str = "/"
    languages: tuple[Option, ...] = ()
    language_url: str = ""
    look_url: str = ""
    manifest_url: str = ""
    worker_url: str = ""
    brand_css_url: str = ""
    phone_url: str = ""
    notices_url: str = ""
    bell_url: str = ""
    notices_ticket_url: str = ""
    unread: int = 0
    banners: tuple[Banner, ...] = ()


@dataclass(frozen=True, slots=True)
class StorefrontShell(Shell):
    """Around a shopper's pages.

    `search_url` answers ``?q=``; `suggest_url` answers the list of options for the overlay;
    `cart_sheet_url` answers the inside of the cart sheet, where the cart opens as one.
    Languages are posted as ``language`` to `language_url`, with ``next``. `place_url` leads to where
    one chooses where things go (now `place_label`), the language, and the money prices are told in
    (now `money_label`); the page brings a sheet ``place-sheet`` that opens instead.
    """

    search_url: str = ""
    suggest_url: str = ""
    query: str = ""
    sections: tuple[Link, ...] = ()
    place_url: str = ""
    place_label: str = ""
    money_label: str = ""
    account_url: str = ""
    person_name: str = ""
    sign_in_url: str = ""
    favourites_url: str = ""
    console_url: str = ""
    cart_url: str = ""
    cart_sheet_url: str = ""
    cart_count: int = 0
    footer: tuple[LinkGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsoleShell(Shell):
    """Around a merchant's pages.

    `groups` are the rail's (Today, Sell, Talk, Grow, Money, Set up), `bottom` the five of the phone.
    `palette_url` answers ``?q=`` with the options of the command palette.
    """

    store_name: str = ""
    stores: tuple[Link, ...] = ()
    groups: tuple[LinkGroup, ...] = ()
    bottom: tuple[Link, ...] = ()
    palette_url: str = ""
    storefront_url: str = ""
    person_name: str = ""
    account_url: str = ""
    sign_out_url: str = ""
