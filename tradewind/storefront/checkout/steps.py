"""The parts of the checkout page that fold to a line once they are done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tradewind.kernel.errors import InvalidInput
from tradewind.platform.i18n.addresses import check_address

CONTACT, DELIVERY, PAYMENT = STEPS = ("contact", "delivery", "payment")
_CONTACT_FIELDS = frozenset({"email"})
_ELSEWHERE = frozenset({"note", "provider", "code", "split"})


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the form. `said` sums it up while it is folded; `is_next` takes the focus."""

    name: str
    said: str
    is_folded: bool = False
    is_next: bool = False


def steps(
    *,
    said: Mapping[str, str],
    done: Collection[str],
    foldable: Collection[str],
    faults: Collection[str],
    went_on: bool,
) -> Mapping[str, Step]:
    """`done` are the steps with everything in them, `foldable` those that may close, `faults` the
    fields that are wrong. After `went_on` the first that is open takes the focus.
    """
    wrong = {step_of(field) for field in faults}
    folded = {name for name in done if name in foldable and name not in wrong}
    following = next(name for name in STEPS if name not in folded or name == PAYMENT)
    return {
        name: Step(name, said.get(name, ""), name in folded, went_on and name == following)
        for name in STEPS
    }


def step_of(field: str) -> str:
    """The step a field of the form stands in; empty for the note, which stands in none."""
    if field in _ELSEWHERE:
        return ""
    return CONTACT if field in _CONTACT_FIELDS else DELIVERY


def is_email(text: str) -> bool:
    """Whether mail could go there."""
    try:
        validate_email(text.strip())
    except ValidationError:
        return False
    return True


def is_whole(country: str, address: Mapping[str, str]) -> bool:
    """Whether a parcel would find the way."""
    try:
        check_address(country, address)
    except InvalidInput:
        return False
    return bool(address.get("name", "").strip())


def in_a_line(parts: Sequence[str]) -> str:
    """Parts of an address as one reads them in passing."""
    return ", ".join(" ".join(part.split()) for part in parts if part.strip())
