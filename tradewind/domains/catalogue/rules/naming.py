"""How a product is named in the reader's language. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """A variant as it is called: the product's title and the value of each option."""

    title: str
    choices: tuple[str, ...]


def words(
    *,
    title: str,
    translations: Mapping[str, Mapping[str, str]],
    options: Sequence[Mapping[str, Any]],
    choices: Sequence[str],
    language: str,
) -> Words:
    """Title and choices in `language`, each as written where it has no translation.

    `options` is the product's list; an option's translations have the shape
    ``{"fr": {"name": "Couleur", "values": {"Red": "Rouge"}}}``.
    """
    return Words(
        title=translations.get(language, {}).get("title") or title,
        choices=tuple(
            option_value(option, value, language)
            for option, value in zip(options, choices, strict=False)
        ),
    )


def option_value(option: Mapping[str, Any], value: str, language: str) -> str:
    """An option's value in `language`."""
    translated = option.get("translations", {}).get(language, {})
    return str(translated.get("values", {}).get(value) or value)


def option_name(option: Mapping[str, Any], language: str) -> str:
    """An option's name in `language`."""
    translated = option.get("translations", {}).get(language, {})
    return str(translated.get("name") or option["name"])


def attribute_value(translations: Mapping[str, Any], value: str, language: str) -> str:
    """A text of an attribute in `language`.

    `translations` is the attribute's: ``{"fr": {"label": "Matière", "values": {"Wool": "Laine"}}}``.
    """
    return str(translations.get(language, {}).get("values", {}).get(value) or value)
