"""Words as they are compared: for suggestions while typing, duplicates, and links. Pure."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

_WORD = re.compile(r"\w+")
_LINK = re.compile(r"(https?://|www\.|\b[\w-]+\.(com|net|org|shop|io|ru|cn|info|biz|xyz)\b)", re.I)
# Words of these scripts are short and carry their meaning at the front, endings come after.
_SHORT = frozenset({"ko", "ja", "zh"})
_LONG_BEGINNING, _SHORT_BEGINNING = 5, 2
_LEAST = 3
_MOST = 60


def beginnings(text: str, language: str) -> list[str]:
    """Distinct beginnings of the words of `text`, in order, marked with the language: ``fr:livra``.

    Case, accents and endings don't matter; words of one or two letters say too little.
    """
    is_short = language.split("-")[0] in _SHORT
    length, least = (_SHORT_BEGINNING, 1) if is_short else (_LONG_BEGINNING, _LEAST)
    found = dict.fromkeys(
        f"{language}:{word[:length]}" for word in _WORD.findall(plain(text)) if len(word) >= least
    )
    return list(found)[:_MOST]


def plain(text: str) -> str:
    """`text` without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def digest(text: str) -> str:
    """The same for texts that differ in case, accents, spaces and signs alone; empty for no words."""
    words = " ".join(_WORD.findall(plain(text)))
    return blake2b(words.encode(), digest_size=16).hexdigest() if words else ""


def has_link(text: str) -> bool:
    """Whether it leads somewhere else."""
    return _LINK.search(text) is not None
