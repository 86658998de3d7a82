"""What a member tells of themselves so that what suits them stands first; theirs to see and delete."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tradewind.domains.consent.wording import text
from tradewind.domains.discovery.operations import change_taste, personalize
from tradewind.domains.discovery.operations.tastes import PersonalizationOff, TasteWords
from tradewind.domains.discovery.queries.tastes import budget_of, kept_of_person
from tradewind.domains.guides.rules import MEASURES, read_length
from tradewind.domains.guides.wording import MEASURE_NAMES
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n.listing import split_list
from tradewind.storefront.account.frame import account_page, person_of
from tradewind.storefront.shopper import shopper_of
from tradewind.storefront.words.buyers import skin_names

_HERE = "storefront:account_taste"
_FIELDS = ("sizes", "needs", "skin_type", "budget", *MEASURES)


@audience.person
@require_http_methods(["GET", "HEAD", "POST"])
def taste(request: HttpRequest) -> HttpResponse:
    """The form and the switch. POST `switch` (``on``, ``off``), or the fields."""
    if request.method != "POST":
        return _page(request, {}, {})
    person, shopper = person_of(request), shopper_of(request)
    switch = request.POST.get("switch", "")
    if switch in ("on", "off"):
        proof = {"page": request.path, "language": shopper.language}
        personalize(person_id=person.pk, email=person.email, on=switch == "on", proof=proof)
        told = _("Turned on.") if switch == "on" else _("Turned off, and everything is deleted.")
        messages.success(request, told)
        return HttpResponseRedirect(reverse(_HERE))
    said = {name: request.POST.get(name, "").replace("\x00", "") for name in _FIELDS}
    try:
        change_taste(person_id=person.pk, words=_words(said, shopper.currency))
    except InvalidInput as error:
        return _page(request, said, error.fields)
    except PersonalizationOff as error:
        messages.error(request, sentence(error.code))
        return HttpResponseRedirect(reverse(_HERE))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse(_HERE))


def _words(said: Mapping[str, str], currency: str) -> TasteWords:
    budget = None
    if said["budget"].strip():
        try:
            budget = Money.of(said["budget"].strip(), currency)
        except TradewindError:
            raise InvalidInput({"budget": "invalid"}) from None
    return TasteWords(
        sizes=tuple(split_list(said["sizes"])),
        needs=tuple(split_list(said["needs"])),
        skin_type=said["skin_type"],
        budget=budget,
        measures=_measures(said),
    )


def _measures(said: Mapping[str, str]) -> dict[str, int]:
    """Lengths of the body in cm, as typed. Raises `InvalidInput`."""
    told = {name: said[name].strip() for name in MEASURES if said[name].strip()}
    lengths = {name: read_length(text, "cm") for name, text in told.items()}
    wrong = {name: "invalid" for name, length in lengths.items() if length is None}
    if wrong:
        raise InvalidInput(wrong)
    return {name: length for name, length in lengths.items() if length is not None}


def _page(request: HttpRequest, said: Mapping[str, str], wrong: Mapping[str, str]) -> HttpResponse:
    shopper = shopper_of(request)
    kept = kept_of_person(person_id=person_of(request).pk)
    known = kept.taste
    budget = budget_of(known) if known else None
    own = {
        "sizes": ", ".join(known.sizes) if known else "",
        "needs": ", ".join(known.needs) if known else "",
        "skin_type": known.skin_type if known else "",
        **{
            name: f"{Decimal(length) / 10:f}"
            for name, length in (known.measures if known else {}).items()
        },
        "budget": str(budget.amount) if budget and budget.currency == shopper.currency else "",
    }
    context: dict[str, object] = {
        "is_on": kept.is_on,
        "seen_count": len(kept.seen),
        "sentence": text("account.personalization", shopper.language),
        "said": said or own,
        "errors": {name: sentence(f"field.{code}") for name, code in wrong.items()},
        "skin_types": [("", _("Not told")), *skin_names()],
        "currency": shopper.currency,
        "measures": [
            (
                name,
                label,
                (said or own).get(name, ""),
                sentence(f"field.{wrong[name]}") if name in wrong else "",
            )
            for name, label in MEASURE_NAMES.items()
        ],
    }
    return account_page(request, "taste.html", _HERE, context, status=422 if wrong else 200)
