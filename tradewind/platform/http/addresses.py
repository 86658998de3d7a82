"""Absolute addresses of the mall's pages, for what is written where no request is at hand."""

from __future__ import annotations

from django.conf import settings

from tradewind.platform.i18n.negotiation import localised_path


def absolute_url(path: str, *, language: str) -> str:
    """The address of a page in that language: ``https://mall.example/fr/track/…``.

    `path` is what `reverse` gives, with or without a language prefix.
    """
    origin: str = settings.INTERNAL_URL
    return origin + localised_path(path, language)
