"""What stands around every page of a shopper."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.catalogue.queries import home_sections
from tradewind.platform.i18n.languages import current, languages, own_name
from tradewind.storefront.shopper import shopper_of
from tradewind.ui.shell import Link, LinkGroup, Option, StorefrontShell


def storefront_shell(request: HttpRequest, *, query: str = "") -> StorefrontShell:
    """Links, choices and counts of the layout. One statement when there is a cart, else none."""
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
        sections=_sections(),
        account_url=reverse("storefront:account"),
        sign_in_url=reverse("account_login"),
        person_name=str(person) if person else "",
        console_url=reverse("console:entry"),
        cart_url=reverse("storefront:cart"),
        cart_sheet_url=reverse("storefront:cart_sheet"),
        cart_count=shopper.count_pieces(),
        look_url=reverse("ui:look"),
        manifest_url=reverse("ui:manifest"),
        worker_url=reverse("ui:worker"),
        footer=_footer(),
    )


def _sections() -> tuple[Link, ...]:
    return tuple(
        Link(
            label=branch.title(current()),
            url=reverse("storefront:category", args=[branch.slug]),
        )
        for branch in home_sections()
    )


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
