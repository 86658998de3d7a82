"""What a person reads when the books refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "payout_too_high": _("The mall owes this store only {owed}."),
    "payout_taken_back": _("This payout was taken back before."),
    "balance_short": _("The balance does not cover {wanted}."),
    "entry_unbalanced": _("These postings do not sum to zero in {unit}."),
    "entry_key_taken": _("This was posted before, for something else."),
    "entry_already_reversed": _("This was undone before."),
}
