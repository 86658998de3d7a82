"""The cards a member keeps: which is offered first, what they are called, and letting go of one."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.domains.payments import operations
from tradewind.domains.payments.models import SavedCard
from tradewind.domains.payments.operations.card_use import is_expired
from tradewind.domains.payments.ports import GatewayUnavailable
from tradewind.domains.payments.queries import list_cards
from tradewind.domains.payments.wording import PROVIDERS
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n.languages import country_name
from tradewind.storefront.account.frame import account_page, person_id_of
from tradewind.storefront.cards import told_card, told_expiry

HERE = "storefront:account_cards"


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card; `trouble` says why it can't pay, and is empty while it can."""

    id: str
    title: str
    label: str
    note: str
    provider: str
    country: str
    is_default: bool
    trouble: str


@audience.person
@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """All of them, the one offered first at the top."""
    rows = [_row(card) for card in list_cards(person_id=person_id_of(request))]
    return account_page(request, "cards.html", HERE, {"cards": rows})


@audience.person
@require_POST
def prefer(request: HttpRequest, saved_card_id: str) -> HttpResponse:
    """Offer this one first."""
    operations.prefer_card(person_id=person_id_of(request), card_id=saved_card_id)
    return _back()


@audience.person
@require_POST
def rename(request: HttpRequest, saved_card_id: str) -> HttpResponse:
    """POST `label`: call it something."""
    try:
        operations.name_card(
            person_id=person_id_of(request),
            card_id=saved_card_id,
            label=request.POST.get("label", ""),
        )
    except InvalidInput as error:
        messages.error(request, sentence(f"field.{error.fields['label']}"))
    return _back()


@audience.person
@require_POST
def remove(request: HttpRequest, saved_card_id: str) -> HttpResponse:
    """Let go of one, here at once and at its provider as soon as that answers."""
    releases = operations.remove_card(person_id=person_id_of(request), card_id=saved_card_id)
    try:
        for release_id in releases:
            operations.release_card(release_id=release_id)
    except GatewayUnavailable:
        said = _(
            "The card is gone here and can't be charged. Its provider does not answer right now; "
            "we tell it as soon as it does."
        )
        messages.warning(request, said)
    else:
        messages.success(request, _("The card is gone, here and at its provider."))
    return _back()


def _row(card: SavedCard) -> CardRow:
    trouble = ""
    if card.gone_at is not None:
        trouble = _("Its provider does not know it any more. Remove it, and pay with another.")
    elif is_expired(card):
        trouble = _("It has expired. Pay with the new one once and keep that.")
    return CardRow(
        id=card.public_id,
        title=told_card(card),
        label=card.label,
        note=told_expiry(card),
        provider=str(PROVIDERS.get(card.provider, card.provider)),
        country=country_name(card.country) if card.country else "",
        is_default=card.is_default,
        trouble=trouble,
    )


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse(HERE))
