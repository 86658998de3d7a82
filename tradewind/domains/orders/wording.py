"""What a person reads when an order can't do what was asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "order_illegal_move": _("An order that stands there can't go there. Load the page again."),
    "order_nothing_to_ship": _("Choose at least one piece, and no more than are left."),
}
