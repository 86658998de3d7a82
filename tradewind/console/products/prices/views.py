"""The page of a product's prices, and what is done on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import field_errors, recorded, told
from tradewind.console.products.editor.screen import read_facts
from tradewind.console.products.prices.screen import (
    EVERY,
    FormShown,
    PricesScreen,
    currencies_of,
    live_variants,
    prices_screen,
)
from tradewind.console.shell import store_shell
from tradewind.domains.catalogue.queries import OwnProductFacts
from tradewind.domains.catalogue.queries.facts import VariantFacts
from tradewind.domains.pricing import operations, quantity_prices
from tradewind.domains.pricing.rules import NewPrice
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.kernel.money import BadAmount, Money
from tradewind.platform.http import audience
from tradewind.platform.i18n.amounts import read_amount
from tradewind.platform.i18n.languages import current

PAGE = "console/products/prices.html"
_FIELDS = ("variant", "currency", "amount", "compare_at", "pieces", "starts_at", "ends_at")


@audience.store("products.view")
@require_safe
def prices(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """Every price of every variant."""
    facts = read_facts(request.store, product_id)
    return _page(request, _screen(request, facts))


@audience.store("prices.change")
@require_POST
def set_lasting(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """POST `variant` (an id or ``every``), `currency`, `amount`, `compare_at`."""
    facts = read_facts(request.store, product_id)

    def act() -> None:
        amount, compare_at = _amounts(request)
        operations.set_prices(
            store_id=request.store.pk,
            prices=[
                NewPrice(variant_id=each.variant_id, amount=amount, compare_at=compare_at)
                for each in _variants(request, facts)
            ],
        )

    refused = _acted(request, facts, "products.price", act)
    if refused is None:
        return _back(request, facts, _("The price is set."))
    screen = _screen(request, facts, lasting=refused)
    return _page(request, screen, HTTPStatus.UNPROCESSABLE_ENTITY)


@audience.store("prices.change")
@require_POST
def plan(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """POST as for a lasting price, with `starts_at` and `ends_at` in the store's own time."""
    facts = read_facts(request.store, product_id)

    def act() -> None:
        amount, compare_at = _amounts(request)
        starts_at, ends_at = _moment(request, "starts_at"), _moment(request, "ends_at")
        for each in _variants(request, facts):
            operations.schedule_price(
                store_id=request.store.pk,
                variant_id=each.variant_id,
                amount=amount,
                compare_at=compare_at,
                starts_at=starts_at,
                ends_at=ends_at,
            )

    refused = _acted(request, facts, "products.planned_price", act)
    if refused is None:
        return _back(request, facts, _("The price is planned."))
    screen = _screen(request, facts, dated=refused)
    return _page(request, screen, HTTPStatus.UNPROCESSABLE_ENTITY)


