"""What the form says of points, deposit and gift cards.

Nothing of it is kept between two requests but by the form itself. A card's code comes back signed:
only one that was found before does, so that nobody tries codes without being counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tradewind.domains.loyalty import operations as loyalty
from tradewind.domains.loyalty.rules.gifts import normalised
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.platform.http.sentences import sentence
from tradewind.platform.http.throttles import client_ip, count
from tradewind.storefront.proving import check_digits, kept_proof, send_code

MOST_CARDS = 5
_SALT = "storefront.gift"


@dataclass(frozen=True, slots=True)
class Asked:
    """`points` as typed; `cards` are codes that were found, `card_typed` one that was not;
    `code_id` is a one-time code on its way to `contact`, `proof` what it showed. `errors` are
    sentences by field.
    """

    points: str = ""
    wants_deposit: bool = False
    cards: Sequence[str] = ()
    card_typed: str = ""
    contact: str = ""
    code_id: str = ""
    proof: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


def sealed(code: str) -> str:
    """A card's code as the form carries it."""
    return signing.dumps(code, salt=_SALT)


def asked_of(request: HttpRequest, *, country: str) -> Asked:
    """What was typed and pressed: a new card is looked up, a one-time code sent or checked."""
    told, errors = request.POST, dict[str, str]()
    cards = [code for code in map(_opened, told.getlist("gift_card")) if code]
    dropped = told.get("drop_card", "")
    cards = [code for place, code in enumerate(cards) if str(place) != dropped]
    typed = told.get("gift", "").strip()
    try:
        cards, typed = _with(cards, typed, request), ""
    except TradewindError as error:
        errors["gift"] = _told(error)
    code_id, proof = told.get("otp_id", "")[:40], told.get("proof", "")[:500] or kept_proof(request)
    contact = told.get("contact", "").strip()[:254]
    try:
        match told.get("prove"):
            case "send":
                code_id = send_code(request, contact=contact, country=country)
            case "check":
                proof, code_id = check_digits(request, code_id=code_id), ""
            case _:
                pass
    except TradewindError as error:
        errors["contact" if told.get("prove") == "send" else "digits"] = _told(error)
    return Asked(
        points=told.get("points", "").strip()[:20],
        wants_deposit="deposit" in told,
        cards=cards,
        card_typed=typed[:40],
        contact=contact,
        code_id=code_id,
        proof=proof,
        errors=errors,
    )


def _with(cards: Sequence[str], typed: str, request: HttpRequest) -> list[str]:
    """The cards and the one that was typed. Raises `GiftUnknown`, `TooManyRequests`, `InvalidInput`."""
    if not typed:
        return list(cards)
    if len(cards) >= MOST_CARDS:
        raise InvalidInput({"gift": "too_many"})
    if normalised(typed) in {normalised(code) for code in cards}:
        raise InvalidInput({"gift": "taken"})
    count(name="gift.balance", who=f"ip:{client_ip(request)}", limit=10, seconds=60)
    loyalty.find_card(code=typed)
    return [*cards, typed]


def _opened(token: str) -> str:
    try:
        return str(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return ""


def _told(error: TradewindError) -> str:
    if isinstance(error, InvalidInput):
        code = next(iter(error.fields.values()))
        if code == "taken":
            return _("This card is in use here already.")
        return sentence(f"field.{code}")
    return sentence(error.code, error.details)
