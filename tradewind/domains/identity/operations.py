"""Signing people up without a page, and what they may change about themselves."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from tradewind.domains.identity.models import Person
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.place import Place
from tradewind.platform import audit
from tradewind.platform.i18n.languages import languages
from tradewind.platform.i18n.negotiation import is_time_zone

_LONGEST_NAME = 120


class EmailTaken(TradewindError):
    """Somebody signed up with that e-mail address already."""

    code = "identity_email_taken"


def register(
    *,
    email: str,
    password: str | None,
    name: str = "",
    language: str = "en",
    is_operator: bool = False,
) -> Person:
    """A person whose e-mail address counts as verified, because whoever calls vouches for it.

    Without a password they set one through "forgot password". Raises `EmailTaken`, and
    `InvalidInput` for an address or password that can't be used.
    """
    address = _checked_email(email)
    person = Person(
        email=address, name=name[:_LONGEST_NAME], language=language, is_operator=is_operator
    )
    if password is None:
        person.set_unusable_password()
    else:
        check_password(password=password, person=person)
        person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
            EmailAddress.objects.create(user=person, email=address, primary=True, verified=True)
    except IntegrityError:
        raise EmailTaken from None
    return person


def create_operator(*, email: str, password: str, name: str = "") -> Person:
    """Somebody who runs the mall as a whole. Raises as `register` does."""
    with transaction.atomic():
        person = register(email=email, password=password, name=name, is_operator=True)
        audit.record(
            actor=None,
            action="identity.create_operator",
            subject=person.public_id,
            store_id=None,
        )
    return person


def check_password(*, password: str, person: Person | None = None) -> None:
    """Raises `InvalidInput` for a password that is too weak, with Django's `reasons`."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise InvalidInput({"password": "too_weak"}, reasons=error.messages) from None


def keep_look(*, person_id: int, look: str) -> None:
    """Remember how pages look for a member, in the wording of the look's cookie."""
    Person.objects.filter(pk=person_id).update(look=look[:200])


def change_profile(
    *,
    person_id: int,
    name: str | None = None,
    phone: str | None = None,
    language: str | None = None,
    currency: str | None = None,
    time_zone: str | None = None,
    shown_currency: str | None = None,
    place: Place | None = None,
) -> Person:
    """Save what a person says about themselves; None leaves a field as it is.

    `phone` is E.164 already, an empty `shown_currency` tells prices only as they are charged.
    Raises `InvalidInput`.
    """
    wrong: dict[str, str] = {}
    if name is not None and len(name.strip()) > _LONGEST_NAME:
        wrong["name"] = "too_long"
    if language is not None and language not in languages():
        wrong["language"] = "unknown"
    if time_zone is not None and not is_time_zone(time_zone):
        wrong["time_zone"] = "unknown"
    if wrong:
        raise InvalidInput(wrong)
    said = {
        "name": None if name is None else name.strip(),
        "phone": phone,
        "language": language,
        "currency": currency,
        "time_zone": time_zone,
        "shown_currency": shown_currency,
        "place": None if place is None else place.codes[0],
    }
    changed = {field: value for field, value in said.items() if value is not None}
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person_id)
        for field, value in changed.items():
            setattr(person, field, value)
        if changed:
            person.save(update_fields=list(changed))
    return person


def _checked_email(email: str) -> str:
    # allauth keeps addresses in lower case and looks for them so.
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise InvalidInput({"email": "invalid" if address else "required"}) from None
    return address
