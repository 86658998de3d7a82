"""The reader's language: which one is active, how it is written, what it calls things."""

from __future__ import annotations

from functools import cache

from babel import Locale
from django.conf import settings
from django.utils import translation


@cache
def languages() -> tuple[str, ...]:
    """The BCP 47 codes the mall speaks, the default first."""
    codes = [code for code, _ in settings.LANGUAGES]
    return (settings.LANGUAGE_CODE, *(code for code in codes if code != settings.LANGUAGE_CODE))


def current() -> str:
    """The active language, the mall's default when none of ours is."""
    language = translation.get_language()
    return language if language in languages() else settings.LANGUAGE_CODE


@cache
def locale_of(language: str) -> Locale:
    """Babel's locale for a language code."""
    return Locale.parse(language, sep="-")


@cache
def direction(language: str) -> str:
    """``rtl`` for Arabic and its like, else ``ltr``: the value of HTML's `dir`."""
    return locale_of(language).text_direction


def language_name(code: str, language: str | None = None) -> str:
    """What `language` (default: the active one) calls the language `code`."""
    found = locale_of(code).get_display_name(locale_of(language or current()))
    return found or code


def own_name(code: str) -> str:
    """What a language calls itself: English, français, العربية."""
    return language_name(code, code)


def is_country(code: str) -> bool:
    """Whether that is an ISO 3166-1 alpha-2 code, upper case."""
    return len(code) == 2 and code.isalpha() and code.isupper() and code in _territories()


def country_name(code: str, language: str | None = None) -> str:
    """The name of an ISO 3166 country, the code itself when CLDR knows none."""
    found: str = locale_of(language or current()).territories.get(code.upper(), code)
    return found


def currency_name(code: str, language: str | None = None) -> str:
    """The name of an ISO 4217 currency, the code itself when CLDR knows none."""
    found: str = locale_of(language or current()).currencies.get(code, code)
    return found


@cache
def _territories() -> frozenset[str]:
    # CLDR's own inventions among two-letter codes: unions, pseudo-locales, "unknown".
    return frozenset(locale_of("en").territories) - {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
