"""What a person reads when a price can't be told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "rate_missing": _("We have no exchange rate from {base} to {quote} yet."),
}
