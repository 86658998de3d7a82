"""A gift card that was given: its code is shown once, by who holds the link."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tradewind.domains.loyalty import operations
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.storefront.shell import storefront_shell


@dataclass(frozen=True, slots=True)
class OpeningScreen:
    """The gift. `code` is set in the one answer that shows it; `problem` says why none is."""

    amount: Money
    recipient: str
    sender: str
    message: str
    design: str
    code: str
    problem: str
    was_shown: bool


@audience.guest_token
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, secret: str) -> HttpResponse:
    """GET says whose gift it is, so that programs that look at links use nothing up; POST shows."""
    gift = operations.find_gift(secret=secret)
    code = problem = ""
    if request.method == "POST":
        try:
            code = operations.show_code(secret=secret)
        except NotFound:
            raise
        except TradewindError as error:
            problem = sentence(error.code, error.details)
    screen = OpeningScreen(
        amount=gift.amount,
        recipient=gift.recipient,
        sender=gift.sender,
        message=gift.message,
        design=gift.design,
        code=code,
        problem=problem,
        was_shown=gift.shown_at is not None,
    )
    context = {"shell": storefront_shell(request), "screen": screen}
    response = render(
        request, "storefront/gift-cards/open.html", context, status=409 if problem else 200
    )
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
