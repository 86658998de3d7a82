"""How a member is called and spoken to: name, language, currency, time zone."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import available_timezones

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tradewind.domains.identity.operations import change_profile
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n.languages import currency_name, languages, own_name
from tradewind.platform.i18n.negotiation import localised_path, remember
from tradewind.storefront.account.frame import account_page, person_of
from tradewind.storefront.shopper import shopper_of

_FIELDS = ("name", "language", "currency", "time_zone")


@audience.person
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """The form; saving it also moves this browser to what was chosen."""
    person = person_of(request)
    if request.method != "POST":
        shopper = shopper_of(request)
        own = {
            "name": person.name,
            "language": person.language,
            "currency": person.currency or shopper.currency,
            "time_zone": person.time_zone,
        }
        return _page(request, own, {})
    said = {name: request.POST.get(name, "") for name in _FIELDS}
    try:
        if said["currency"] not in shopper_of(request).currencies:
            raise InvalidInput({"currency": "unknown"})
        if "\x00" in said["name"]:
            raise InvalidInput({"name": "invalid"})
        change_profile(
            person_id=person.pk,
            name=said["name"],
            language=said["language"],
            currency=said["currency"],
            time_zone=said["time_zone"],
        )
    except InvalidInput as error:
        return _page(request, said, error.fields)
    messages.success(request, _("Saved."))
    here = reverse("storefront:account_preferences")
    response = HttpResponseRedirect(localised_path(here, said["language"]))
    remember(
        response,
        language=said["language"],
        currency=said["currency"],
        time_zone=said["time_zone"],
    )
    return response


def _page(request: HttpRequest, said: Mapping[str, str], wrong: Mapping[str, str]) -> HttpResponse:
    context: dict[str, object] = {
        "said": said,
        "errors": {name: sentence(f"field.{code}") for name, code in wrong.items()},
        "languages": [(code, own_name(code)) for code in languages()],
        "currencies": [
            (code, f"{code} · {currency_name(code)}") for code in shopper_of(request).currencies
        ],
        "zones": [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
    }
    return account_page(
        request,
        "preferences.html",
        "storefront:account_preferences",
        context,
        status=422 if wrong else 200,
    )
