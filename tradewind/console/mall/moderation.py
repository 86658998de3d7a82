"""New products the mall looks at before anybody can buy them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor, told
from tradewind.console.mall.going_back import back_or
from tradewind.console.pages import url_or_nothing
from tradewind.console.shell import mall_shell
from tradewind.domains.catalogue import operations
from tradewind.domains.catalogue.models import Inspection
from tradewind.domains.catalogue.queries import (
    InspectionRow,
    OwnProductFacts,
    count_waiting_inspections,
    get_inspected_product,
    list_inspections,
    looks_first,
)
from tradewind.domains.pricing.queries import prices_of
from tradewind.domains.stores.queries import get_store_by_id
from tradewind.kernel import clock
from tradewind.kernel.errors import TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.files.storages import public_url
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.i18n.languages import current
from tradewind.ui.shell import Link

QUEUE = "console/mall/products.html"
ONE = "console/mall/product.html"


@dataclass(frozen=True, slots=True)
class QueueScreen:
    """The queue, or what was decided; `more_url` is empty at its end."""

    views: Sequence[Link]
    is_queue: bool
    rows: Sequence[InspectionRow]
    more_url: str
    looks_first: bool
    may_decide: bool


@dataclass(frozen=True, slots=True)
class InspectedScreen:
    """One product as its shoppers would see it. `prices` are by variant, None where it has none."""

    facts: OwnProductFacts
    category: str
    preview_url: str
    pictures: Sequence[tuple[str, str]]
    prices: Sequence[tuple[str, str, Money | None]]
    is_waiting: bool
    reason: str
    problem: str
    may_decide: bool


@audience.mall("mall.view")
@require_safe
def products(request: HttpRequest) -> HttpResponse:
    """GET `view`: waiting, approved or refused."""
    view = request.GET.get("view", "")
    verdict = view if view in Inspection.Verdict.values else Inspection.Verdict.WAITING.value
    page = list_inspections(verdict=verdict, cursor=request.GET.get("cursor", ""))
    url = reverse("console:mall_products")
    waiting = count_waiting_inspections()
    screen = QueueScreen(
        views=[
            Link(
                label=str(kind.label),
                url=f"{url}?view={kind.value}",
                count=waiting if kind is Inspection.Verdict.WAITING else 0,
                is_current=kind.value == verdict,
            )
            for kind in Inspection.Verdict
        ],
        is_queue=verdict == Inspection.Verdict.WAITING,
        rows=page.items,
        more_url=f"{url}?view={verdict}&cursor={page.next_cursor}" if page.next_cursor else "",
        looks_first=looks_first(),
        may_decide=_may_decide(request),
    )
    return render(request, QUEUE, {"shell": mall_shell(request), "screen": screen})


@audience.mall("products.approve")
@require_POST
def rule(request: HttpRequest) -> HttpResponse:
    """POST `look_first`: ``1`` to look at new products first, anything else not to."""
    look_first = request.POST.get("look_first") == "1"
    operations.set_moderation(look_first=look_first, actor=actor(request))
    messages.success(
        request,
        _("New products wait here until you approve them.")
        if look_first
        else _("New products are on sale at once. What waits here still waits."),
    )
    return HttpResponseRedirect(reverse("console:mall_products"))


@audience.mall("mall.view")
@require_safe
def product(request: HttpRequest, product_id: str) -> HttpResponse:
    """One product, to be looked at."""
    return _one(request, product_id)


@audience.mall("products.approve")
@require_POST
def approval(request: HttpRequest, product_id: str) -> HttpResponse:
    """Let it be sold."""
    try:
        found = operations.approve_product(product_id=product_id, actor=actor(request))
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("{title} is on sale.").format(title=found.title))
    return back_or(request, reverse("console:mall_products"))


@audience.mall("products.approve")
@require_POST
def refusal(request: HttpRequest, product_id: str) -> HttpResponse:
    """POST `reason`: its store reads it."""
    reason = request.POST.get("reason", "")
    try:
        found = operations.refuse_product(
            product_id=product_id, reason=reason, actor=actor(request)
        )
    except TradewindError as error:
        return _one(request, product_id, reason=reason, problem=told(error))
    messages.success(
        request, _("{title} is refused. Its store reads why.").format(title=found.title)
    )
    return HttpResponseRedirect(reverse("console:mall_products"))


def _one(
    request: HttpRequest, product_id: str, *, reason: str = "", problem: str = ""
) -> HttpResponse:
    facts = get_inspected_product(product_id=product_id, language=current())
    store = get_store_by_id(public_id=facts.store.public_id)
    live = [variant for variant in facts.variants if not variant.is_archived]
    prices = prices_of(
        variant_ids=[variant.variant_id for variant in live],
        currency=store.currency,
        now=clock.now(),
    )
    screen = InspectedScreen(
        facts=facts,
        category=" › ".join(node.title(current()) for node in facts.breadcrumbs),
        preview_url=url_or_nothing("storefront:product", facts.store.slug, facts.slug),
        pictures=[
            (public_url(dict(picture.renditions).get(480, picture.file)), picture.alt)
            for picture in facts.pictures
        ],
        prices=[
            (
                " · ".join(variant.choices),
                variant.sku,
                prices[variant.variant_id].amount if variant.variant_id in prices else None,
            )
            for variant in live
        ],
        is_waiting=facts.product.status == facts.product.Status.WAITING,
        reason=reason,
        problem=problem,
        may_decide=_may_decide(request),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, ONE, {"shell": mall_shell(request), "screen": screen}, status=status)


def _may_decide(request: HttpRequest) -> bool:
    return "products.approve" in actor_of(request).mall_permissions
