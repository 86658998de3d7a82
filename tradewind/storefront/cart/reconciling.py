"""What a device put aside while it had no line: taken here, in order, and answered one by one."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter, ValidationError

from tradewind.domains.checkout import operations
from tradewind.domains.checkout.operations import MOST_INTENTS, Answer, Intent
from tradewind.domains.checkout.rules import MAX_PIECES
from tradewind.domains.checkout.saying import said
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.throttles import throttled
from tradewind.storefront.shopper import keep_cart, shopper_of


class _Change(BaseModel):
    """As `storefront/js/cart-waiting.js` writes it."""

    key: str = Field(min_length=8, max_length=64)
    at: AwareDatetime
    quantity: int = Field(ge=0, le=MAX_PIECES)
    action: Literal["add", "set"]
    variant: str = Field("", max_length=40)
    line: str = Field("", max_length=40)
    seen_minor: int | None = Field(None, ge=0, le=10**12)
    seen_currency: str = Field("", pattern="^([A-Z]{3})?$")

    def intent(self) -> Intent:
        seen = self.seen_minor is not None and self.seen_currency
        return Intent(
            key=self.key,
            at=self.at,
            quantity=self.quantity,
            sets=self.action == "set",
            variant_id=self.variant,
            line_id=self.line,
            seen=Money(self.seen_minor or 0, self.seen_currency) if seen else None,
        )


_CHANGES = TypeAdapter(list[_Change])


@audience.public
@throttled("cart.reconcile", per_minute=30)
@require_POST
def reconcile(request: HttpRequest) -> HttpResponse:
    """Make the changes in the JSON body, as many as `MOST_INTENTS`; answers
    ``{"answers": [{"key", "outcome", "says"}], "pieces"}``.
    """
    try:
        changes = _CHANGES.validate_json(request.body)
    except ValidationError:
        raise InvalidInput({"changes": "invalid"}) from None
    if not 0 < len(changes) <= MOST_INTENTS:
        raise InvalidInput({"changes": "too_many" if changes else "required"})
    shopper = shopper_of(request)
    cart = shopper.cart_to_fill()
    answers = operations.reconcile(
        cart=cart, intents=[change.intent() for change in changes], language=shopper.language
    )
    response = JsonResponse(
        {"answers": [_told(answer) for answer in answers], "pieces": shopper.count_pieces()}
    )
    keep_cart(response, cart)
    return response


def _told(answer: Answer) -> dict[str, str]:
    return {"key": answer.key, "outcome": answer.outcome, "says": said(answer)}
