"""Text to terms, the same for products and for what shoppers type.

A word is lower-cased, freed of diacritics and split from punctuation; a term is its stem in one
language. Stemmers: Snowball (through Tantivy) for English and French, light10 for Arabic
(Larkey, Ballesteros, Connell 2007), sound and case endings for Mongolian (`mongolian.py`), none
elsewhere: Vietnamese does not inflect, and is met with its tone marks or without. Han, Kana, Thai
and Hangul runs yield overlapping pairs of characters, since they are written without spaces
between all words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

import tantivy

from tradewind.domains.discovery.engine.mongolian import mongolian_term

OTHER = "und"  # BCP 47 for "undetermined": every language without an analyser of its own
ANALYSED = ("en", "fr", "ko", "vi", "mn", "ar")
# Where the head of a noun phrase stands: "laptop bag" is a bag, "sac d'ordinateur" is a bag.
HEAD_FIRST = frozenset({"fr", "vi", "ar"})
# Where shoppers also type what a product was first called ("HP printer" among Korean words).
ALSO_ORIGINAL = frozenset({"ko", "vi", "mn"})

INCH = "inch"  # what every way of writing inches becomes

FUNCTION_WORDS = {
    "en": frozenset(
        [
            "a",
            "an",
            "and",
            "at",
            "by",
            "for",
            "from",
            "in",
            "of",
            "on",
            "or",
            "the",
            "to",
            "w",
            "with",
            "without",
        ]
    ),
    "fr": frozenset(
        [
            "a",
            "au",
            "aux",
            "avec",
            "d",
            "de",
            "des",
            "du",
            "en",
            "et",
            "l",
            "la",
            "le",
            "les",
            "ou",
            "par",
            "pour",
            "sans",
            "sur",
            "un",
            "une",
        ]
    ),
    "ko": frozenset(["및", "또는", "위한"]),
    # Only those that without their tones are no thing to buy: "tu" is also a wardrobe.
    "vi": frozenset(["cac", "cho", "cua", "danh", "hoac", "nhung", "va"]),
    "mn": frozenset(["ба", "болон", "буюу", "зориулсан", "юмуу"]),
    "ar": frozenset(["في", "من", "الي", "علي", "مع", "عن", "او", "و", "ل", "ب"]),
    OTHER: frozenset(),
}
# After one of these a title tells of something else: "cover for keyboard" is no keyboard.
PREPOSITIONS = frozenset(
    {
        *("by", "for", "from", "of", "to", "w", "with", "without"),
        *("avec", "d", "de", "des", "du", "par", "pour", "sans"),
        *("cho", "cua", "danh"),
        *("من", "مع", "عن", "في"),
    }
)
ALL_FUNCTION_WORDS = frozenset().union(*FUNCTION_WORDS.values())

_MARKS = re.compile(
    "[®™©\u0640\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
)  # trade marks, tatweel, bidi
_WORD = re.compile(r"[^\W_]+")
_WORD_OR_MARK = re.compile(r"[^\W_]+|[^\w\s]")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{3,}")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=\w)")
_INCHES = re.compile(
    r"(\d)\s*-?\s*(?:\"|”|″|''|inch(?:es)?\b|in\b(?!\W*\d)|pouces?\b|بوص[هة](?!\w))"
)
_FOLDED = str.maketrans(
    {
        "đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي",
    }
)  # fmt: skip

# After decomposition: accents and vowel signs go, digits of every script become ASCII.
_PLAIN: dict[int, str | None] = {
    code: None if unicodedata.combining(chr(code)) else str(unicodedata.decimal(chr(code)))
    for code in range(0x80, 0x20000)
    if unicodedata.combining(chr(code)) or chr(code).isdecimal()
}


def clean(text: str) -> str:
    """`text` without what UTF-8 can't carry (lone surrogates)."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode()


