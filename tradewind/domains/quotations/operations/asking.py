"""Asking for a price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.catalogue.queries import sellable_ids
from tradewind.domains.quotations.models import Message, Quotation, Side, WantedLine
from tradewind.domains.quotations.operations.locking import tell
from tradewind.domains.quotations.rules import LONGEST_MESSAGE, MOST_LINES, MOST_PIECES, State
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import throttles

_AN_HOUR, _HOUR = 10, 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks, and what for. `lines` maps variants (public ids) to pieces; a member's `person_id`."""

    lines: Mapping[str, int]
    email: str
    name: str
    message: str
    wanted_on: date | None
    currency: str
    country: str
    region: str
    language: str
    person_id: int | None = None


def ask(*, asking: Asking) -> list[Quotation]:
    """A request to each seller of what is asked for, by the order of the lines; all or none.

    Raises `InvalidInput`, `NotFound` for a variant that is not on sale, `TooManyRequests`.
    """
    _check(asking)
    found = sellable_ids(variant_public_ids=asking.lines)
    for variant_id in asking.lines:
        if variant_id not in found:
            raise NotFound(id=variant_id)
    throttles.count(
        name="quotation", who=asking.email.strip().lower(), limit=_AN_HOUR, seconds=_HOUR
    )
    rows = Variant.objects.across_stores("a shopper asks any seller").filter(pk__in=found.values())
    variants = {row.public_id: row for row in rows.select_related("store")}
    by_store: dict[int, list[str]] = {}
    for variant_id in asking.lines:
        by_store.setdefault(variants[variant_id].store_id, []).append(variant_id)
    with transaction.atomic():
        return [
            _asked(asking, {name: variants[name] for name in names}) for names in by_store.values()
        ]


def _asked(asking: Asking, variants: Mapping[str, Variant]) -> Quotation:
    now = clock.now()
    store = next(iter(variants.values())).store
    row = Quotation.objects.create(
        store=store,
        token=ids.new_token(),
        person_id=asking.person_id,
        email=asking.email.strip(),
        name=asking.name.strip(),
        language=asking.language,
        currency=asking.currency,
        country=asking.country,
        region=asking.region,
        wanted_on=asking.wanted_on,
        waits_since=now,
        asked_at=now,
        state=State.ASKED,
    )
    WantedLine.objects.bulk_create(
        WantedLine(store_id=store.pk, quotation=row, variant=variant, quantity=asking.lines[name])
        for name, variant in variants.items()
    )
    if asking.message.strip():
        Message.objects.create(
            store_id=store.pk,
            quotation=row,
            by=Side.SHOPPER,
            text=asking.message.strip(),
            said_at=now,
        )
    tell(row, "", by=Side.SHOPPER)
    return row


def _check(asking: Asking) -> None:
    wrong: dict[str, str] = {}
    try:
        validate_email(asking.email.strip())
    except ValidationError:
        wrong["email"] = "invalid" if asking.email.strip() else "required"
    name = asking.name.strip()
    if not name or len(name) > 120:
        wrong["name"] = "too_long" if name else "required"
    if len(asking.message) > LONGEST_MESSAGE:
        wrong["message"] = "too_long"
    if "\0" in asking.message + name:
        wrong["message"] = "invalid"
    if asking.wanted_on is not None and asking.wanted_on < clock.now().date():
        wrong["wanted_on"] = "too_small"
    if not 1 <= len(asking.lines) <= MOST_LINES:
        wrong["lines"] = "too_long" if asking.lines else "required"
    for quantity in asking.lines.values():
        if not 1 <= quantity <= MOST_PIECES:
            wrong["quantity"] = "too_large" if quantity > 0 else "too_small"
    if wrong:
        raise InvalidInput(wrong)
