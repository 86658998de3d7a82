"""What a person reads when stock stands in the way."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "stocktake_closed": _("This stocktake is over. Start another one."),
    "stock_short": _("There are not enough pieces left for all you want."),
    "reservation_gone": _("These pieces are no longer kept for you. Check your cart again."),
    "stock_promised": _("{promised} pieces there are promised to shoppers; {available} are free."),
}
