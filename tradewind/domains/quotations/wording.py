"""What a person reads when an offer can't be had, and what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "quotation_closed": _("This request is closed. Ask for a new price to go on."),
    "quotation_taken": _(
        "This offer was accepted already and is bought once only. Go on to its checkout, or ask for"
        " a new one."
    ),
    "quotation_expired": _(
        "This offer was valid until {until}. Ask the seller to offer it once more."
    ),
    "quotation_over": _("{title}: the offer is no longer valid. Ask the seller for a new one."),
    "quotation_changed": _(
        "The seller has made a newer offer meanwhile. Read it, then accept that one."
    ),
    "quotation_short": _(
        "Only {available} of the {wanted} pieces of {title} are left. Ask the seller for another"
        " offer."
    ),
    "coupon_not_on_quotes": _(
        "The prices of this offer were agreed with the seller: nothing else is taken off them."
    ),
}
