"""Countries to choose from."""

from __future__ import annotations

from django.conf import settings

from tradewind.platform.i18n.languages import country_name


def countries() -> list[tuple[str, str]]:
    """Code and name of every country the mall delivers to, by name in the reader's language."""
    return sorted(
        ((code, country_name(code)) for code in settings.COUNTRIES), key=lambda pair: pair[1]
    )
