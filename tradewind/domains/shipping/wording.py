"""What a person reads when a delivery zone can't be made."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "shipping_place_taken": _("{zone} already delivers to {place}."),
}
