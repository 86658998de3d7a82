"""Changes made to a cart without a line: sent together, answered one by one."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view
from pydantic import AwareDatetime

from tradewind.api.carts import cart_of
from tradewind.api.quotes import QuoteShape, quote_json
from tradewind.domains.checkout import operations, queries
from tradewind.domains.checkout.operations import MOST_INTENTS, Answer, Intent
from tradewind.domains.checkout.rules import MAX_PIECES
from tradewind.domains.checkout.saying import said
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()


class SeenIn(Schema):
    minor: int = Field(ge=0, le=10**12)
    currency: str = Field(pattern="^[A-Z]{3}$")


class IntentIn(Schema):
    """`add` puts `quantity` more in, `set` makes it that many; zero takes it out. Either
    `variant_id` or `line_id` says of what. `seen` is the price the shopper saw."""

    key: str = Field(min_length=8, max_length=64, description="Yours, once a change")
    at: AwareDatetime
    quantity: int = Field(ge=0, le=MAX_PIECES)
    action: Literal["add", "set"] = "add"
    variant_id: str = Field("", max_length=40)
    line_id: str = Field("", max_length=40)
    seen: SeenIn | None = None


class ReconcileIn(Schema):
    intents: list[IntentIn] = Field(min_length=1, max_length=MOST_INTENTS)


class AnswerShape(Schema):
    key: str
    outcome: Literal["applied", "changed", "refused"]
    codes: list[str]
    says: str


class ReconciledShape(Schema):
    answers: list[AnswerShape]
    quote: QuoteShape


@router.post("/reconcile", response=ReconciledShape, summary="Make changes kept while offline")
@decorate_view(idempotent)
@audience.guest_token
def reconcile(request: HttpRequest, body: ReconcileIn) -> JsonResponse:
    """In their order, each as far as it still can be. A key that was answered before is answered
    the same again and changes nothing."""
    cart = cart_of(request)
    answers = operations.reconcile(
        cart=cart, intents=[_intent(one) for one in body.intents], language=current()
    )
    quote = queries.quote_cart(cart=cart, language=current())
    return JsonResponse(
        {"answers": [_told(answer) for answer in answers], "quote": quote_json(quote)}
    )


def _intent(asked: IntentIn) -> Intent:
    return Intent(
        key=asked.key,
        at=asked.at,
        quantity=asked.quantity,
        sets=asked.action == "set",
        variant_id=asked.variant_id,
        line_id=asked.line_id,
        seen=Money(asked.seen.minor, asked.seen.currency) if asked.seen else None,
    )


def _told(answer: Answer) -> dict[str, object]:
    return {
        "key": answer.key,
        "outcome": answer.outcome,
        "codes": list(answer.codes),
        "says": said(answer),
    }
