"""What a person reads when a delivery zone can't be made."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "shipping_slot_full": _("Those hours are taken by now. Choose others."),
    "shipping_slot_closed": _("Those hours can not be chosen any more."),
    "shipping_place_taken": _("{zone} already delivers to {place}."),
}
