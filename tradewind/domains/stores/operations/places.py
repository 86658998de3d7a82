"""Where a store's goods lie, and where it sells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from tradewind.domains.stores.errors import LastLocation, NameTaken
from tradewind.domains.stores.models import Location, Market
from tradewind.domains.stores.operations.locking import locked_store
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import audit
from tradewind.platform.i18n.languages import is_country, languages

_LONGEST_NAME = 60


def add_location(
    *,
    store_id: int,
    name: str,
    country: str,
    actor: str,
    region: str = "",
    address: Mapping[str, str] | None = None,
    position: int = 0,
) -> Location:
    """One more place to ship from; picking starts at the lowest `position`.

    Raises `NameTaken`, `InvalidInput`.
    """
    _check_location(name, country)
    try:
        with transaction.atomic():
            location = Location.objects.create(
                store_id=store_id,
                name=name.strip(),
                country=country,
                region=region,
                address=dict(address or {}),
                position=position,
            )
            _note(store_id, actor, "stores.add_location", location.public_id)
    except IntegrityError:
        raise NameTaken(name=name) from None
    return location


def change_location(
    *,
    store_id: int,
    location_id: str,
    actor: str,
    name: str | None = None,
    position: int | None = None,
    address: Mapping[str, str] | None = None,
) -> Location:
    """Rename or reorder a location; it stays in its country, where its goods are taxed.

    Raises `NotFound`, `NameTaken`, `InvalidInput`.
    """
    try:
        with transaction.atomic():
            location = _locked_location(store_id, location_id)
            if name is not None:
                _check_location(name, location.country)
                location.name = name.strip()
            if position is not None:
                location.position = position
            if address is not None:
                location.address = dict(address)
            location.save(update_fields=["name", "position", "address"])
            _note(store_id, actor, "stores.change_location", location.public_id)
    except IntegrityError:
        raise NameTaken(name=name) from None
    return location


def archive_location(*, store_id: int, location_id: str, actor: str) -> None:
    """Ship from there no more; its history stays. Again changes nothing.

    Raises `NotFound`, `LastLocation`.
    """
    with transaction.atomic():
        locked_store(store_id)
        location = _locked_location(store_id, location_id)
        if location.archived_at is not None:
            return
        in_use = Location.objects.for_store(store_id).filter(archived_at=None)
        if not in_use.exclude(pk=location.pk).exists():
            raise LastLocation
        location.archived_at = clock.now()
        location.save(update_fields=["archived_at"])
        _note(store_id, actor, "stores.archive_location", location.public_id)


def add_market(*, store_id: int, country: str, currency: str, language: str, actor: str) -> Market:
    """Sell in a country, in that currency and language. Raises `NameTaken`, `InvalidInput`."""
    _check_market(country, currency, language)
    try:
        with transaction.atomic():
            market = Market.objects.create(
                store_id=store_id, country=country, currency=currency, language=language
            )
            _note(store_id, actor, "stores.add_market", country)
    except IntegrityError:
        raise NameTaken(name=country) from None
    return market


def change_market(*, store_id: int, country: str, currency: str, language: str, actor: str) -> None:
    """Another currency or language in a country. Raises `NotFound`, `InvalidInput`."""
    _check_market(country, currency, language)
    with transaction.atomic():
        changed = (
            Market.objects.for_store(store_id)
            .filter(country=country)
            .update(currency=currency, language=language)
        )
        if not changed:
            raise NotFound(id=country)
        _note(store_id, actor, "stores.change_market", country)


def remove_market(*, store_id: int, country: str, actor: str) -> None:
    """Sell in a country no more. Raises `NotFound`."""
    with transaction.atomic():
        gone, _ = Market.objects.for_store(store_id).filter(country=country).delete()
        if not gone:
            raise NotFound(id=country)
        _note(store_id, actor, "stores.remove_market", country)


def _locked_location(store_id: int, location_id: str) -> Location:
    location = (
        Location.objects.for_store(store_id)
        .select_for_update()
        .filter(public_id=location_id)
        .first()
    )
    if location is None:
        raise NotFound(id=location_id)
    return location


def _check_location(name: str, country: str) -> None:
    wrong: dict[str, str] = {}
    if not name.strip():
        wrong["name"] = "required"
    elif len(name.strip()) > _LONGEST_NAME:
        wrong["name"] = "too_long"
    if not is_country(country):
        wrong["country"] = "unknown"
    if wrong:
        raise InvalidInput(wrong)


def _check_market(country: str, currency: str, language: str) -> None:
    known: dict[str, Any] = {
        "country": is_country(country),
        "currency": currency in settings.CURRENCIES,
        "language": language in languages(),
    }
    wrong = {field: "unknown" for field, is_known in known.items() if not is_known}
    if wrong:
        raise InvalidInput(wrong)


def _note(store_id: int, actor: str, action: str, subject: str) -> None:
    audit.record(actor=actor, action=action, subject=subject, store_id=store_id)
