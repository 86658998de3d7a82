"""What stands around pages that have one thing to do: signing in, an invitation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tradewind.platform.i18n.languages import current, languages, own_name
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
    """Context processor: the shell of allauth's pages, whose views are not ours."""
    return {"shell": plain_shell()} if request.path_info.startswith("/account/") else {}
