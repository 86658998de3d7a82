"""What a person reads when buying stops, and what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "checkout_closed": _("This checkout is already being paid or done."),
    "checkout_details_missing": _("A few things are still missing before you can pay."),
    "checkout_problems": _("Something in your cart can't be had as it stands."),
    "checkout_total_changed": _("The total is now {now}. Look at it once more, then pay."),
    "checkout_tenders_do_not_add": _("What you pay with is not the total. {missing} is open."),
    "cart_too_many": _("A cart holds at most {most} of one thing."),
    "cart_stock_short": _("Only {available} left. Take fewer, or look at something like it."),
    "field.too_many": _("That is one too many. Remove one first."),
    "not_on_sale": _("{title} is no longer sold. Remove it to go on."),
    "line_short": _("Only {available} of {title} are left, and you asked for {wanted}."),
    "not_delivered_here": _("{store} does not deliver {title} to this address."),
}
