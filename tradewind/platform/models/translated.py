"""Words of a row in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models


class Translated(models.Model):
    """The columns hold the words in the row's own language; `translations` the others.

    Shape: ``{"fr": {"title": "…"}, "ar": {"title": "…"}}``.
    """

    translations = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def text(self, field: str, language: str) -> str:
        """`field` in `language` (BCP 47), else in its base language, else as written."""
        return in_language(self.translations, field, language) or str(getattr(self, field))


def in_language(translations: Mapping[str, Mapping[str, Any]], field: str, language: str) -> str:
    """`field` out of a row's `translations`, "" where neither `language` nor its base has it."""
    for tag in (language, language.partition("-")[0]):
        found = translations.get(tag, {}).get(field)
        if found:
            return str(found)
    return ""
