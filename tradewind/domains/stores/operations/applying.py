"""A business asks to sell in the mall; the mall says yes, with a store, or no, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import IntegrityError, transaction

from tradewind.domains.identity.models import Person
from tradewind.domains.stores.errors import (
    ApplicationDecided,
    ApplicationWaits,
    DocumentUnreadable,
)
from tradewind.domains.stores.jobs import answer_application
from tradewind.domains.stores.models import ApplicationDocument, Store, StoreApplication
from tradewind.domains.stores.operations.inviting import invite
from tradewind.domains.stores.operations.opening import StoreFacts, open_store
from tradewind.domains.stores.rules import Role
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import audit
from tradewind.platform.files import storages
from tradewind.platform.i18n.languages import is_country, languages
from tradewind.platform.i18n.phones import check_phone

MOST_DOCUMENTS = 5
MOST_BYTES = 10 * 1024 * 1024
# By what a file begins with, never by its name.
_KINDS = ((b"%PDF-", ".pdf"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"))
_LONGEST = {"business": 80, "legal_name": 120, "contact": 120, "website": 200, "sells": 2000}
_REQUIRED = ("business", "contact", "email", "sells")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWords:
    """What an applicant says; `phone` as typed."""

    business: str
    contact: str
    email: str
    country: str
    currency: str
    sells: str
    legal_name: str = ""
    phone: str = ""
    website: str = ""
    language: str = "en"


_FIELDS = tuple(field.name for field in fields(ApplicationWords))


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was uploaded."""

    name: str
    content: IO[bytes]


def apply(*, words: ApplicationWords, documents: Sequence[Document] = ()) -> StoreApplication:
    """Ask to sell here. Raises `InvalidInput`, `DocumentUnreadable`, `ApplicationWaits` when that
    address asked already and waits.
    """
    columns = _checked(words)
    read = [_read(document) for document in _few(documents)]
    kept = [
        (
            name,
            storages.save(content, where="private", folder="applications", suffix=suffix),
            len(content),
        )
        for name, content, suffix in read
    ]
    try:
        with transaction.atomic():
            application = StoreApplication.objects.create(**columns, asked_at=clock.now())
            ApplicationDocument.objects.bulk_create(
                ApplicationDocument(application=application, name=name, file=file, size=size)
                for name, file, size in kept
            )
            audit.record(
                actor=None,
                action="stores.apply",
                subject=application.public_id,
                store_id=None,
            )
    except IntegrityError:
        raise ApplicationWaits from None
    return application


def approve_application(*, application_id: str, slug: str, actor: str) -> Store:
    """Open the store and invite the applicant as its owner; the letter with the link follows.

    Raises `ApplicationDecided`, `InvalidInput`, `NotFound`, `SlugTaken`.
    """
    with transaction.atomic():
        application = _waiting(application_id)
        store = open_store(
            slug=slug,
            name=application.business,
            country=application.country,
            currency=application.currency,
            owner_id=None,
            facts=StoreFacts(
                legal_name=application.legal_name,
                email=application.email,
                language=application.language,
            ),
        )
        _decide(application, StoreApplication.State.APPROVED, actor, store=store)
        inviter = Person.objects.get(public_id=actor)
        invite(store_id=store.pk, email=application.email, role=Role.OWNER, actor_id=inviter.pk)
    return store


def refuse_application(*, application_id: str, reason: str, actor: str) -> StoreApplication:
    """Say no and why; a letter tells the applicant. Raises `ApplicationDecided`, `InvalidInput`,
    `NotFound`.
    """
    words = " ".join(reason.split())
    if not words or len(words) > 500:
        raise InvalidInput({"reason": "too_long" if words else "required"})
    with transaction.atomic():
        application = _waiting(application_id)
        application.reason = words
        _decide(application, StoreApplication.State.REFUSED, actor)
        answer_application.defer(application_id=application.public_id)
    return application


def _waiting(application_id: str) -> StoreApplication:
    found = StoreApplication.objects.select_for_update().filter(public_id=application_id).first()
    if found is None:
        raise NotFound(id=application_id)
    if found.state != StoreApplication.State.WAITING:
        raise ApplicationDecided
    return found


def _decide(
    application: StoreApplication,
    state: StoreApplication.State,
    actor: str,
    store: Store | None = None,
) -> None:
    application.state = state
    application.decided_at = clock.now()
    application.decided_by = actor
    application.store = store
    application.save(update_fields=["state", "reason", "decided_at", "decided_by", "store"])
    audit.record(
        actor=actor,
        action=f"stores.application_{state.value}",
        subject=application.public_id,
        store_id=store.pk if store else None,
    )


def _checked(words: ApplicationWords) -> dict[str, str]:
    said = {name: getattr(words, name).strip() for name in _FIELDS}
    wrong = {name: "required" for name in _REQUIRED if not said[name]}
    wrong |= {name: "too_long" for name, most in _LONGEST.items() if len(said[name]) > most}
    if not is_country(said["country"]):
        wrong["country"] = "unknown"
    if said["currency"] not in settings.CURRENCIES:
        wrong["currency"] = "unknown"
    if said["language"] not in languages():
        wrong["language"] = "unknown"
    for name, check in (("email", validate_email), ("website", URLValidator(["http", "https"]))):
        if said[name] and name not in wrong:
            try:
                check(said[name])
            except ValidationError:
                wrong[name] = "invalid"
    if said["phone"] and "country" not in wrong:
        try:
            said["phone"] = check_phone(said["phone"], country=said["country"])
        except InvalidInput as error:
            wrong |= error.fields
    if wrong:
        raise InvalidInput(wrong)
    return said


def _few(documents: Sequence[Document]) -> Sequence[Document]:
    if len(documents) > MOST_DOCUMENTS:
        raise InvalidInput({"documents": "too_many"})
    return documents


def _read(document: Document) -> tuple[str, bytes, str]:
    content = document.content.read(MOST_BYTES + 1)
    suffix = next((suffix for begins, suffix in _KINDS if content.startswith(begins)), "")
    if not suffix or len(content) > MOST_BYTES:
        raise DocumentUnreadable(name=document.name, most=MOST_BYTES // 1024 // 1024)
    return document.name[-120:], content, suffix