@audience.store("prices.change")
@require_POST
def set_step(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """POST `variant`, `currency`, `pieces`, `amount`, and `starts_at` and `ends_at` if dated."""
    facts = read_facts(request.store, product_id)

    def act() -> None:
        amount, _compare_at = _amounts(request)
        pieces = _pieces(request)
        starts_at, ends_at = _moment(request, "starts_at"), _moment(request, "ends_at")
        for each in _variants(request, facts):
            quantity_prices.set_quantity_price(
                store_id=request.store.pk,
                variant_id=each.variant_id,
                pieces=pieces,
                amount=amount,
                starts_at=starts_at,
                ends_at=ends_at,
            )

    refused = _acted(request, facts, "products.quantity_price", act)
    if refused is None:
        return _back(request, facts, _("The quantity price is set."))
    screen = _screen(request, facts, stepped=refused)
    return _page(request, screen, HTTPStatus.UNPROCESSABLE_ENTITY)


@audience.store("prices.change")
@require_POST
def drop_step(
    request: audience.StoreRequest, store: str, product_id: str, step_id: int
) -> HttpResponse:
    """Drop a quantity price; one of some days that has begun ends now."""
    facts = read_facts(request.store, product_id)
    ours = [row.id for each in _screen(request, facts).variants for row in each.stepped]
    if step_id not in ours:
        raise NotFound(id=step_id)
    recorded(
        request,
        action="products.quantity_price_removal",
        subject=product_id,
        act=lambda: quantity_prices.remove_quantity_price(
            store_id=request.store.pk, row_id=step_id
        ),
    )
    return _back(request, facts, _("It no longer holds."))


@audience.store("prices.change")
@require_POST
def end(request: audience.StoreRequest, store: str, product_id: str, price_id: int) -> HttpResponse:
    """End a planned price now, or drop it when it has not begun."""
    facts = read_facts(request.store, product_id)
    ours = [row.id for each in _screen(request, facts).variants for row in each.dated]
    if price_id not in ours:
        raise NotFound(id=price_id)
    recorded(
        request,
        action="products.planned_price_end",
        subject=product_id,
        act=lambda: operations.end_schedule(store_id=request.store.pk, price_id=price_id),
    )
    return _back(request, facts, _("It no longer holds."))


@audience.store("prices.change")
@require_POST
def drop(
    request: audience.StoreRequest, store: str, product_id: str, variant_id: str, currency: str
) -> HttpResponse:
    """Drop the price in another currency: from then on it is converted."""
    facts = read_facts(request.store, product_id)
    variant = next((each for each in facts.variants if each.public_id == variant_id), None)
    if variant is None:
        raise NotFound(id=variant_id)
    try:
        recorded(
            request,
            action="products.price_removal",
            subject=variant_id,
            act=lambda: operations.remove_price(
                store_id=request.store.pk, variant_id=variant.variant_id, currency=currency
            ),
            changes={"currency": currency},
        )
    except TradewindError as error:
        messages.error(request, told(error))
        return HttpResponseRedirect(_screen(request, facts).url)
    return _back(request, facts, _("Shoppers see it converted at the day's rate now."))


def _acted(
    request: audience.StoreRequest,
    facts: OwnProductFacts,
    action: str,
    act: Callable[[], None],
) -> FormShown | None:
    typed = {name: request.POST.get(name, "").strip() for name in _FIELDS}
    try:
        with transaction.atomic():
            recorded(request, action=action, subject=facts.public_id, act=act, changes=typed)
    except InvalidInput as error:
        return FormShown(values=typed, errors=field_errors(error))
    except TradewindError as error:
        return FormShown(values=typed, notice=told(error))
    return None


def _variants(request: audience.StoreRequest, facts: OwnProductFacts) -> list[VariantFacts]:
    wanted, live = request.POST.get("variant", ""), live_variants(facts)
    chosen = live if wanted == EVERY else [each for each in live if each.public_id == wanted]
    if not chosen:
        raise InvalidInput({"variant": "unknown"})
    return chosen


def _amounts(request: audience.StoreRequest) -> tuple[Money, Money | None]:
    currency = request.POST.get("currency", "")
    if currency not in currencies_of(request.store):
        raise InvalidInput({"currency": "unknown"})
    faults: dict[str, str] = {}
    amount = _amount(request.POST, "amount", currency, faults)
    compare_at = _amount(request.POST, "compare_at", currency, faults)
    if amount is None:
        raise InvalidInput({"amount": "required"} | faults)
    if faults:
        raise InvalidInput(faults)
    return amount, compare_at


def _amount(
    form: Mapping[str, str], name: str, currency: str, faults: dict[str, str]
) -> Money | None:
    text = form.get(name, "")
    if not text.strip():
        return None
    try:
        return read_amount(text, currency, current())
    except BadAmount:
        faults[name] = "bad_amount"
        return None


def _pieces(request: audience.StoreRequest) -> int:
    text = request.POST.get("pieces", "").strip()
    if not text:
        raise InvalidInput({"pieces": "required"})
    # As a person may type it in another script's digits; int() reads those.
    if not text.isdecimal() or len(text) > 4:
        raise InvalidInput({"pieces": "invalid"})
    return int(text)


def _moment(request: audience.StoreRequest, name: str) -> datetime | None:
    text = request.POST.get(name, "").strip()
    if not text:
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput({name: "invalid"}) from None
    return read.replace(tzinfo=read.tzinfo or ZoneInfo(request.store.time_zone))


def _screen(
    request: audience.StoreRequest,
    facts: OwnProductFacts,
    *,
    lasting: FormShown | None = None,
    dated: FormShown | None = None,
    stepped: FormShown | None = None,
) -> PricesScreen:
    return prices_screen(
        request.store,
        facts,
        permissions=request.store_access.permissions,
        now=clock.now(),
        lasting=lasting,
        dated=dated,
        stepped=stepped,
    )


def _back(request: audience.StoreRequest, facts: OwnProductFacts, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(_screen(request, facts).url)


def _page(
    request: audience.StoreRequest, screen: PricesScreen, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"shell": store_shell(request), "store": request.store, "screen": screen}
    return render(request, PAGE, context, status=status)
