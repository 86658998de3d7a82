"""What stands around pages that have one thing to do: signing in, an invitation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from tradewind.domains.stores.queries import stores_of
from tradewind.platform.http.actors import actor_of
from tradewind.platform.i18n.languages import current, languages, own_name
from tradewind.storefront.outside.ways import outside_ways
from tradewind.ui.shell import Option, Shell


def plain_shell() -> Shell:
    """The mall's name, the way home and the languages; no statement."""
    return Shell(
        home_url=reverse("storefront:home"),
        languages=tuple(
            Option(code, own_name(code), is_current=code == current()) for code in languages()
        ),
        language_url=reverse("choose_preferences"),
        look_url=reverse("ui:look"),
        manifest_url=reverse("ui:manifest"),
        worker_url=reverse("ui:worker"),
    )


def account_shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what surrounds allauth's pages, whose views are not ours.

    The last two are asked for only by the pages that show them.
    """
    if not request.path_info.startswith("/account/"):
        return {}
    return {
        "shell": plain_shell(),
        "outside_ways": SimpleLazyObject(outside_ways),
        "work_url": SimpleLazyObject(lambda: _work_url(request)),
    }


def _work_url(request: HttpRequest) -> str:
    """The console, for somebody who works here."""
    actor = actor_of(request)
    if actor.person_id is None:
        return ""
    works = actor.is_operator or bool(stores_of(person_id=actor.person_id))
    return reverse("console:entry") if works else ""
