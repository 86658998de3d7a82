"""Putting banners on the mall's pages, changing them, and taking them off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tradewind.domains.notices.banners import forget_banners, get_banner
from tradewind.domains.notices.models import MallBanner
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.i18n.languages import is_country, languages

MOST = 50
"""That there are at a time: every page reads them."""
_LONGEST = 200
_PLACE = re.compile(r"([A-Z]{2})(-[A-Z0-9]{1,6})?")


class BannerColumns(TypedDict, total=False):
    """What an operator may set. `places` are ``CA`` or ``CA-ON``; `shown_until` is the first moment
    after; `translations` have the shape ``{"fr": {"sentence": "…"}}``."""

    sentence: str
    link: str
    audience: str
    languages: list[str]
    places: list[str]
    shown_from: datetime | None
    shown_until: datetime | None
    translations: dict[str, dict[str, str]]


def put_up(**columns: Unpack[BannerColumns]) -> MallBanner:
    """One more banner. Raises `InvalidInput`."""
    if MallBanner.objects.count() >= MOST:
        raise InvalidInput({"sentence": "too_many"})
    return _written(MallBanner(), {"sentence": "", **columns})


def change(*, banner_id: str, **columns: Unpack[BannerColumns]) -> MallBanner:
    """Change what is given; who dismissed it does not see it again. Raises `InvalidInput`,
    `NotFound`."""
    return _written(get_banner(banner_id=banner_id), dict(columns))


def take_off(*, banner_id: str) -> None:
    """Show it no longer. Safe to repeat."""
    MallBanner.objects.filter(public_id=banner_id).delete()
    _forget()


def _written(row: MallBanner, given: Mapping[str, Any]) -> MallBanner:
    faults = _faults(given)
    if faults:
        raise InvalidInput(faults)
    for name, value in given.items():
        setattr(row, name, value)
    if row.shown_from and row.shown_until and row.shown_until <= row.shown_from:
        raise InvalidInput({"shown_until": "too_small"})
    row.save()
    _forget()
    return row


def _forget() -> None:
    forget_banners()
    transaction.on_commit(forget_banners)


def _faults(given: Mapping[str, Any]) -> dict[str, str]:
    wrong = {}
    if "sentence" in given and (fault := _text_fault(given["sentence"])):
        wrong["sentence"] = fault
    link = given.get("link", "")
    # A path of the mall's own: its banners send nobody elsewhere.
    if link and (not link.startswith("/") or link.startswith("//") or set(link) & {"\\", "\0"}):
        wrong["link"] = "invalid"
    elif len(link) > _LONGEST:
        wrong["link"] = "too_long"
    if given.get("audience", MallBanner.Audience.ALL) not in MallBanner.Audience.values:
        wrong["audience"] = "unknown"
    if not set(given.get("languages", ())) <= set(languages()):
        wrong["languages"] = "unknown"
    if not all(_is_place(place) for place in given.get("places", ())):
        wrong["places"] = "unknown"
    for language, words in given.get("translations", {}).items():
        known = language in languages() and set(words) == {"sentence"}
        if not known or _text_fault(words["sentence"]):
            wrong[f"translations.{language}"] = "invalid"
    return wrong


def _text_fault(text: str) -> str:
    if not text.strip():
        return "required"
    if "\0" in text:
        return "invalid"
    return "too_long" if len(text) > _LONGEST else ""


def _is_place(place: str) -> bool:
    match = _PLACE.fullmatch(place)
    return match is not None and is_country(match[1])
