"""What a person reads when an order can't do what was asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "order_illegal_move": _("An order that stands there can't go there. Load the page again."),
    "claim_illegal_move": _("This request has moved on meanwhile. Load the page again."),
    "claim_not_possible": _("These pieces can't be cancelled, returned or exchanged any more."),
    "claim_estimate_changed": _("The refund is now {now}. Look at it once more, then confirm."),
    "order_nothing_to_ship": _("Choose at least one piece, and no more than are left."),
}
