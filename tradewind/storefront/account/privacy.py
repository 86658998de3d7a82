"""What a member agreed to, and taking it back as easily as it was given (GDPR art. 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tradewind.domains.consent import operations, queries
from tradewind.domains.consent.models import Basis, Purpose
from tradewind.domains.consent.queries import Given
from tradewind.domains.consent.wording import text
from tradewind.domains.discovery.operations import personalize
from tradewind.kernel import clock
from tradewind.platform.http import audience
from tradewind.platform.http.request_id import current_request_id
from tradewind.storefront.account.frame import account_page, person_of
from tradewind.storefront.shopper import shopper_of

_ASKED = (
    (Purpose.MARKETING, "account.news"),
    (Purpose.WATCHED, "account.watched"),
    (Purpose.PERSONALIZATION, "account.personalization"),
    (Purpose.ANALYTICS, "account.analytics"),
)


@dataclass(frozen=True, slots=True)
class Ask:
    """A purpose of the mall and whether it holds; `sentence` is what one agrees to."""

    field: str
    title: str
    sentence: str
    holds: bool


@dataclass(frozen=True, slots=True)
class SellerBasis:
    """A seller who may write, and why. `field` is what takes it back."""

    seller: str
    store_id: int
    why: str
    basis: Given


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One line of the record: what was agreed to, in which words, and what proves it.

    `proof` pairs what it is with its value; `standing` is one of stands, lapsed, withdrawn.
    """

    given: Given
    purpose: str
    basis: str
    standing: str
    proof: list[tuple[str, str]]


@audience.person
@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: HttpRequest) -> HttpResponse:
    """What stands; POST keeps exactly the ticked ones. `stop` names a seller (row id) to silence."""
    if request.method == "POST":
        _decide(request)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("storefront:account_privacy"))
    standing = _standing(request)
    language = shopper_of(request).language
    context: dict[str, object] = {
        "asks": [
            Ask(purpose.value, str(purpose.label), text(key, language), _holds(standing, purpose))
            for purpose, key in _ASKED
        ],
        "sellers": _sellers(standing),
        "record": _record(request),
    }
    return account_page(request, "privacy.html", "storefront:account_privacy", context)


def _decide(request: HttpRequest) -> None:
    person = person_of(request)
    stop = request.POST.get("stop", "")
    if stop:
        for seller in _sellers(_standing(request)):
            if str(seller.store_id) == stop:
                operations.withdraw(
                    email=person.email, purpose=Purpose.MARKETING, store_id=seller.store_id
                )
        return
    standing = _standing(request)
    for purpose, key in _ASKED:
        wanted, holds = purpose.value in request.POST, _holds(standing, purpose)
        if purpose is Purpose.PERSONALIZATION:
            personalize(
                person_id=person.pk,
                email=person.email,
                on=wanted,
                proof={"page": request.path, "language": shopper_of(request).language},
            )
        elif wanted and not holds:
            operations.agree(
                email=person.email,
                purpose=purpose,
                wording=key,
                proof={
                    "page": request.path,
                    "request": current_request_id() or "",
                    "language": shopper_of(request).language,
                },
                person_id=person.pk,
            )
        elif holds and not wanted:
            operations.withdraw(email=person.email, purpose=purpose)


def _record(request: HttpRequest) -> list[RecordRow]:
    now = clock.now()
    return [
        RecordRow(
            given=given,
            purpose=str(Purpose(given.purpose).label),
            basis=str(Basis(given.basis).label),
            standing="stands"
            if given.stands(now)
            else "withdrawn"
            if given.withdrawn_at
            else "lapsed",
            proof=_proof(given),
        )
        for given in queries.consents_of(person_id=person_of(request).pk)
    ]


def _proof(given: Given) -> list[tuple[str, str]]:
    names = {
        "page": _("Page"),
        "request": _("Request"),
        "language": _("Language"),
        "order": _("Order"),
        "wording": _("Wording"),
    }
    return [(names.get(key, key), str(value)) for key, value in sorted(given.proof.items())]


def _standing(request: HttpRequest) -> list[Given]:
    now = clock.now()
    given = queries.consents_of(person_id=person_of(request).pk)
    return [basis for basis in given if basis.stands(now)]


def _holds(standing: Sequence[Given], purpose: Purpose) -> bool:
    return any(basis.store_id is None and basis.purpose == purpose for basis in standing)


def _sellers(standing: Sequence[Given]) -> list[SellerBasis]:
    by_store = {
        basis.store_id: SellerBasis(
            basis.sender, basis.store_id, str(Basis(basis.basis).label), basis
        )
        for basis in reversed(standing)
        if basis.store_id is not None and basis.purpose == Purpose.MARKETING
    }
    return list(by_store.values())
