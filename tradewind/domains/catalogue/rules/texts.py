"""Every text of a product that may be said in another language. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

TITLE, SUMMARY, DESCRIPTION, CARE = "title", "summary", "description", "care"
OPTION, VALUE, ALT = "option", "value", "alt"
WORDS = (TITLE, SUMMARY, DESCRIPTION, CARE)
_LONGEST = {TITLE: 300, SUMMARY: 300, DESCRIPTION: 100_000, CARE: 100_000, ALT: 200}
_LONGEST_NAME = 80
# "XL", "42" and "ml" are the same everywhere.
_WORD = re.compile(r"[^\W\d_]{3}")


class PictureWords(NamedTuple):
    """What is said of a picture; `media_id` is its public id."""

    media_id: str
    alt: str
    alt_translations: Mapping[str, str]
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text and what it is in other languages.

    `key` names it within its product, `kind` is one of the constants above, `of` is the option a
    value belongs to or the file of the picture described.
    """

    key: str
    kind: str
    source: str
    said: Mapping[str, str]
    of: str = ""

    @property
    def most(self) -> int:
        """How many letters a translation may have."""
        return _LONGEST.get(self.kind, _LONGEST_NAME)

    def is_missing(self, language: str) -> bool:
        """Whether readers of `language` see the store's own words here, and should not."""
        if self.said.get(language, "").strip():
            return False
        if self.kind in (OPTION, VALUE):
            return bool(_WORD.search(self.source))
        return bool(self.source.strip())


def texts(
    *,
    words: Mapping[str, str],
    translations: Mapping[str, Mapping[str, str]],
    options: Sequence[Mapping[str, Any]],
    pictures: Sequence[PictureWords],
) -> list[Text]:
    """All of them in the order a page shows them; those of `WORDS` also when nothing is said."""
    found = [
        Text(key=name, kind=name, source=words[name], said=_in_each(translations, name))
        for name in WORDS
    ]
    for option in options:
        told: Mapping[str, Mapping[str, Any]] = option.get("translations", {})
        name = option["name"]
        found.append(
            Text(key=option_key(name), kind=OPTION, source=name, said=_in_each(told, "name"))
        )
        values = {language: said.get("values", {}) for language, said in told.items()}
        found += [
            Text(
                key=value_key(name, value),
                kind=VALUE,
                source=value,
                said=_in_each(values, value),
                of=name,
            )
            for value in option["values"]
        ]
    found += [
        Text(
            key=alt_key(picture.media_id),
            kind=ALT,
            source=picture.alt,
            said=picture.alt_translations,
            of=picture.file,
        )
        for picture in pictures
    ]
    return found


def option_key(name: str) -> str:
    """The key of an option's name."""
    return f"option:{name}"


def value_key(option: str, value: str) -> str:
    """The key of one value of an option."""
    return f"value:{option}:{value}"


def alt_key(media_id: str) -> str:
    """The key of what can be seen on a picture."""
    return f"alt:{media_id}"


def said_options(
    options: Sequence[Mapping[str, Any]], language: str, words: Mapping[str, str]
) -> list[dict[str, Any]]:
    """`options` with those of `words` (key → text, empty: not said) that are theirs."""
    told = []
    for option in options:
        languages = {code: dict(said) for code, said in option.get("translations", {}).items()}
        said = languages.get(language, {})
        name = words.get(option_key(option["name"]), said.get("name", "")).strip()
        values = {
            value: text
            for value in option["values"]
            if (
                text := words.get(
                    value_key(option["name"], value), said.get("values", {}).get(value, "")
                ).strip()
            )
        }
        kept = ({"name": name} if name else {}) | ({"values": values} if values else {})
        languages.pop(language, None)
        if kept:
            languages[language] = kept
        bare = {field: held for field, held in option.items() if field != "translations"}
        told.append(bare | ({"translations": languages} if languages else {}))
    return told


def _in_each(translations: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, str]:
    return {code: said[name] for code, said in translations.items() if said.get(name)}
