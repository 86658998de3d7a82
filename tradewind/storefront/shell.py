"""What stands around every page of a shopper."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tradewind.domains.catalogue.queries import category_tree
from tradewind.platform.i18n.languages import country_name, current, languages, own_name
from tradewind.platform.i18n.negotiation import alternates
from tradewind.storefront.shopper import shopper_of
from tradewind.ui.shell import Link, LinkGroup, Option, StorefrontShell


@dataclass(frozen=True, slots=True)
class ShopperShell(StorefrontShell):
    """The layout's, and what every page of the shop says of itself.

    `canonical_url` is the one address search engines should keep, `alternates` pairs languages
    with this page's address in each, the mall's own first.
    """

    canonical_url: str = ""
    alternates: tuple[tuple[str, str], ...] = ()


def storefront_shell(request: HttpRequest, *, query: str = "", section: str = "") -> ShopperShell:
    """Links, choices and counts of the layout. Two statements when there is a cart, else none.

    `query` is what was searched for, `section` the slug of the root one is under.
    """
    shopper = shopper_of(request)
    person = request.user if request.user.is_authenticated else None
    return ShopperShell(
        home_url=reverse("storefront:home"),
        languages=tuple(
            Option(code, own_name(code), is_current=code == current()) for code in languages()
        ),
        language_url=reverse("choose_preferences"),
        currencies=tuple(
            Option(code, code, is_current=code == shopper.currency) for code in settings.CURRENCIES
        ),
        currency_url=reverse("choose_preferences"),
        search_url=reverse("storefront:search"),
        suggest_url=reverse("storefront:suggest"),
        query=query,
        sections=_sections(section),
        account_url=reverse("storefront:account"),
        sign_in_url=reverse("account_login"),
        person_name=str(person) if person else "",
        console_url=_console_url(),
        cart_url=reverse("storefront:cart"),
        cart_sheet_url=reverse("storefront:cart_sheet"),
        cart_count=shopper.count_pieces(),
        look_url=reverse("ui:look"),
        manifest_url=reverse("ui:manifest"),
        worker_url=reverse("ui:worker"),
        footer=_footer(),
        canonical_url=request.build_absolute_uri(request.path),
        alternates=tuple(alternates(request)),
        place_url=_place_url(request),
        place_label=country_name(shopper.place.country),
    )


def _sections(section: str) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=root.title(current()),
            url=reverse("storefront:category", args=[root.slug]),
            is_current=root.slug == section,
        )
        for root in category_tree().roots
    )


def _console_url() -> str:
    """Where merchants go, in a mall that has their pages."""
    try:
        return reverse("console:entry")
    except NoReverseMatch:
        return ""


def _place_url(request: HttpRequest) -> str:
    """The form that leads back here, unless here is where something was sent to."""
    here = request.get_full_path() if request.method == "GET" else reverse("storefront:home")
    return f"{reverse('storefront:place')}?{urlencode({'next': here})}"


def _footer() -> tuple[LinkGroup, ...]:
    return (
        LinkGroup(
            title=_("Shop"),
            links=(
                Link(_("Search"), reverse("storefront:search")),
                Link(_("Sellers"), reverse("storefront:stores")),
                Link(_("Your orders"), reverse("storefront:account")),
            ),
        ),
    )
