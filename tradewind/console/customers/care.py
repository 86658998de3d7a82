"""Notes, tasks, tags and kept filters: small forms of the customer's page and of the list."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor
from tradewind.console.settings.forms import done
from tradewind.domains.customers.care import every_customer
from tradewind.domains.customers.operations import care
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform import audit
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.i18n.listing import split_list

_COLUMNS = (
    *("name", "email", "phone", "language", "country", "orders", "spent", "currency"),
    *("last_order_at", "tags"),
)


@audience.store("customers.view")
@require_POST
def note(request: audience.StoreRequest, store: str, customer_id: str) -> HttpResponse:
    """POST `text` and staff as `mentions`."""
    return _acted(
        request,
        customer_id,
        lambda: care.write_note(
            store_id=request.store.pk,
            customer_id=customer_id,
            text=request.POST.get("text", "").replace("\x00", ""),
            author_id=_me(request),
            mentions=request.POST.getlist("mentions"),
        ),
        _("Noted."),
    )


@audience.store("customers.view")
@require_POST
def note_removal(
    request: audience.StoreRequest, store: str, customer_id: str, note_id: str
) -> HttpResponse:
    """Take a note away."""
    return _acted(
        request,
        customer_id,
        lambda: care.remove_note(
            store_id=request.store.pk,
            customer_id=customer_id,
            note_id=note_id,
            actor=actor(request),
        ),
        _("Removed."),
    )


@audience.store("customers.view")
@require_POST
def task(request: audience.StoreRequest, store: str, customer_id: str) -> HttpResponse:
    """POST `task`, `assignee` and `due_on`."""
    return _acted(
        request,
        customer_id,
        lambda: care.add_task(
            store_id=request.store.pk,
            customer_id=customer_id,
            text=request.POST.get("task", "").replace("\x00", ""),
            actor_id=_me(request),
            assignee=request.POST.get("assignee", ""),
            due_on=_day(request.POST.get("due_on", "")),
        ),
        _("Added."),
    )


@audience.store("customers.view")
@require_POST
def tick(
    request: audience.StoreRequest, store: str, customer_id: str, task_id: str
) -> HttpResponse:
    """POST `open` to undo it."""
    return _acted(
        request,
        customer_id,
        lambda: care.tick_task(
            store_id=request.store.pk,
            customer_id=customer_id,
            task_id=task_id,
            actor_id=_me(request),
            is_done="open" not in request.POST,
        ),
        _("Saved."),
    )


@audience.store("customers.view")
@require_POST
def tags(request: audience.StoreRequest, store: str, customer_id: str) -> HttpResponse:
    """POST `tags`, separated by commas."""
    words = split_list(request.POST.get("tags", "").replace("\x00", ""))
    return _acted(
        request,
        customer_id,
        lambda: care.set_tags(store_id=request.store.pk, customer_id=customer_id, tags=words),
        _("Saved."),
    )


@audience.store("customers.view")
@require_POST
def view(request: audience.StoreRequest, store: str) -> HttpResponse:
    """POST `name` and the list's `query` to keep it; `drop` names a kept one to let go."""
    url = reverse("console:customers", args=[request.store.slug])
    dropped = request.POST.get("drop", "")
    if dropped:
        return done(
            request,
            url,
            lambda: care.drop_view(store_id=request.store.pk, view_id=dropped),
            _("Removed."),
        )
    return done(
        request,
        url,
        lambda: care.keep_view(
            store_id=request.store.pk,
            name=request.POST.get("name", "").replace("\x00", ""),
            query=request.POST.get("query", "").replace("\x00", ""),
        ),
        _("Kept."),
    )


@audience.store("customers.export")
@require_safe
def table(request: audience.StoreRequest, store: str) -> HttpResponseBase:
    """Every customer as CSV; that it was taken is noted."""
    audit.record(
        actor=actor(request),
        action="customers.export",
        subject=request.store.public_id,
        store_id=request.store.pk,
    )
    lines = _lines(request.store.pk)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="customers.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _lines(store_id: int) -> Iterator[str]:
    yield _line(_COLUMNS)
    for row in every_customer(store_id=store_id):
        spent = Money(row.spent_minor, row.store.currency)
        yield _line(
            (
                row.name,
                row.email,
                row.phone,
                row.language,
                row.country,
                row.orders_count,
                spent.amount,
                spent.currency,
                row.last_order_at.isoformat() if row.last_order_at else "",
                " ".join(tag.text for tag in row.tags.all()),
            )
        )


def _line(values: tuple[object, ...]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([_harmless(str(value)) for value in values])
    return written.getvalue()


def _harmless(text: str) -> str:
    # Spreadsheets run what begins like a formula; a phone number keeps its plus.
    is_formula = text[:1] in ("=", "-", "@", "\t", "\r") or (
        text[:1] == "+" and not text[1:].isdecimal()
    )
    return f"'{text}" if is_formula else text


def _acted(
    request: audience.StoreRequest, customer_id: str, act: Callable[[], object], said: str
) -> HttpResponse:
    url = reverse("console:customer", args=[request.store.slug, customer_id])
    return done(request, url, act, said)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidInput({"due_on": "invalid"}) from None


def _me(request: HttpRequest) -> int:
    person_id = actor_of(request).person_id
    assert person_id is not None
    return person_id
