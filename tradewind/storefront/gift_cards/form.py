"""The form of a gift card: what was typed, and what it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date

from tradewind.domains.loyalty.operations.buying_gifts import AT_ONCE
from tradewind.domains.loyalty.queries import GiftOffer
from tradewind.domains.loyalty.rules.giving import (
    DESIGNS,
    LONGEST,
    MOST_AHEAD,
    GiftWords,
)
from tradewind.domains.loyalty.wording import DESIGNS as DESIGN_NAMES
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import BadAmount, Money
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.amounts import read_amount
from tradewind.platform.i18n.languages import current
from tradewind.storefront.checkout.ways import Way, ways_to_pay
from tradewind.storefront.shopper import shopper_of

OTHER = "other"
_MORNING = time(9)


@dataclass(frozen=True, slots=True)
class GiftForm:
    """The page. `offer` None: no cards are sold in the currency. `amounts` are value and words,
    the last of them for another amount; `errors` are sentences by field, `problem` one for all.
    """

    offer: GiftOffer | None
    currency: str
    amounts: Sequence[tuple[str, str]]
    designs: Sequence[tuple[str, str]]
    typed: Mapping[str, str]
    asks_email: bool
    ways: Sequence[Way]
    first_day: str
    last_day: str
    most: int
    key: str
    errors: Mapping[str, str]
    problem: str


def gift_form(
    request: HttpRequest,
    offer: GiftOffer | None,
    *,
    typed: Mapping[str, str],
    key: str,
    errors: Mapping[str, str],
    problem: str,
) -> GiftForm:
    """The page as it stands; what was typed stays."""
    shopper, today = shopper_of(request), timezone.localdate(clock.now())
    chosen = {"minor": "", "design": DESIGNS[0], **typed}
    if offer is not None and not chosen["minor"]:
        chosen["minor"] = str(offer.amounts[0].minor) if offer.amounts else OTHER
    return GiftForm(
        offer=offer,
        currency=shopper.currency,
        amounts=[(str(one.minor), formats.money(one)) for one in offer.amounts] if offer else [],
        designs=[(code, str(DESIGN_NAMES[code])) for code in DESIGNS],
        typed=chosen,
        asks_email=not shopper.email,
        ways=ways_to_pay(
            total=offer.least,
            country=shopper.place.country,
            typed=typed,
            person_id=shopper.person_id,
            within=AT_ONCE,
        )
        if offer
        else (),
        first_day=today.isoformat(),
        last_day=(today + MOST_AHEAD - timedelta(days=1)).isoformat(),
        most=LONGEST["message"],
        key=key,
        errors=errors,
        problem=problem,
    )


def amount_of(request: HttpRequest) -> Money:
    """What the card is to be worth. Raises `InvalidInput`."""
    currency, told = shopper_of(request).currency, request.POST.get("minor", "")
    if told == OTHER:
        try:
            return read_amount(request.POST.get("other", ""), currency, current())
        except BadAmount:
            raise InvalidInput({"other": "invalid"}) from None
    if not (told.isascii() and told.isdecimal() and len(told) <= 12):
        raise InvalidInput({"minor": "required"})
    return Money(int(told), currency)


def words_of(request: HttpRequest) -> GiftWords:
    """What goes with the card. Raises `InvalidInput` for a day that is none."""
    told = request.POST
    return GiftWords(
        recipient=told.get("recipient", ""),
        email=told.get("email", ""),
        sender=told.get("sender", ""),
        message=told.get("message", ""),
        design=told.get("design", DESIGNS[0]),
        deliver_at=_morning_of(told.get("deliver_on", "")),
    )


def _morning_of(text: str) -> datetime | None:
    """Nine o'clock of that day where the shopper is; None for now, also where that is over."""
    if not text.strip():
        return None
    try:
        day = parse_date(text.strip())
    except ValueError:
        day = None
    if day is None:
        raise InvalidInput({"deliver_on": "invalid"})
    moment = datetime.combine(day, _MORNING, tzinfo=timezone.get_current_timezone())
    return moment if moment > clock.now() else None
