"""The sentences people agree to. Never edit one: add another key, so that old proofs stay true."""

from __future__ import annotations

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tradewind.kernel.errors import NotFound

_SENTENCES: dict[str, str | Promise] = {
    "checkout.news": _(
        "Send me news and offers of the mall and its sellers by e-mail. "
        "I can stop them at any time with one click."
    ),
    "account.news": _(
        "Send me news and offers by e-mail. I can stop them at any time with one click."
    ),
    "account.watched": _(
        "Tell me by e-mail when something I like costs less, is back or is sold no longer. "
        "I can stop this at any time with one click."
    ),
    "account.personalization": _(
        "Choose what I see by what I looked at and bought. I can turn this off at any time."
    ),
    "account.analytics": _(
        "Count how I use the mall, to make it better. I can turn this off at any time."
    ),
}


def text(key: str, language: str) -> str:
    """The whole sentence of `key` as shown in that language. Raises `NotFound` for no such key."""
    try:
        sentence = _SENTENCES[key]
    except KeyError:
        raise NotFound(id=key) from None
    with translation.override(language):
        return str(sentence)
