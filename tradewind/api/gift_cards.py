"""What is left on a gift card, told to whoever knows its code."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Field, Router, Schema

from tradewind.api.shapes import Amount
from tradewind.domains.loyalty.operations import find_card
from tradewind.domains.loyalty.queries import card_row
from tradewind.kernel import clock
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.throttles import throttled

router = Router()


class GiftCodeIn(Schema):
    code: str = Field(min_length=4, max_length=40)


class GiftBalanceShape(Schema):
    last_four: str
    balance: Amount
    expires_at: str | None
    is_blocked: bool
    is_expired: bool


@router.post("/balance", response=GiftBalanceShape, summary="What is left on a gift card")
@throttled("gift.balance", per_minute=10)
@audience.public
def balance(request: HttpRequest, body: GiftCodeIn) -> JsonResponse:
    """A POST, so that the code stands in no address and no log."""
    row = card_row(find_card(code=body.code), now=clock.now())
    return JsonResponse(
        {
            "last_four": row.last_four,
            "balance": row.balance,
            "expires_at": row.expires_at,
            "is_blocked": row.is_blocked,
            "is_expired": row.is_expired,
        }
    )
