"""Buying gift cards over REST, and giving them back. No code is told here: it goes to whom it is for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view
from pydantic import AwareDatetime

from tradewind.api.shapes import Amount
from tradewind.domains.identity.queries import get_person
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.models import GiftPurchase
from tradewind.domains.loyalty.queries import GiftOffer, find_gift_offer, get_gift, list_gifts
from tradewind.domains.loyalty.rules.giving import GiftWords
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.domains.payments.operations.card_use import CARD, CardUse
from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()


class GiftOfferShape(Schema):
    """`amounts` are what pages show; any amount from `least` to `most` can be bought."""

    amounts: list[Amount]
    least: Amount
    most: Amount


class GiftPurchaseIn(Schema):
    """`points`, `deposit_minor`, `gift_cards` and `codes` are always refused with `gift_by_gift`:
    a gift card is paid through a provider.
    """

    minor: int = Field(gt=0, le=2**62)
    currency: str = Field(pattern="^[A-Z]{3}$")
    recipient: str = Field(max_length=120)
    email: str = Field(max_length=254, description="Where the card goes")
    sender: str = Field("", max_length=120)
    message: str = Field("", max_length=300)
    design: str = Field("plain", description="plain, birthday, thanks or love")
    deliver_at: AwareDatetime | None = Field(None, description="None: as soon as it is paid")
    buyer_email: str = Field("", max_length=254, description="Guests only")
    country: str = Field(pattern="^[A-Z]{2}$", description="Whose law on expiry it follows")
    region: str = Field("", max_length=6)
    provider: str = Field(max_length=20)
    method: str = Field("card", max_length=20)
    source: str = Field("", max_length=200, description="A provider's token, or an id of /me/cards")
    keep_card: bool = False
    return_url: str = Field("", max_length=500, pattern=r"^(/[^/\\].*|/?)$")
    points: int = Field(0, ge=0)
    deposit_minor: int = Field(0, ge=0)
    gift_cards: list[str] = Field(default_factory=list, max_length=5)
    codes: list[str] = Field(default_factory=list, max_length=20)


class GiftPurchaseShape(Schema):
    """`token` reads it and gives it back; `state`: started, paid, failed, cancelled, reversed."""

    id: str
    token: str
    amount: Amount
    returned: Amount
    state: str
    recipient: str
    deliver_at: str
    delivered_at: str | None
    was_opened: bool
    redirect_url: str = Field(description="The provider's page to visit, if any")


class GiftPurchaseList(Schema):
    items: list[GiftPurchaseShape]


@router.get(
    "/gift-cards/offers/{currency}", response=GiftOfferShape, summary="What cards are sold for"
)
@audience.public
def offer(request: HttpRequest, currency: str) -> JsonResponse:
    found = find_gift_offer(currency=currency)
    if found is None:
        raise NotFound(id=currency)
    return JsonResponse(_offer(found))


@router.post("/gift-cards/purchases", response={201: GiftPurchaseShape}, summary="Buy a gift card")
@decorate_view(idempotent(spans_transactions=True))
@audience.public
def buy(request: HttpRequest, body: GiftPurchaseIn) -> JsonResponse:
    person_id = actor_of(request).person_id
    person = get_person(person_id=person_id) if person_id is not None else None
    told = request.headers.get("Idempotency-Key", "")[:40]
    gift = operations.open_gift(
        amount=Money(body.minor, body.currency),
        words=GiftWords(
            recipient=body.recipient,
            email=body.email,
            sender=body.sender,
            message=body.message,
            design=body.design,
            deliver_at=body.deliver_at,
        ),
        buyer_email=person.email if person else body.buyer_email,
        place=Place(body.country, body.region),
        language=current(),
        provider=body.provider,
        method=body.method,
        # A guest's key is nobody's: another guest's would open their purchase.
        key=f"{person.public_id}:{told}" if person and told else f"guest:{ids.new_token()}",
        person_id=person_id,
        card_use=CardUse(
            card_id=body.source if body.source.startswith(CARD) else "",
            owner_id=person_id,
            keeps_for=person.public_id if person and body.keep_card else "",
        ),
        kept=_kept(body),
        codes=body.codes,
    )
    payment = operations.begin_gift(gift=gift, source=body.source, return_url=body.return_url)
    made = _gift(get_gift(token=gift.token), redirect_url=payment.redirect_url)
    return JsonResponse(made, status=201)


@router.get(
    "/gift-cards/purchases/{token}", response=GiftPurchaseShape, summary="A card that was bought"
)
@audience.guest_token
def read(request: HttpRequest, token: str) -> JsonResponse:
    return JsonResponse(_gift(get_gift(token=token)))


@router.post(
    "/gift-cards/purchases/{token}/return", response=GiftPurchaseShape, summary="Give it back"
)
@decorate_view(idempotent)
@audience.guest_token
def give_back(request: HttpRequest, token: str) -> JsonResponse:
    """Whole, while it was not opened and for 14 days."""
    operations.return_gift(gift_id=get_gift(token=token).public_id)
    return JsonResponse(_gift(get_gift(token=token)))


@router.get("/me/gift-cards", response=GiftPurchaseList, summary="The gift cards I bought")
@audience.person
def mine(request: HttpRequest) -> JsonResponse:
    person_id = actor_of(request).person_id
    if person_id is None:
        raise audience.SignInNeeded
    return JsonResponse({"items": [_gift(row) for row in list_gifts(person_id=person_id)]})


def _kept(body: GiftPurchaseIn) -> list[TenderKind]:
    told = {
        TenderKind.MILEAGE: body.points,
        TenderKind.DEPOSIT: body.deposit_minor,
        TenderKind.GIFT: body.gift_cards,
    }
    return [kind for kind, given in told.items() if given]


def _offer(found: GiftOffer) -> dict[str, Any]:
    return {"amounts": list(found.amounts), "least": found.least, "most": found.most}


def _gift(row: GiftPurchase, *, redirect_url: str = "") -> dict[str, Any]:
    return {
        "id": row.public_id,
        "token": row.token,
        "amount": row.amount,
        "returned": Money(row.returned_minor, row.currency),
        "state": row.state,
        "recipient": row.recipient,
        "deliver_at": row.deliver_at,
        "delivered_at": row.delivered_at,
        "was_opened": row.shown_at is not None,
        "redirect_url": redirect_url,
    }
