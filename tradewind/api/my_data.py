"""A copy of my data, and erasing my account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.identity.queries import get_person
from tradewind.domains.privacy.errors import ErasureOver
from tradewind.domains.privacy.models import Archive, Erasure
from tradewind.domains.privacy.proof import CODE_LIFE
from tradewind.domains.privacy.queries import find_erasure, get_archive
from tradewind.flows import erase_person
from tradewind.flows.export_person import jobs as exporting
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.files.tickets import private_url
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.throttles import throttled
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()


class ArchiveShape(Schema):
    """`url` serves the ZIP file for five minutes, to the signed-in person; empty until it is ready."""

    id: str
    state: str
    size: int
    asked_at: str
    expires_at: str | None
    url: str


class ErasureIn(Schema):
    """`password` is asked again, so that a stolen token erases nothing. Who has none, as they sign
    in from elsewhere, gives the `code` of a letter instead."""

    password: str = Field("", max_length=200)
    code: str = Field("", max_length=300)
    gives_up_points: bool = False


class CodeSentShape(Schema):
    """`minutes` is how long the code in the letter works."""

    minutes: int


class HindranceShape(Schema):
    code: str
    text: str
    url: str


class ErasureShape(Schema):
    """`id` is empty while nothing was asked; `hindrances` must end first."""

    id: str
    state: str
    asked_at: str | None
    due_at: str | None
    hindrances: list[HindranceShape]


@router.post("/archives", response={202: ArchiveShape}, summary="Have a copy of my data made")
@decorate_view(idempotent)
@audience.person
def ask_archive(request: HttpRequest) -> JsonResponse:
    made = exporting.ask_archive(person_id=_me(request), language=current())
    return JsonResponse(_archive(request, made), status=202)


@router.get("/archives/{archive_id}", response=ArchiveShape, summary="How far the copy is")
@audience.person
def read_archive(request: HttpRequest, archive_id: str) -> JsonResponse:
    found = get_archive(archive_id=archive_id, person_id=_me(request))
    return JsonResponse(_archive(request, found))


@router.get(
    "/erasure", response=ErasureShape, summary="Whether my account will be erased, and when"
)
@audience.person
def read_erasure(request: HttpRequest) -> JsonResponse:
    person = get_person(person_id=_me(request))
    found = find_erasure(person_id=person.pk)
    return JsonResponse(_erasure(found, erase_person.hindrances_of(person=person)))


@router.post("/erasure", response={202: ErasureShape}, summary="Have my account erased in 7 days")
@decorate_view(idempotent)
@audience.person
def ask_erasure(request: HttpRequest, body: ErasureIn) -> JsonResponse:
    person = get_person(person_id=_me(request))
    if not erase_person.is_themselves(person=person, password=body.password, code=body.code):
        raise InvalidInput({"code" if body.code else "password": "invalid"})
    asked = erase_person.ask(person=person, gives_up_points=body.gives_up_points)
    return JsonResponse(_erasure(asked, []), status=202)


@router.post(
    "/erasure/code",
    response={202: CodeSentShape},
    summary="Have a letter sent instead of a password",
)
@decorate_view(idempotent)
@throttled("erasure.code", per_minute=3, by="actor")
@audience.person
def send_code(request: HttpRequest) -> JsonResponse:
    erase_person.send_code(person=get_person(person_id=_me(request)))
    return JsonResponse({"minutes": CODE_LIFE // timedelta(minutes=1)}, status=202)


@router.delete("/erasure", response=ErasureShape, summary="Stay after all")
@decorate_view(idempotent)
@audience.person
def take_back(request: HttpRequest) -> JsonResponse:
    person = get_person(person_id=_me(request))
    try:
        found = erase_person.take_back(person=person)
    except ErasureOver:
        return JsonResponse(_erasure(None, []))
    return JsonResponse(_erasure(found, []))


def _me(request: HttpRequest) -> int:
    person_id = actor_of(request).person_id
    if person_id is None:
        raise audience.SignInNeeded
    return person_id


def _archive(request: HttpRequest, archive: Archive) -> dict[str, Any]:
    is_open = (
        archive.state == Archive.State.READY
        and archive.expires_at is not None
        and archive.expires_at > clock.now()
    )
    path = private_url(archive.file, download_as="data.zip", person_id=archive.person_id)
    return {
        "id": archive.public_id,
        "state": archive.state,
        "size": archive.size,
        "asked_at": archive.asked_at,
        "expires_at": archive.expires_at,
        "url": request.build_absolute_uri(path) if is_open else "",
    }


def _erasure(found: Erasure | None, hindrances: list[erase_person.Hindrance]) -> dict[str, Any]:
    return {
        "id": found.public_id if found else "",
        "state": found.state if found else "",
        "asked_at": found.asked_at if found else None,
        "due_at": found.due_at if found else None,
        "hindrances": [{"code": row.code, "text": row.words, "url": row.url} for row in hindrances],
    }
