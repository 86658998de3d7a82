"""The addresses a member keeps, to start forms with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.domains.customers import operations, queries
from tradewind.domains.customers.errors import TooManyAddresses
from tradewind.domains.customers.models import Address
from tradewind.domains.customers.operations import AddressWords
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n.addresses import AddressField, address_form, address_lines
from tradewind.platform.i18n.languages import country_name
from tradewind.storefront.account.frame import account_page, person_id_of
from tradewind.storefront.countries import countries
from tradewind.storefront.shopper import shopper_of

PREFIX = "address."
FORM = "storefront/account/address.html"


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One address in the list."""

    id: str
    label: str
    lines: Sequence[str]
    phone: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form with what stands in it and what is wrong with it."""

    form: AddressField
    name: str
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class AddressScreen:
    """The form; `id` is empty for a new address."""

    id: str
    label: str
    country: str
    countries: Sequence[tuple[str, str]]
    fields: Sequence[Field]
    phone: str
    errors: Mapping[str, str]


@audience.person
@require_safe
def addresses(request: HttpRequest) -> HttpResponse:
    """All of them, the default first."""
    kept = queries.list_addresses(person_id=person_id_of(request))
    return account_page(
        request, "addresses.html", "storefront:account_addresses", {"addresses": _rows(kept)}
    )


@audience.person
@require_http_methods(["GET", "HEAD", "POST"])
def add_address(request: HttpRequest) -> HttpResponse:
    """The empty form, and keeping what it holds."""
    if request.method != "POST":
        country = request.GET.get("country", shopper_of(request).place.country)
        return _form(request, "", _typed(request.GET.dict(), country), {})
    words = _words(request)
    if _wants_fields(request):
        return _form(request, "", words, {})
    try:
        operations.add_address(
            person_id=person_id_of(request),
            words=words,
            is_default="is_default" in request.POST,
        )
    except InvalidInput as error:
        return _form(request, "", words, error.fields)
    except TooManyAddresses as error:
        messages.error(request, sentence(error.code, error.details))
    return _back()


@audience.person
@require_http_methods(["GET", "HEAD", "POST"])
def change_address(request: HttpRequest, address_id: str) -> HttpResponse:
    """The form of one address, and correcting it."""
    if request.method != "POST":
        kept = _own(person_id_of(request), address_id)
        words = AddressWords(
            country=kept.country, fields=kept.fields, label=kept.label, phone=kept.phone
        )
        if "country" in request.GET:
            words = _typed(request.GET.dict(), request.GET["country"])
        return _form(request, address_id, words, {})
    words = _words(request)
    if _wants_fields(request):
        return _form(request, address_id, words, {})
    try:
        operations.change_address(
            person_id=person_id_of(request), address_id=address_id, words=words
        )
    except InvalidInput as error:
        return _form(request, address_id, words, error.fields)
    return _back()


@audience.person
@require_POST
def prefer_address(request: HttpRequest, address_id: str) -> HttpResponse:
    """Start forms with this one."""
    operations.make_default(person_id=person_id_of(request), address_id=address_id)
    return _back()


@audience.person
@require_POST
def remove_address(request: HttpRequest, address_id: str) -> HttpResponse:
    """Forget one."""
    operations.remove_address(person_id=person_id_of(request), address_id=address_id)
    messages.success(request, _("The address is gone. Your orders keep theirs."))
    return _back()


def _wants_fields(request: HttpRequest) -> bool:
    """Whether only another country's fields were asked for, which needs no script."""
    return "fields" in request.POST


def _form(
    request: HttpRequest, address_id: str, words: AddressWords, wrong: Mapping[str, str]
) -> HttpResponse:
    told = {name: sentence(f"field.{code}") for name, code in wrong.items()}
    screen = AddressScreen(
        id=address_id,
        label=words.label,
        country=words.country,
        countries=countries(),
        fields=[_field(form, words, told) for form in address_form(words.country)],
        phone=words.phone,
        errors=told,
    )
    if "HX-Request" in request.headers and not wrong:
        return render(request, f"{FORM}#form", {"screen": screen})
    status = 422 if wrong else 200
    return account_page(
        request, "address.html", "storefront:account_addresses", {"screen": screen}, status=status
    )


def _field(form: AddressField, words: AddressWords, told: Mapping[str, str]) -> Field:
    return Field(
        form=form,
        name=PREFIX + form.name,
        value=str(words.fields.get(form.name, "")),
        error=told.get(form.name, "") or told.get(f"address.{form.name}", ""),
    )


def _words(request: HttpRequest) -> AddressWords:
    country = request.POST.get("country", "")
    if country not in settings.COUNTRIES:
        country = shopper_of(request).place.country
    return _typed(request.POST.dict(), country)


def _typed(given: Mapping[str, str], country: str) -> AddressWords:
    return AddressWords(
        country=country if country in settings.COUNTRIES else settings.HOME[0],
        fields={
            name.removeprefix(PREFIX): value
            for name, value in given.items()
            if name.startswith(PREFIX)
        },
        label=given.get("label", ""),
        phone=given.get("phone", ""),
    )


def _own(person_id: int, address_id: str) -> Address:
    kept = queries.list_addresses(person_id=person_id)
    found = next((address for address in kept if address.public_id == address_id), None)
    if found is None:
        raise NotFound(id=address_id)
    return found


def _rows(kept: Sequence[Address]) -> list[AddressRow]:
    return [
        AddressRow(
            id=address.public_id,
            label=address.label,
            lines=address_lines(
                address.country, address.fields, with_country=country_name(address.country)
            ),
            phone=address.phone,
            is_default=address.is_default,
        )
        for address in kept
    ]


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("storefront:account_addresses"))
