"""Words of a row in several languages."""

from __future__ import annotations

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
        for tag in (language, language.partition("-")[0]):
            found = self.translations.get(tag, {}).get(field)
            if found:
                return str(found)
        return str(getattr(self, field))
