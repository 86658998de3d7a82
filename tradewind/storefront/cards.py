"""A kept card in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tradewind.domains.payments.models import SavedCard
from tradewind.domains.payments.wording import BRANDS


def told_card(card: SavedCard) -> str:
    """What its owner calls it and what stands on it: ``Holidays · Visa ···· 4242``."""
    # Isolated, so that the dots stay before the digits in a text that runs from right to left.
    shown = f"\u2066{BRANDS.get(card.brand, card.brand)} ···· {card.last_four}\u2069"
    return f"{card.label} · {shown}" if card.label else shown


def told_expiry(card: SavedCard) -> str:
    """``Good until 04/2029``."""
    month = f"\u2066{card.expires_month:02d}/{card.expires_year}\u2069"
    return _("Good until {month}").format(month=month)
