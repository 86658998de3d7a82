"""How pages look for a member."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.identity.models import Person
from tradewind.domains.identity.operations import keep_look
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent
from tradewind.ui import look as looks

router = Router()


class LookShape(Schema):
    """``auto`` leaves it to the device, or to the design."""

    theme: Literal["auto", "light", "dark"] = "auto"
    text: Literal["100", "112", "125", "150", "200"] = "100"
    contrast: Literal["auto", "normal", "more"] = "auto"
    motion: Literal["auto", "normal", "less"] = "auto"
    links: Literal["auto", "underlined"] = "auto"
    spacing: Literal["auto", "wide"] = "auto"


@router.get("/look", response=LookShape, summary="How pages look for me")
@audience.person
def read(request: HttpRequest) -> JsonResponse:
    kept = Person.objects.values_list("look", flat=True).get(pk=actor_of(request).person_id or 0)
    return JsonResponse(_words(looks.told(kept)))


@router.put("/look", response=LookShape, summary="Make pages look like that")
@decorate_view(idempotent)
@audience.person
def change(request: HttpRequest, body: LookShape) -> JsonResponse:
    chosen = looks.chosen(body.dict())
    keep_look(person_id=actor_of(request).person_id or 0, look=chosen.cookie())
    return JsonResponse(_words(chosen))


def _words(look: looks.Look) -> dict[str, str]:
    return {name: getattr(look, name) for name in looks.CHOICES}
