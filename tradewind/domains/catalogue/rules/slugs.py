"""Addresses people can read, whatever script a title is written in."""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяөүіїєґ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "yo",
            "zh",
            "z",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "_",
            "y",
            "_",
            "e",
            "yu",
            "ya",
            "o",
            "u",
            "i",
            "yi",
            "ye",
            "g",
        ],
        strict=True,
    )
)
_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوية",
        [
            "a",
            "b",
            "t",
            "th",
            "j",
            "h",
            "kh",
            "d",
            "dh",
            "r",
            "z",
            "s",
            "sh",
            "s",
            "d",
            "t",
            "z",
            "a",
            "gh",
            "f",
            "q",
            "k",
            "l",
            "m",
            "n",
            "h",
            "w",
            "y",
            "a",
        ],
        strict=True,
    )
)
_LATIN = {"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
_LETTERS = _CYRILLIC | _ARABIC | _LATIN
# Unicode's own names of these letters are how they sound.
_NAMED_BY_SOUND = re.compile(
    r"(?:HANGUL SYLLABLE|HIRAGANA LETTER(?: SMALL)?|KATAKANA LETTER(?: SMALL)?"
    r"|GREEK SMALL LETTER) ([A-Z]+)"
)
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def slug_of(*texts: str, longest: int = 110) -> str:
    """The first of `texts` that gives letters, in a-z, 0-9 and hyphens; ``item`` when none does.

    Latin letters lose their accents, Cyrillic, Arabic, Greek, Korean and Japanese syllables are
    spelt out; ideographs have no one sound and are left out.
    """
    for text in texts:
        slug = _NOT_IN_SLUG.sub("-", "".join(map(_spelt, _folded(text)))).strip("-")
        if slug:
            return _cut(slug, longest)
    return "item"


def _folded(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text[:400]).lower()
    return "".join(
        letter
        if letter in _LETTERS or _NAMED_BY_SOUND.match(unicodedata.name(letter, ""))
        else _without_marks(letter)
        for letter in composed
    )


def _without_marks(letter: str) -> str:
    return "".join(
        part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)
    )


def _spelt(letter: str) -> str:
    if letter.isascii():
        return "" if letter == "'" else letter
    if letter == "’":
        return ""
    if letter in _LETTERS:
        return _LETTERS[letter].replace("_", "")
    named = _NAMED_BY_SOUND.match(unicodedata.name(letter, ""))
    return named[1].lower() if named else " "


def _cut(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    head = slug[:longest]
    return (head.rpartition("-")[0] or head).strip("-")
