"""The steps staff take with a claim, each a thing of its own that is posted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tradewind.console.acting import actor, is_fragment, recorded, told, whole_number
from tradewind.console.claims.detail import claim_screen
from tradewind.console.claims.listing import claim_row
from tradewind.console.claims.views import DETAIL
from tradewind.domains.orders.claims import ClaimKind, Condition
from tradewind.domains.orders.operations import claims
from tradewind.domains.orders.operations.claims import Inspected
from tradewind.domains.orders.queries import get_claim
from tradewind.domains.stores.queries import list_locations
from tradewind.flows import take_back
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.platform.http import audience

_LONGEST_ANSWER = 1000


@audience.store("orders.cancel")
@require_POST
def approve(request: audience.StoreRequest, store: str, claim_id: str) -> HttpResponse:
    """Agree: the goods may be sent back. POST `answer`, if there is something to say."""
    return _step(
        request,
        claim_id,
        "claims.approve",
        lambda: claims.approve(**_whose(request, claim_id), answer=_answer(request)),
        _("Agreed. The customer gets the slip to send it back."),
    )


@audience.store("orders.cancel")
@require_POST
def refuse(request: audience.StoreRequest, store: str, claim_id: str) -> HttpResponse:
    """Say no: POST `answer`, which the shopper reads."""
    return _step(
        request,
        claim_id,
        "claims.refuse",
        lambda: claims.refuse(**_whose(request, claim_id), answer=_answer(request)),
        _("Refused. The customer reads why."),
    )


@audience.store("orders.cancel")
@require_POST
def settle(request: audience.StoreRequest, store: str, claim_id: str) -> HttpResponse:
    """Accept and refund, what was looked at or what need not come back; an exchange may go out."""

    def act() -> None:
        whose, answer = _whose(request, claim_id), _answer(request)
        found = get_claim(store_id=request.store.pk, claim_id=claim_id)
        if found.kind == ClaimKind.EXCHANGE:
            claims.accept_exchange(**whose, inspected={}, location_id=None, answer=answer)
        else:
            take_back.settle(**whose, answer=answer)

    return _step(
        request, claim_id, "claims.settle", act, _("Accepted. The customer hears of it now.")
    )


@audience.store("orders.fulfil")
@require_POST
def receive(request: audience.StoreRequest, store: str, claim_id: str) -> HttpResponse:
    """The parcel is here."""
    return _step(
        request,
        claim_id,
        "claims.receive",
        lambda: claims.receive(**_whose(request, claim_id)),
        _("It is here. Look at it next."),
    )


@audience.store("orders.fulfil")
@require_POST
def inspect(request: audience.StoreRequest, store: str, claim_id: str) -> HttpResponse:
    """How it came back: POST ``accepted-<line>``, ``condition-<line>`` for each line, `location`."""
    return _step(
        request,
        claim_id,
        "claims.inspect",
        lambda: _inspect(request, claim_id),
        _("Written down. It can be settled now."),
    )


@audience.store("orders.cancel")
@require_POST
def reject(request: audience.StoreRequest, store: str, claim_id: str) -> HttpResponse:
    """Not accepted after the look: POST `answer`, which the shopper reads."""
    return _step(
        request,
        claim_id,
        "claims.reject",
        lambda: claims.reject(**_whose(request, claim_id), answer=_answer(request)),
        _("Not accepted. The customer reads why; send the goods back to them."),
    )


@audience.store("orders.fulfil")
@require_POST
def replace(request: audience.StoreRequest, store: str, claim_id: str) -> HttpResponse:
    """Send the replacement: POST `carrier`, `tracking_number`, `tracking_url` if there are."""

    def act() -> None:
        url = request.POST.get("tracking_url", "").strip()
        if url and (len(url) > 300 or not url.startswith(("https://", "http://"))):
            raise InvalidInput({"tracking_url": "invalid"})
        claims.send_replacement(
            **_whose(request, claim_id),
            carrier=request.POST.get("carrier", "").strip()[:40],
            tracking_number=request.POST.get("tracking_number", "").strip()[:60],
            tracking_url=url,
        )

    return _step(request, claim_id, "claims.replace", act, _("The replacement is on its way."))


def _whose(request: audience.StoreRequest, claim_id: str) -> dict[str, Any]:
    return {"store_id": request.store.pk, "claim_id": claim_id, "actor": actor(request)}


def _answer(request: audience.StoreRequest) -> str:
    return request.POST.get("answer", "").strip()[:_LONGEST_ANSWER]


def _inspect(request: audience.StoreRequest, claim_id: str) -> None:
    claim = get_claim(store_id=request.store.pk, claim_id=claim_id)
    seen: dict[str, Inspected] = {}
    for row in claim.lines.all():
        line_id = row.line.public_id
        accepted = whole_number(request.POST.get(f"accepted-{line_id}", ""))
        condition = request.POST.get(f"condition-{line_id}", "")
        if accepted is None or condition not in set(Condition):
            raise InvalidInput({"accepted": "invalid"})
        seen[line_id] = Inspected(accepted, Condition(condition))
    named = request.POST.get("location", "")
    places = {row.public_id: row.pk for row in list_locations(store_id=request.store.pk)}
    if named not in places:
        raise InvalidInput({"location": "required"})
    claims.inspect(
        store_id=request.store.pk, claim_id=claim_id, inspected=seen, location_id=places[named]
    )


def _step(
    request: audience.StoreRequest,
    claim_id: str,
    action: str,
    act: Callable[[], object],
    done: str,
) -> HttpResponse:
    get_claim(store_id=request.store.pk, claim_id=claim_id)
    problem = ""
    try:
        recorded(request, action=action, subject=claim_id, act=act)
    except NotFound:
        raise
    except TradewindError as error:
        problem = told(error)
    if not is_fragment(request):
        if problem:
            messages.error(request, problem)
        else:
            messages.success(request, done)
        return HttpResponseRedirect(reverse("console:claim", args=[request.store.slug, claim_id]))
    claim = get_claim(store_id=request.store.pk, claim_id=claim_id)
    permissions = request.store_access.permissions
    context = {
        "screen": claim_screen(request.store, claim_id, permissions=permissions),
        "row": claim_row(request.store, claim),
        "store": request.store,
        "problem": problem,
        "told": problem or done,
    }
    return render(request, f"{DETAIL}#changed", context)
