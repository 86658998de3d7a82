"""The message catalogues, ready before anybody is spoken to."""

from __future__ import annotations

from tradewind.platform.i18n import catalogues


def compile_messages() -> None:
    """Compile the catalogues that were never compiled or changed since; else only look."""
    catalogues.compile_stale(catalogues.FOLDER)
