"""One person, two records of the store: which, what would move, and merging them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tradewind.console.acting import actor, told
from tradewind.console.shell import store_shell
from tradewind.domains.customers.queries import (
    CustomerRow,
    alike,
    find_customer,
    get_customer,
)
from tradewind.flows.merge_customers import RecordMerge, merge_records, preview_records
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.platform.http import audience

PAGE = "console/customers/merge.html"


@dataclass(frozen=True, slots=True)
class MergeScreen:
    """The record that stays, those that may be the same person, and what one of them would bring."""

    customer: CustomerRow
    alike: Sequence[CustomerRow]
    merge: RecordMerge | None
    email: str
    problem: str
    url: str
    back_url: str


@audience.store("customers.change")
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: audience.StoreRequest, store: str, customer_id: str) -> HttpResponse:
    """GET `other` (public id) or `email`: what would move. POST `other`: move it."""
    customer = get_customer(store_id=request.store.pk, public_id=customer_id)
    if request.method != "POST":
        return _page(request, customer)
    try:
        merge_records(
            store_id=request.store.pk,
            keep_id=customer_id,
            other_id=request.POST.get("other", ""),
            actor=actor(request),
        )
    except TradewindError as error:
        return _page(request, customer, problem=told(error))
    messages.success(request, _("Both are one record now."))
    return HttpResponseRedirect(_back(request, customer_id))


def _page(
    request: audience.StoreRequest, customer: CustomerRow, *, problem: str = ""
) -> HttpResponse:
    email, found = request.GET.get("email", "").strip(), None
    try:
        other_id = request.GET.get("other", "")
        if email:
            known = find_customer(store_id=request.store.pk, email=email)
            if known is None:
                problem = _("Nobody bought here under this address.")
            else:
                other_id = known.public_id
        if other_id and not problem:
            found = preview_records(
                store_id=request.store.pk, keep_id=customer.public_id, other_id=other_id
            )
    except NotFound:
        raise
    except TradewindError as error:
        problem = told(error)
    screen = MergeScreen(
        customer=customer,
        alike=() if found else alike(store_id=request.store.pk, customer=customer),
        merge=found,
        email=email,
        problem=problem,
        url=reverse("console:customer_merge", args=[request.store.slug, customer.public_id]),
        back_url=_back(request, customer.public_id),
    )
    context = {"shell": store_shell(request), "store": request.store, "screen": screen}
    return render(request, PAGE, context, status=422 if problem else 200)


def _back(request: audience.StoreRequest, customer_id: str) -> str:
    return reverse("console:customer", args=[request.store.slug, customer_id])
