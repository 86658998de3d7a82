"""Where a guest hears of what they like; opened with the token in the `Favourites-Token` header."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.favourites import keeper_of
from tradewind.domains.engagement.models import KeeperMail
from tradewind.domains.engagement.operations import mailing
from tradewind.domains.engagement.queries.favourites import find_mail
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.throttles import throttled
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()


class FavouriteMailIn(Schema):
    email: str = Field(max_length=254)


class FavouriteMailShape(Schema):
    """`is_confirmed` once the owner of the address followed the letter; `email` empty for none."""

    email: str
    is_confirmed: bool


@router.get("/mail", response=FavouriteMailShape, summary="Where a guest hears of favourites")
@audience.guest_token
def read(request: HttpRequest) -> JsonResponse:
    return JsonResponse(_shape(find_mail(keeper=keeper_of(request))))


@router.put(
    "/mail", response={202: FavouriteMailShape}, summary="Hear of favourites by e-mail, as a guest"
)
@decorate_view(idempotent)
@throttled("favourites.mail", per_minute=10)
@audience.guest_token
def ask(request: HttpRequest, body: FavouriteMailIn) -> JsonResponse:
    """Sends a letter; nothing else is written there before its link is followed."""
    keeper = keeper_of(request)
    mail = mailing.ask(keeper=keeper, email=body.email, language=current())
    return JsonResponse(_shape(mail), status=202)


@router.delete("/mail", response=FavouriteMailShape, summary="Hear of favourites no longer")
@decorate_view(idempotent)
@audience.guest_token
def stop(request: HttpRequest) -> JsonResponse:
    mailing.stop_of(keeper=keeper_of(request))
    return JsonResponse(_shape(None))


def _shape(mail: KeeperMail | None) -> dict[str, Any]:
    return {
        "email": mail.email if mail else "",
        "is_confirmed": mail is not None and mailing.is_heard(mail),
    }
