"""Questions of guests: asked with an e-mail address, confirmed and read by the letter's link."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.inquiries import InquiryIn
from tradewind.domains.engagement.operations import guest_asking
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.throttles import throttled
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()


class GuestInquiryIn(InquiryIn):
    """`author` is the name others read."""

    email: str = Field(max_length=254)
    author: str = Field(min_length=1, max_length=40)


class GuestInquiryShape(Schema):
    """Always ``unconfirmed``: the letter that is on its way decides."""

    state: str


@router.post("/inquiries", response={202: GuestInquiryShape}, summary="Ask a seller, as a guest")
@decorate_view(idempotent)
@throttled("inquiry.guest", per_minute=6)
@audience.public
def ask(request: HttpRequest, body: GuestInquiryIn) -> JsonResponse:
    guest_asking.ask(language=current(), **body.dict())
    return JsonResponse({"state": "unconfirmed"}, status=202)
