"""Gift cards: issued here, listed without their codes, blocked when lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import actor, told
from tradewind.console.shell import mall_shell
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.models import GiftTerms
from tradewind.domains.loyalty.operations.gift_cards import IssuedCard
from tradewind.domains.loyalty.queries import (
    CardRow,
    get_purchase_of,
    list_cards,
    list_gift_terms,
)
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import BadAmount, Money
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.amounts import read_amount
from tradewind.platform.i18n.languages import current


@dataclass(frozen=True, slots=True)
class CardsScreen:
    """The page. `code` is told once, right after a card was issued."""

    rows: Sequence[CardRow]
    next_cursor: str
    last_four: str
    currencies: Sequence[tuple[str, str]]
    key: str
    code: str
    problem: str
    terms: Sequence[str]
    terms_problem: str
    can_change: bool


@audience.mall("money.view")
@require_http_methods(["GET", "HEAD"])
def gift_cards(request: HttpRequest) -> HttpResponse:
    """The list, the latest first."""
    return _page(request)


@audience.mall("points.change")
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Give a card away. The answer is the page itself: a redirect would lose the code."""
    try:
        issued = _issued(request)
    except TradewindError as error:
        return _page(request, problem=told(error))
    return _page(request, code=issued.code)


@audience.mall("points.change")
@require_POST
def block(request: HttpRequest, card_id: str) -> HttpResponse:
    """Stop a lost card, with a way back."""
    operations.block_card(card_id=card_id, actor=actor(request))
    undo = reverse("console:mall_gift_card_unblock", args=[card_id])
    messages.success(request, _("The card is blocked."), extra_tags=undo)
    return HttpResponseRedirect(reverse("console:mall_gift_cards"))


@audience.mall("points.change")
@require_POST
def unblock(request: HttpRequest, card_id: str) -> HttpResponse:
    """Let it be spent again."""
    operations.unblock_card(card_id=card_id, actor=actor(request))
    messages.success(request, _("The card can be spent again."))
    return HttpResponseRedirect(reverse("console:mall_gift_cards"))


@audience.mall("points.change")
@require_POST
def terms(request: HttpRequest) -> HttpResponse:
    """POST `currency`, `least`, `most`, `amounts` and `is_offered`: what cards are sold for."""
    given = request.POST
    currency = given.get("currency", "")
    try:
        if currency not in settings.CURRENCIES:
            raise InvalidInput({"currency": "unknown"})
        operations.set_gift_terms(
            least=_amount(given.get("least", ""), currency, "least"),
            most=_amount(given.get("most", ""), currency, "most"),
            amounts=[
                _amount(text, currency, "amounts")
                for text in given.get("amounts", "").replace(";", " ").split()
            ],
            is_offered="is_offered" in given,
            actor=actor(request),
        )
    except TradewindError as error:
        return _page(request, terms_problem=told(error))
    messages.success(request, _("From now on cards are sold like this."))
    return HttpResponseRedirect(reverse("console:mall_gift_cards"))


@audience.mall("points.change")
@require_POST
def give_back(request: HttpRequest, card_id: str) -> HttpResponse:
    """Send what is left of a bought card back to who paid for it, and end it."""
    gift = get_purchase_of(card_id=card_id)
    try:
        back = operations.return_gift(gift_id=gift.public_id, actor=actor(request))
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        said = _("{amount} is on its way back, and the card can't be used any more.")
        messages.success(request, said.format(amount=formats.money(back)))
    return HttpResponseRedirect(reverse("console:mall_gift_cards"))


def _amount(text: str, currency: str, field: str) -> Money:
    try:
        return read_amount(text, currency, current())
    except BadAmount:
        raise InvalidInput({field: "invalid"}) from None


def _issued(request: HttpRequest) -> IssuedCard:
    given = request.POST
    currency = given.get("currency", "")
    if currency not in settings.CURRENCIES:
        raise InvalidInput({"currency": "unknown"})
    country, region = settings.HOME
    return operations.issue_card(
        amount=read_amount(given.get("amount", ""), currency, current()),
        key=f"console:{actor(request)}:{given.get('key', '')[:30]}",
        country=country,
        region=region,
        expires_at=_day(given.get("expires_on", "")),
        note=given.get("note", "")[:200],
        actor=actor(request),
    )


def _terms(row: GiftTerms) -> str:
    least, most = (Money(minor, row.currency) for minor in (row.least_minor, row.most_minor))
    shown = formats.listed([formats.money(Money(minor, row.currency)) for minor in row.amounts])
    words = _("{least} to {most}: {shown}") if row.is_offered else _("Not sold: {shown}")
    return words.format(least=formats.money(least), most=formats.money(most), shown=shown)


def _day(text: str) -> datetime | None:
    if not text:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise InvalidInput({"expires_on": "invalid"})
    return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())


def _page(
    request: HttpRequest, *, code: str = "", problem: str = "", terms_problem: str = ""
) -> HttpResponse:
    last_four = request.GET.get("last_four", "")
    page = list_cards(now=clock.now(), last_four=last_four, cursor=request.GET.get("cursor", ""))
    screen = CardsScreen(
        rows=page.items,
        next_cursor=page.next_cursor or "",
        last_four=last_four,
        currencies=[(unit, unit) for unit in settings.CURRENCIES],
        key=ids.new_token(),
        code=code,
        problem=problem,
        terms=[_terms(row) for row in list_gift_terms()],
        terms_problem=terms_problem,
        can_change="points.change" in actor_of(request).mall_permissions,
    )
    context = {"shell": mall_shell(request), "screen": screen}
    response = render(
        request,
        "console/mall/gift-cards.html",
        context,
        status=422 if problem or terms_problem else 200,
    )
    if code:
        response["Cache-Control"] = "no-store"
    return response
