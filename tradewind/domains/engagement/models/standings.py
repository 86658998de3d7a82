"""What the places where words can stand are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tradewind.domains.engagement.rules.standing import Standing

STANDING_NAMES = {
    Standing.SHOWN: _("Shown"),
    Standing.HELD: _("Held until the mall looks"),
    Standing.HIDDEN: _("Hidden"),
    Standing.WITHDRAWN: _("Taken back by its author"),
}
STANDINGS = [(standing.value, name) for standing, name in STANDING_NAMES.items()]
