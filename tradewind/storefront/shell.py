"""What stands around every page of a shopper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import gettext as _

from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.notices.queries import Bell, bell
from tradewind.platform.i18n.languages import country_name, languages, own_name
from tradewind.platform.i18n.negotiation import alternates
from tradewind.storefront.addresses import category_url
from tradewind.storefront.banners import banner_for
from tradewind.storefront.shopper import Shopper, shopper_of
from tradewind.ui.shell import Banner, Link, LinkGroup, Option, StorefrontShell


@dataclass(frozen=True, slots=True)
class ShopperShell(StorefrontShell):
    """The layout's, and what every page of the shop says of itself.

    `canonical_url` is the one address search engines should keep, `alternates` pairs languages
    with this page's address in each, the mall's own first.
    """

    canonical_url: str = ""
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the layout shows alike to everybody who reads a language."""

    addresses: Mapping[str, Any]
    place: str
    languages: tuple[Option, ...]
    footer: tuple[LinkGroup, ...]


def storefront_shell(request: HttpRequest, *, query: str = "", section: str = "") -> ShopperShell:
    """Links, choices and counts of the layout. Two statements when there is a cart, two more for
    whoever is signed in, else none.

    `query` is what was searched for, `section` the slug of the root one is under.
    """
    shopper = shopper_of(request)
    person = request.user if request.user.is_authenticated else None
    personal = bell(person_id=person.pk) if person else None
    frame = _frame(shopper.language, get_script_prefix())
    here = request.get_full_path() if request.method == "GET" else frame.addresses["home_url"]
    return ShopperShell(
        **frame.addresses,
        languages=frame.languages,
        query=query,
        sections=_sections(section, shopper.language),
        person_name=str(person) if person else "",
        **(_told(personal) if personal else {}),
        banners=(*(_banners(personal) if personal else ()), *banner_for(request, shopper)),
        cart_count=shopper.count_pieces(),
        footer=frame.footer,
        canonical_url=request.build_absolute_uri(request.path),
        alternates=tuple(alternates(request)),
        # The form leads back here, unless here is where something was sent to.
        place_url=f"{frame.place}?{urlencode({'next': here})}",
        place_label=country_name(shopper.place.country),
        money_label=_money_label(shopper),
    )


def _money_label(shopper: Shopper) -> str:
    """What is paid in, and what prices are told in beside."""
    shown = shopper.display.shown if shopper.display else ""
    return f"{shopper.currency} ≈ {shown}" if shown else shopper.currency


def _told(told: Bell) -> dict[str, Any]:
    return {
        "notices_url": reverse("storefront:account_notices"),
        "bell_url": reverse("storefront:account_bell"),
        "notices_ticket_url": reverse("storefront:account_notices_ticket"),
        "unread": told.unread,
    }


def _banners(told: Bell) -> Iterator[Banner]:
    for one in told.banners:
        dismiss_url = reverse("storefront:account_banner", args=[one.public_id])
        yield Banner(text=one.text, url=one.link, dismiss_url=dismiss_url)


@lru_cache(maxsize=64)
def _frame(language: str, _script_prefix: str) -> _Frame:
    """Kept, because asking the URL patterns 17 times cost more than the page's statements.

    The script name is the key, since reverse() puts it in front.
    """
    return _Frame(
        addresses={
            "home_url": reverse("storefront:home"),
            "language_url": reverse("choose_preferences"),
            "search_url": reverse("storefront:search"),
            "suggest_url": reverse("storefront:suggest"),
            "favourites_url": reverse("storefront:favourites"),
            "account_url": reverse("storefront:account"),
            "sign_in_url": reverse("account_login"),
            "console_url": _console_url(),
            "cart_url": reverse("storefront:cart"),
            "cart_sheet_url": reverse("storefront:cart_sheet"),
            "look_url": reverse("storefront:look"),
            "manifest_url": reverse("ui:manifest"),
            "worker_url": reverse("ui:worker"),
            "phone_url": reverse("storefront:phone"),
        },
        place=reverse("storefront:place"),
        languages=tuple(
            Option(code, own_name(code), is_current=code == language) for code in languages()
        ),
        footer=_footer(),
    )


def _sections(section: str, language: str) -> tuple[Link, ...]:
    return tuple(
        Link(root.title(language), category_url(root.slug), is_current=root.slug == section)
        for root in category_tree().roots
    )


def _console_url() -> str:
    """Where merchants go, in a mall that has their pages."""
    try:
        return reverse("console:entry")
    except NoReverseMatch:
        return ""


def _footer() -> tuple[LinkGroup, ...]:
    return (
        LinkGroup(
            title=_("Shop"),
            links=(
                Link(_("Search"), reverse("storefront:search")),
                Link(_("Sellers"), reverse("storefront:stores")),
                Link(_("Gift cards"), reverse("storefront:gift_card")),
                Link(_("Your orders"), reverse("storefront:account")),
                Link(_("Your points"), reverse("storefront:points")),
                Link(_("On your phone"), reverse("storefront:phone")),
            ),
        ),
    )
