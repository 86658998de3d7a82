"""What a person reads when something about their addresses stands in the way."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "customer_too_many_addresses": _("You keep {most} addresses already. Remove one first."),
}
