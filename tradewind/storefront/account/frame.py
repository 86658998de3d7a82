"""What all pages of the account have in common."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.identity.models import Person
from tradewind.platform.http.actors import actor_of
from tradewind.storefront.shell import storefront_shell
from tradewind.ui.shell import Link


def person_of(request: HttpRequest) -> Person:
    """Who is signed in. Views of the audience `person` always have one."""
    if not isinstance(request.user, Person):
        raise TypeError("a page of the account without a person")
    return request.user


def person_id_of(request: HttpRequest) -> int:
    """Row id of who is signed in."""
    person_id = actor_of(request).person_id
    if person_id is None:
        raise TypeError("a page of the account without a person")
    return person_id


def account_page(
    request: HttpRequest, template: str, here: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """A page under the tabs; `here` is the URL name of the tab it belongs to."""
    shown = {"shell": storefront_shell(request), "tabs": _tabs(here), **context}
    return render(request, f"storefront/account/{template}", shown, status=status)


def _tabs(here: str) -> list[Link]:
    pages = (
        ("storefront:account", _("Orders")),
        ("storefront:account_reviews", _("Reviews")),
        ("storefront:account_questions", _("Questions")),
        ("storefront:account_quotations", _("Prices asked for")),
        ("storefront:account_notices", _("Notices")),
        ("storefront:wallet", _("Wallet")),
        ("storefront:account_points", _("Points and deposit")),
        ("storefront:account_gift_cards", _("Gift cards")),
        ("storefront:account_cards", _("Cards")),
        ("storefront:account_addresses", _("Addresses")),
        ("storefront:account_preferences", _("Preferences")),
        ("storefront:account_taste", _("For you")),
        ("storefront:account_privacy", _("Privacy")),
        ("storefront:account_security", _("Signing in")),
    )
    return [Link(label, reverse(name), is_current=name == here) for name, label in pages]
