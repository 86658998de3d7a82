"""Whose promotions a page is about: a store's or the mall's. The pages are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tradewind.console.acting import actor
from tradewind.console.shell import mall_shell, store_shell
from tradewind.platform.http.audience import StoreRequest
from tradewind.ui.shell import ConsoleShell


@dataclass(frozen=True, slots=True)
class Desk:
    """The issuer as a page needs it. `store_id` is None and `slug` empty for the mall."""

    store_id: int | None
    slug: str
    name: str
    currency: str
    zone: ZoneInfo
    language: str
    actor: str
    shell: ConsoleShell

    def url(self, page: str, *arguments: str) -> str:
        """The address of a page of promotions: ``url("promotion", id)``."""
        if self.store_id is None:
            return reverse(f"console:mall_{page}", args=arguments)
        return reverse(f"console:{page}", args=[self.slug, *arguments])


def store_desk(request: StoreRequest) -> Desk:
    """The desk of the store that the request is about."""
    store = request.store
    return Desk(
        store_id=store.pk,
        slug=store.slug,
        name=store.name,
        currency=store.currency,
        zone=ZoneInfo(store.time_zone),
        language=store.language,
        actor=actor(request),
        shell=store_shell(request),
    )


def mall_desk(request: HttpRequest) -> Desk:
    """The desk of the mall's office, which counts in the mall's own currency."""
    return Desk(
        store_id=None,
        slug="",
        name="",
        currency=settings.CURRENCIES[0],
        zone=ZoneInfo("UTC"),
        language=settings.LANGUAGE_CODE,
        actor=actor(request),
        shell=mall_shell(request),
    )


def page(
    request: HttpRequest,
    desk: Desk,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of promotions around the desk's shell."""
    shown = {"shell": desk.shell, "desk": desk, **context}
    return render(request, f"console/promotions/{template}", shown, status=status)
