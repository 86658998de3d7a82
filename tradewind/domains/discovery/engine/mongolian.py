"""Mongolian words to terms, alike whether typed in Cyrillic or in Latin letters.

Many Mongolians type without a Cyrillic keyboard, each in their own spelling: "хүүхэд" is "huuhed",
"hvvhed" or "khuukhed". A term is what these have in common: the sounds in Latin letters, without
length, without the short vowel that comes and goes before an ending ("хүүхдийн", of a child), and
without the ending itself.
"""

from __future__ import annotations

import re

# Folding has already turned "ё" into "е" and "й" into "и". "в" sounds as Latin "v" is typed for "ү".
_LETTERS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "u", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ү": "u", "ф": "f", "х": "h", "ц": "c", "ч": "q", "ш": "x", "щ": "x",
        "ъ": "", "ы": "i", "ь": "i", "э": "e", "ю": "iu", "я": "ia",
    }
)  # fmt: skip
# In Latin typing only; "q" and "x" stand for one sound each from here on.
_SPELLINGS = (
    ("kh", "h"), ("x", "h"), ("q", "k"), ("ch", "q"), ("sh", "x"), ("zh", "j"), ("ts", "c"),
    ("ye", "e"), ("yo", "e"), ("y", "i"), ("v", "u"), ("w", "u"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
# Of; object; with; by means of; from; plural. Taken from what leaves three letters at least.
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ii?n|nii?|ii?g|t[aeo]i|aa[rs]|ee[rs]|oo[rs]|[nq]?uud)$")
_FINAL_VOWEL = re.compile(r"(?<=[a-z]{3})[aeiou]$")
_LAST_SHORT_VOWEL = re.compile(r"(?<=[aeiou])([^aeiou]+)[aeiou]([^aeiou])$")
_LATIN = re.compile(r"[a-z]+")


def mongolian_term(word: str) -> str:
    """The term of one folded word."""
    if _LATIN.fullmatch(word):
        for spelt, sound in _SPELLINGS:
            word = word.replace(spelt, sound)
    else:
        word = word.translate(_LETTERS)
    # Case follows number: "эмэгтэйчүүдийн", of women.
    bare = _ENDINGS.sub("", _ENDINGS.sub("", word))
    bare = _FINAL_VOWEL.sub("", _DOUBLED.sub(r"\1", bare))
    return _LAST_SHORT_VOWEL.sub(r"\1\2", bare) or word
