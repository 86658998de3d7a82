"""How every settings page takes what was posted and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tradewind.console.acting import field_errors, told
from tradewind.console.shell import store_shell
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.platform.http.audience import StoreRequest


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was filled in, to be shown again: values, a sentence a wrong field, one for all."""

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def typed(request: HttpRequest, error: TradewindError) -> Typed:
    """What was posted, with what `error` says about it."""
    values = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    if isinstance(error, InvalidInput):
        return Typed(values, field_errors(error))
    return Typed(values, problem=told(error))


def saved(
    request: HttpRequest, url: str, act: Callable[[], object], said: str
) -> HttpResponse | Typed:
    """Do `act` and lead to `url`, or the form to show again. `NotFound` comes through."""
    try:
        act()
    except NotFound:
        raise
    except TradewindError as error:
        return typed(request, error)
    messages.success(request, said)
    return HttpResponseRedirect(url)


def done(request: HttpRequest, url: str, act: Callable[[], object], said: str) -> HttpResponse:
    """Do `act`, a press of a button without fields, and lead to `url` with what came of it."""
    outcome = saved(request, url, act, said)
    if isinstance(outcome, Typed):
        messages.error(request, outcome.problem or next(iter(outcome.errors.values()), ""))
        return HttpResponseRedirect(url)
    return outcome


def moment_of(name: str, text: str) -> datetime | None:
    """What a field of day and time says, UTC unless it says otherwise; None for an empty one.
    Raises `InvalidInput`."""
    if not text:
        return None
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput({name: "invalid"}) from None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def settings_page(
    request: StoreRequest, template: str, form: Typed, context: Mapping[str, Any]
) -> HttpResponse:
    """The page; 422 when something in its form is wrong."""
    is_wrong = bool(form.errors or form.problem)
    shown = {"shell": store_shell(request), "store": request.store, "form": form, **context}
    return render(request, f"console/settings/{template}", shown, status=422 if is_wrong else 200)
