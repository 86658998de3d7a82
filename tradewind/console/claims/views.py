"""Looking at claims: the queue, one of them, its photographs."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.console.acting import is_fragment
from tradewind.console.claims.detail import claim_screen
from tradewind.console.claims.listing import Wanted, claims_screen
from tradewind.console.shell import store_shell
from tradewind.domains.orders.queries import get_claim
from tradewind.kernel.errors import NotFound
from tradewind.platform.files.tickets import private_url
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of

LIST = "console/claims/list.html"
DETAIL = "console/claims/detail.html"


@audience.store("orders.view")
@require_safe
def claims(request: audience.StoreRequest, store: str) -> HttpResponse:
    """The queue as the address narrows it; with htmx the list alone, or only its next rows."""
    wanted = Wanted.of(request.GET)
    context = {"screen": claims_screen(request.store, wanted), "store": request.store}
    if is_fragment(request):
        part = "more" if wanted.cursor else "list"
        return render(request, f"{LIST}#{part}", context)
    return render(request, LIST, {"shell": store_shell(request), **context})


@audience.store("orders.view")
@require_safe
def claim(request: audience.StoreRequest, store: str, claim_id: str) -> HttpResponse:
    """One claim: a page, or with htmx the inside of the sheet."""
    permissions = request.store_access.permissions
    screen = claim_screen(request.store, claim_id, permissions=permissions)
    context = {"screen": screen, "store": request.store}
    if is_fragment(request):
        return render(request, f"{DETAIL}#fragment", context)
    return render(request, DETAIL, {"shell": store_shell(request), **context})


@audience.store("orders.view")
@require_safe
def photo(request: audience.StoreRequest, store: str, claim_id: str, photo_id: str) -> HttpResponse:
    """One photograph, for those who may see the store's orders."""
    for kept in get_claim(store_id=request.store.pk, claim_id=claim_id).photos.all():
        if kept.public_id == photo_id:
            bound_to = actor_of(request).person_id
            return HttpResponseRedirect(private_url(kept.file, person_id=bound_to))
    raise NotFound(id=photo_id)
