"""The ways to pay that a checkout offers, what each must be told, and what a shopper chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import segno
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from tradewind.domains.payments import gateways
from tradewind.domains.payments.gateways import Offer
from tradewind.domains.payments.models import Payment, SavedCard
from tradewind.domains.payments.ports import Instructions, OfferContext, Payer
from tradewind.domains.payments.queries import find_instructions, list_usable_cards
from tradewind.domains.payments.wording import FIELDS, METHODS
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import BadAmount, Money
from tradewind.platform.http.sentences import sentence
from tradewind.platform.http.throttles import client_ip
from tradewind.platform.i18n.amounts import read_amount
from tradewind.platform.i18n.languages import current
from tradewind.storefront.cards import told_card, told_expiry

NAME, SECOND = "provider", "provider2"
SPLIT = "split"
FIELD_PREFIX = {NAME: "pay.", SECOND: "pay2."}


@dataclass(frozen=True, slots=True)
class WayField:
    """Something to enter for one way to pay."""

    name: str
    kind: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to pay as the page shows it. `keep_name` is the box that lets the card be kept, empty
    where it can't be; `is_kept` that it is ticked.
    """

    value: str
    title: str
    note: str
    icon: str
    fields: Sequence[WayField]
    is_chosen: bool
    keep_name: str = ""
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a shopper needs to pay by hand: `qr` is an SVG."""

    reference: str
    lines: Sequence[tuple[str, str]]
    qr: SafeString
    links: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Split:
    """Paying in two ways: `amount` as typed is what the first one pays, `ways` are the second's."""

    amount: str
    error: str
    ways: Sequence[Way]

    @property
    def is_on(self) -> bool:
        return bool(self.amount)


def split_of(
    *, left: Money, country: str, typed: Mapping[str, str], person_id: int | None
) -> Split:
    """How the second part may be paid. What is wrong with the amount is said as a sentence."""
    amount, error = typed.get(SPLIT, "").strip()[:20], ""
    try:
        first_part(amount, left)
    except InvalidInput as refused:
        error = sentence(f"field.{refused.fields[SPLIT]}")
    ways = ways_to_pay(total=left, country=country, typed=typed, person_id=person_id, name=SECOND)
    return Split(amount, error, ways)


def first_part(text: str, left: Money) -> Money | None:
    """What the first of two ways pays of `left`, None for all of it. Raises `InvalidInput`."""
    if not text:
        return None
    try:
        part = read_amount(text, left.currency, current())
    except BadAmount:
        raise InvalidInput({SPLIT: "invalid"}) from None
    if not 0 < part.minor < left.minor:
        raise InvalidInput({SPLIT: "too_small" if part.minor <= 0 else "too_large"})
    return part


def ways_to_pay(
    *,
    total: Money,
    country: str,
    typed: Mapping[str, str],
    person_id: int | None,
    name: str = NAME,
    within: timedelta | None = None,
) -> list[Way]:
    """Every way offered for this sum there, kept cards before all, the first one chosen unless
    another was; only those that hold goods no longer than `within`.
    """
    offers = gateways.offers(OfferContext(total, country))
    found = [one for one in offers if within is None or one.method.hold <= within]
    keepers = {offer.provider: offer for offer in found if offer.method.keeps_cards}
    kept = list_usable_cards(person_id=person_id) if person_id is not None and keepers else []
    cards = [card for card in kept if card.provider in keepers]
    values = [_value(keepers[card.provider], card) for card in cards]
    values += [_value(offer) for offer in found]
    chosen = typed.get(name, "")
    chosen = chosen if chosen in values else next(iter(values), "")
    ways = [_way(offer, chosen, typed, FIELD_PREFIX[name], person_id) for offer in found]
    return [_card_way(keepers[card.provider], card, chosen) for card in cards] + ways


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the form named: `card_id` is empty but for a kept card."""

    provider: str
    method: str
    card_id: str = ""
    keeps_card: bool = False


def chosen_way(request: HttpRequest, name: str = NAME) -> Chosen:
    """The way the form named; a provider alone means its card."""
    value = request.POST.get(name, "")
    provider, method, card_id = [*value.split(":"), "", ""][:3]
    return Chosen(
        provider=provider[:20],
        method=method[:20] or "card",
        card_id=card_id[:40],
        keeps_card=_keep_name(FIELD_PREFIX[name], value) in request.POST,
    )


def payer_of(request: HttpRequest, name: str = NAME) -> Payer:
    """What the form told of who pays, for the way that was chosen."""
    prefix = f"{FIELD_PREFIX[name]}{request.POST.get(name, '')}."
    told = {
        field.removeprefix(prefix): str(value)[:100]
        for field, value in request.POST.items()
        if field.startswith(prefix)
    }
    return Payer(
        phone=request.POST.get("phone", "")[:40],
        ip=client_ip(request),
        fields=told,
    )


def by_hand(payment: Payment | None) -> ByHand | None:
    """The instructions of a payment that waits for its shopper, where it has any."""
    told = find_instructions(payment_id=payment.public_id) if payment else None
    if told is None:
        return None
    lines = [(str(FIELDS.get(code, code)), value) for code, value in told.lines]
    return ByHand(reference=told.reference, lines=lines, qr=_qr(told), links=told.links)


def _card_way(offer: Offer, card: SavedCard, chosen: str) -> Way:
    value = _value(offer, card)
    return Way(
        value=value,
        title=told_card(card),
        note=told_expiry(card),
        icon=offer.method.logo,
        fields=(),
        is_chosen=value == chosen,
    )


def _way(
    offer: Offer, chosen: str, typed: Mapping[str, str], prefix: str, person_id: int | None
) -> Way:
    value = _value(offer)
    keep_name = _keep_name(prefix, value) if offer.method.keeps_cards and person_id else ""
    title, note = METHODS.get((offer.provider, offer.method.code), (offer.provider, ""))
    return Way(
        value=value,
        title=str(title),
        note=str(note),
        icon=offer.method.logo,
        fields=[
            WayField(
                name=(name := f"{prefix}{value}.{field.code}"),
                kind=field.kind,
                label=str(FIELDS.get(field.code, field.code)),
                value=typed.get(name, ""),
            )
            for field in offer.method.fields
        ],
        is_chosen=value == chosen,
        keep_name=keep_name,
        is_kept=keep_name in typed,
    )


def _value(offer: Offer, card: SavedCard | None = None) -> str:
    value = f"{offer.provider}:{offer.method.code}"
    return f"{value}:{card.public_id}" if card else value


def _keep_name(prefix: str, value: str) -> str:
    return f"{prefix}{value}.keep"


def _qr(told: Instructions) -> SafeString:
    if not told.qr_text:
        return SafeString("")
    drawn = segno.make(told.qr_text, error="m")
    # Dark on light whatever the theme, with the quiet zone scanners need; segno writes no input in it.
    svg = drawn.svg_inline(scale=6, border=4, dark="#000", light="#fff")
    return mark_safe(svg)  # noqa: S308
