"""What a person reads when a price can't be told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "rate_sheet_unreadable": _(
        "This is no file of rates as the European Central Bank writes it. Nothing was changed."
    ),
    "rate_missing": _("We have no exchange rate from {base} to {quote} yet."),
    "prices_overlap": _(
        "Another planned price holds within these days. End that one first, or choose other days."
    ),
    "quantity_price_not_cheaper": _(
        "From {pieces} pieces on each must cost less than a single one, which costs {price}."
    ),
    "quantity_price_without_price": _(
        "It has no price in {currency} yet. Set that first, then what several cost."
    ),
    "last_price": _("This is the price in {currency}, your own currency. Change it instead."),
}