def fold(text: str) -> str:
    """Lower case, no diacritics, one form per Arabic letter, ASCII digits, inches spelt out."""
    text = text.lower()
    if not text.isascii():
        text = _MARKS.sub("", clean(text)).translate(_FOLDED)
        text = unicodedata.normalize("NFKD", text).translate(_PLAIN)
        # Hangul decomposes into letters; put the syllables back together. Lower-casing again is
        # for compatibility forms that unfold to capitals.
        text = unicodedata.normalize("NFC", text).lower()
    # Plain look-ups first: most texts need neither, and a search is twenty times dearer.
    if '"' in text or "in" in text or "''" in text or not text.isascii():
        text = _INCHES.sub(rf"\1 {INCH} ", text)
    if "'" in text or "’" in text:
        text = _ELISION.sub("", text)
    return text


def words(text: str) -> list[str]:
    """The folded words of `text` in reading order."""
    found = _WORD.findall(fold(text))
    if text.isascii():
        return found
    return [piece for word in found for piece in _pieces(word)]


def words_and_marks(text: str) -> list[str]:
    """As `words`, with each punctuation mark kept as an item of its own."""
    return _WORD_OR_MARK.findall(fold(text))


def _pieces(word: str) -> list[str]:
    if not _UNSPACED.fullmatch(word):
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]


_HANGUL = re.compile("[\uac00-\ud7af]{2,}")
_HANGUL_APART = re.compile("(?<=[\uac00-\ud7af]) (?=[\uac00-\ud7af])")


def hangul_joints(text: str) -> list[str]:
    """What else a Korean text is found by: each word's last syllable, and pairs over its spaces.

    A compound's last syllable names the thing ("그림책" is a "책"), and whether compounds are
    written with a space is everybody's own choice ("노트북 가방", "노트북가방").
    """
    if text.isascii():
        return []
    folded = fold(text)
    last = [run[-1] for run in _HANGUL.findall(folded)]
    over = [folded[gap.start() - 1] + folded[gap.end()] for gap in _HANGUL_APART.finditer(folded)]
    return [*last, *over]


def _snowball(language: str) -> Callable[[str], str]:
    analyser = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
        .filter(tantivy.Filter.stemmer(language))
        .build()
    )

    def stem(word: str) -> str:
        return "".join(analyser.analyze(word)) or word

    return stem


_AR_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال")
_AR_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def _light10(word: str) -> str:
    if word.startswith("و") and len(word) > 3 and not word.startswith("وال"):
        word = word[1:]
    for prefix in _AR_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            word = word[len(prefix) :]
            break
    for suffix in _AR_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            word = word[: -len(suffix)]
    return word


_STEMMERS: dict[str, Callable[[str], str]] = {
    "en": _snowball("english"),
    "fr": _snowball("french"),
    "mn": mongolian_term,
    "ar": _light10,
}


_MOST_REMEMBERED = 200_000  # words per language


class _Terms(dict[str, str]):
    """Terms by word, worked out once: a catalogue repeats its words hundreds of times."""

    def __init__(self, stemmer: Callable[[str], str]) -> None:
        super().__init__()
        self._stemmer = stemmer

    def __missing__(self, word: str) -> str:
        term = self._stemmer(word) if word.isalpha() else word
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[word] = term
        return term


_TERMS = {language: _Terms(stemmer) for language, stemmer in _STEMMERS.items()}


def stems(folded: Iterable[str], language: str) -> list[str]:
    """The terms of folded words. Numbers and part numbers stay as they are."""
    known = _TERMS.get(language)
    return list(folded) if known is None else [known[word] for word in folded]


def stem(word: str, language: str) -> str:
    """The term of one folded word."""
    return stems((word,), language)[0]


def terms(text: str, language: str) -> list[str]:
    """The terms of `text` in reading order; `language` is one of the index's own."""
    return stems(words(text), language)


def squeezed(text: str) -> str:
    """A code without its punctuation: "TN-2110" and "tn 2110" both give "tn2110"."""
    return "".join(_WORD.findall(fold(text)))


_LETTERS_OR_DIGITS = re.compile(r"\d+|[^\W\d_]+")


def parts(word: str) -> list[str]:
    """The runs of letters and of digits in a folded word: "rtx2060" gives "rtx", "2060"."""
    return _LETTERS_OR_DIGITS.findall(word)


def field_language(language: str, available: tuple[str, ...]) -> str:
    """Which of the index's languages serves a BCP 47 tag: "fr-CA" → "fr", "de" → "und"."""
    primary = language.replace("_", "-").split("-")[0].lower()
    return primary if primary in available else OTHER
