"""Asking to cancel, return or exchange: choose, look at the estimate, confirm."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tradewind.domains.orders.claims import ClaimKind, EstimateChanged, NotClaimable
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.queries import LineStanding, get_purchase, standing_of
from tradewind.flows import take_back
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.storefront.claims.asked import Asked, kind_in, nothing_yet, read
from tradewind.storefront.claims.choosing import choosing_screen
from tradewind.storefront.claims.estimate import estimate_screen
from tradewind.storefront.shell import storefront_shell

_LARGEST = 10**15


@audience.guest_token
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, token: str, order_id: str) -> HttpResponse:
    """The form. POST it for the estimate, with ``step=back`` to change it, with ``step=confirm``
    and `agreed` (minor units) to ask for good."""
    order = _order(token, order_id)
    standing = standing_of(order=order, now=clock.now())
    if request.method != "POST":
        empty = nothing_yet(kind_in(request.GET, standing), standing)
        return _choose(request, order, standing, empty, token)
    asked = read(request, standing)
    if asked.problems:
        return _choose(request, order, standing, asked, token, status=422)
    step = request.POST.get("step", "")
    if step == "back":
        return _choose(request, order, standing, asked, token)
    if step == "confirm":
        return _confirm(request, order, standing, asked, token)
    if short := _short(standing, asked):
        return _choose(request, order, standing, _told(asked, short), token, status=422)
    return _look(request, order, asked, token)


def _order(token: str, order_id: str) -> Order:
    for order in get_purchase(token=token).orders.all():
        if order.public_id == order_id:
            return order
    raise NotFound(id=order_id)


def _short(standing: Sequence[LineStanding], asked: Asked) -> str:
    """Why some of what is asked can't be, empty when all of it can."""
    for row in standing:
        wanted = asked.counts.get(row.line.public_id, 0)
        left = row.may[asked.kind][0]
        if wanted > left:
            return _("Of {title}, {n} can be chosen.").format(title=row.line.title, n=left)
    return ""


def _confirm(
    request: HttpRequest, order: Order, standing: Sequence[LineStanding], asked: Asked, token: str
) -> HttpResponse:
    """Ask for good. What moved meanwhile is shown anew, with everything as it was filled in."""
    agreed = Money.zero(order.currency)
    if asked.kind is not ClaimKind.EXCHANGE:
        agreed = Money(_minor(request.POST.get("agreed", "")), order.currency)
    assert asked.reason is not None, "checked by the caller"
    try:
        claim = take_back.ask(
            store_id=order.store_id,
            order_id=order.public_id,
            kind=asked.kind,
            reason=asked.reason,
            wanted=asked.wanted,
            agreed=agreed,
            note=asked.note,
            photos=asked.photos,
        )
    except EstimateChanged as changed:
        news = sentence(changed.code, changed.details)
        return _look(request, _order(token, order.public_id), asked, token, news=news)
    except NotClaimable as refused:
        now = standing_of(order=_order(token, order.public_id), now=clock.now())
        told = _told(asked, _short(now, asked) or sentence(refused.code))
        return _choose(request, order, now, told, token, status=422)
    except NotFound:
        raise
    except InvalidInput:
        told = _told(asked, _("Look at what you chose once more."))
        return _choose(request, order, standing, told, token, status=422)
    except TradewindError as error:
        told = _told(asked, sentence(error.code, error.details))
        return _choose(request, order, standing, told, token, status=422)
    return HttpResponseRedirect(reverse("storefront:claim", args=[token, claim.public_id]))


def _look(
    request: HttpRequest, order: Order, asked: Asked, token: str, *, news: str = ""
) -> HttpResponse:
    try:
        screen = estimate_screen(order, asked, token, news=news)
    except TradewindError as error:
        standing = standing_of(order=order, now=clock.now())
        told = _told(asked, sentence(error.code, error.details))
        return _choose(request, order, standing, told, token, status=422)
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, "storefront/claims/estimate.html", context, status=409 if news else 200)


def _choose(
    request: HttpRequest,
    order: Order,
    standing: Sequence[LineStanding],
    asked: Asked,
    token: str,
    *,
    status: int = 200,
) -> HttpResponse:
    screen = choosing_screen(order, standing, asked, token)
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, "storefront/claims/choose.html", context, status=status)


def _told(asked: Asked, problem: str) -> Asked:
    return Asked(
        kind=asked.kind,
        reason=asked.reason,
        counts=asked.counts,
        instead=asked.instead,
        note=asked.note,
        photos=asked.photos,
        problems={"lines": problem},
    )


def _minor(text: str) -> int:
    return min(int(text), _LARGEST) if text.isascii() and text.isdecimal() else -1
