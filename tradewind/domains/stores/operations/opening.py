"""A seller joins the mall, and says about itself what shoppers read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from tradewind.domains.stores.errors import SlugTaken
from tradewind.domains.stores.events import StoreChanged, StoreOpened
from tradewind.domains.stores.models import Location, StaffMember, Store
from tradewind.domains.stores.operations.locking import locked_store
from tradewind.domains.stores.rules import RESERVED_SLUGS, Role
from tradewind.kernel.errors import InvalidInput
from tradewind.platform import audit
from tradewind.platform.events import publish
from tradewind.platform.i18n.languages import is_country, languages
from tradewind.platform.i18n.negotiation import is_time_zone

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFacts:
    """What a store may say about itself; None leaves a field as it is.

    `mark` names a public file, its logo; `palette` the colours it is drawn in.
    """

    name: str | None = None
    legal_name: str | None = None
    tagline: str | None = None
    story: str | None = None
    email: str | None = None
    language: str | None = None
    time_zone: str | None = None
    palette: Mapping[str, Any] | None = None
    mark: str | None = None
    translations: Mapping[str, Mapping[str, str]] | None = None

    @property
    def said(self) -> dict[str, Any]:
        """The fields that were given."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in given.items() if value is not None}


def open_store(
    *,
    slug: str,
    name: str,
    country: str,
    currency: str,
    owner_id: int | None,
    region: str = "",
    prices_include_tax: bool = False,
    commission_bp: int = 1000,
    facts: StoreFacts | None = None,
    location: str = "",
) -> Store:
    """A store that sells at once, its owner and the first place it ships from.

    `location` names that place, by default as the store. Raises `SlugTaken`, `InvalidInput`.
    """
    said = (facts or StoreFacts()).said
    wrong = _faults({**said, "name": name})
    if not _SLUG.fullmatch(slug) or len(slug) > 60:
        wrong["slug"] = "invalid"
    elif slug in RESERVED_SLUGS:
        wrong["slug"] = "taken"
    if not is_country(country):
        wrong["country"] = "unknown"
    if currency not in settings.CURRENCIES:
        wrong["currency"] = "unknown"
    if wrong:
        raise InvalidInput(wrong)
    try:
        with transaction.atomic():
            store = Store.objects.create(
                **{
                    **said,
                    "slug": slug,
                    "name": name.strip(),
                    "country": country,
                    "region": region,
                    "currency": currency,
                    "prices_include_tax": prices_include_tax,
                    "commission_bp": commission_bp,
                }
            )
            Location.objects.create(
                store=store, name=(location or name)[:60], country=country, region=region
            )
            if owner_id is not None:
                StaffMember.objects.create(store=store, person_id=owner_id, role=Role.OWNER)
            audit.record(
                actor=None, action="stores.open", subject=store.public_id, store_id=store.pk
            )
            publish(StoreOpened(store_id=store.public_id))
    except IntegrityError:
        raise SlugTaken(slug=slug) from None
    return store


def change_store(*, store_id: int, facts: StoreFacts, actor: str) -> Store:
    """Save what a store says about itself. Saying the same again changes nothing.

    Raises `InvalidInput`, `NotFound`.
    """
    wrong = _faults(facts.said)
    if wrong:
        raise InvalidInput(wrong)
    with transaction.atomic():
        store = locked_store(store_id)
        changed = [name for name, value in facts.said.items() if getattr(store, name) != value]
        if changed:
            for name in changed:
                setattr(store, name, facts.said[name])
            store.save(update_fields=[*changed, "updated_at"])
            audit.record(
                actor=actor,
                action="stores.change",
                subject=store.public_id,
                store_id=store.pk,
                changes={"fields": [None, changed]},
            )
            publish(StoreChanged(store_id=store.public_id, fields=changed))
    return store


_LONGEST = {"name": 80, "legal_name": 120, "tagline": 140, "story": 5_000}


def _faults(said: Mapping[str, Any]) -> dict[str, str]:
    wrong = {
        field: "too_long" for field, most in _LONGEST.items() if len(said.get(field, "")) > most
    }
    if "name" in said and not said["name"].strip():
        wrong["name"] = "required"
    if said.get("email") and not _is_email(said["email"]):
        wrong["email"] = "invalid"
    if "language" in said and said["language"] not in languages():
        wrong["language"] = "unknown"
    if "time_zone" in said and not is_time_zone(said["time_zone"]):
        wrong["time_zone"] = "unknown"
    return wrong


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
