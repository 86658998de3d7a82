"""What buyers show of themselves, in words, and those who are like the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tradewind.domains.discovery.queries.tastes import find_taste
from tradewind.domains.discovery.rules.tastes import SKIN_TYPES
from tradewind.domains.engagement.queries.buyers import (
    FIT,
    SAID_LARGE,
    SAID_SMALL,
    SAID_TRUE,
    SKIN_TYPE,
    USUAL_SIZE,
)


def fit_names() -> list[tuple[str, str]]:
    """How something fits, to choose from."""
    return [
        (SAID_SMALL, pgettext("fit", "Runs small")),
        (SAID_TRUE, pgettext("fit", "True to size")),
        (SAID_LARGE, pgettext("fit", "Runs large")),
    ]


def skin_names() -> list[tuple[str, str]]:
    """Kinds of skin, to choose from."""
    names = {
        "dry": _("Dry"),
        "normal": _("Normal"),
        "combination": _("Combination"),
        "oily": _("Oily"),
        "sensitive": _("Sensitive"),
    }
    return [(code, names[code]) for code in SKIN_TYPES]


def about_words(about: Mapping[str, str]) -> list[str]:
    """What an author shows, known things in the reader's language, others as they were written."""
    labels = {FIT: _("Fit"), SKIN_TYPE: _("Skin"), USUAL_SIZE: _("Usual size")}
    values = {FIT: dict(fit_names()), SKIN_TYPE: dict(skin_names())}
    return [
        f"{labels.get(name, name)}: {values.get(name, {}).get(value, value)}"
        for name, value in about.items()
    ]


def like_reader(person_id: int | None) -> list[dict[str, str]]:
    """What reviews of buyers like a member hold, any of it: their skin, their sizes. Empty for a
    guest and for who told nothing. One statement for a member."""
    taste: Any = find_taste(person_id=person_id) if person_id is not None else None
    if taste is None:
        return []
    skin = [{SKIN_TYPE: taste.skin_type}] if taste.skin_type else []
    return [*skin, *({USUAL_SIZE: size.upper()} for size in taste.sizes)]
