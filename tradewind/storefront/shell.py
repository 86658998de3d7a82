"""What stands around every page of a shopper."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tradewind.domains.catalogue.queries import category_tree
from tradewind.platform.i18n.languages import current, languages, own_name
from tradewind.storefront.shopper import shopper_of
from tradewind.ui.shell import Link, LinkGroup, Option, StorefrontShell


def storefront_shell(
    request: HttpRequest, *, query: str = "", section: str = ""
) -> StorefrontShell:
    """Links, choices and counts of the layout. Two statements when there is a cart, else none.

    `query` is what was searched for, `section` the slug of the root one is under.
    """
    shopper = shopper_of(request)
    person = request.user if request.user.is_authenticated else None
    return StorefrontShell(
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
