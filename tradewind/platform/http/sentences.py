"""What a person reads when something stops: one sentence per error code, translated.

Each domain keeps its wording in its own `wording.py` as ``{code: gettext_lazy("… {name} …")}``;
the wiring registers them all here. Codes of single fields are registered as ``field.<code>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tradewind.kernel.money import Money
from tradewind.platform.i18n import formats

Sentence = str | Promise

_SENTENCES: dict[str, Sentence] = {
    "error": _("That did not work. Nothing was changed."),
    "not_found": _("We could not find that."),
    "not_allowed": _("You do not have permission to do that."),
    "conflict": _("Somebody changed this while you were reading it. Load it again."),
    "invalid_input": _("Some of what you entered needs another look."),
    "bad_amount": _("That is not an amount of money we can read."),
    "currency_mismatch": _("These amounts are in different currencies."),
    "sign_in_needed": _("Sign in to go on."),
    "second_factor_needed": _("Set up an authenticator app first: this work needs it."),
    "too_many_requests": _("That was a little too often. Try again in {seconds} seconds."),
    "body_too_large": _("That is more than we can take at once."),
    "unsupported_media_type": _("We can't read that format here."),
    "malformed_body": _("We could not read what was sent."),
    "method_not_allowed": _("That can't be done here."),
    "csrf_failed": _("This form was open too long. Load the page again and send it once more."),
    "bad_request": _("We could not understand that request."),
    "internal_error": _("Something broke on our side. We have noted it."),
    "field.required": _("This is needed."),
    "field.invalid": _("This does not look right."),
    "field.too_long": _("This is too long."),
    "field.too_short": _("This is too short."),
    "field.too_large": _("This is too large."),
    "field.too_small": _("This is too small."),
    "field.unknown": _("This is not one of the choices."),
    "field.taken": _("This is taken already."),
    "field.unexpected": _("We do not know this field."),
}


def register(sentences: Mapping[str, Sentence]) -> None:
    """Add wording. Raises `ValueError` for a code that already has other wording."""
    for code, sentence in sentences.items():
        if _SENTENCES.setdefault(code, sentence) is not sentence:
            raise ValueError(f"two sentences for {code}")


def is_registered(code: str) -> bool:
    """Whether a person would read something better than the general sentence."""
    return code in _SENTENCES


def sentence(code: str, details: Mapping[str, Any] | None = None) -> str:
    """The sentence for `code` in the active language, filled from `details`.

    Money and dates are written the reader's way. Unknown codes, and wording that asks for a
    detail the error does not carry, give the general sentence rather than a second error.
    """
    shown = {name: _shown(value) for name, value in (details or {}).items()}
    try:
        return str(_SENTENCES[code]).format_map(shown)
    except (KeyError, IndexError, AttributeError):
        return str(_SENTENCES["error"])


def _shown(value: Any) -> Any:
    if isinstance(value, Money):
        return formats.money(value)
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.day(value)
    return value
