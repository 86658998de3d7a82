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
    "gift_wrap_gone": _("That wrapping can't be had just now. Everything else is as it was."),
    "cart_link_gone": _("This link was opened already or is too old. Ask for a new one."),
    "cart_change_made": _("{title}: {quantity} in your cart."),
    "cart_change_removed": _("{title}: taken out of your cart."),
    "cart_change_out_already": _("What you took out was no longer in your cart."),
    "cart_change_price": _("{title}: the price was {was} when you saw it and is {now} now."),
    "cart_change_fewer": _("{title}: only {quantity} are left of the {wanted} you wanted."),
    "cart_change_most": _("{title}: a cart holds at most {quantity} of it, not {wanted}."),
    "cart_change_sold_out": _("{title}: no more could be added, the rest has sold out."),
    "cart_change_gone": _("{title} is no longer sold."),
    "cart_change_unknown": _("Something you chose is no longer sold."),
    "cart_change_full": _("{title}: your cart is full. Take something out first."),
    "cart_change_line_gone": _("Something you changed is no longer in your cart."),
    "cart_stock_short": _("Only {available} left. Take fewer, or look at something like it."),
    "field.too_many": _("That is one too many. Remove one first."),
    "not_on_sale": _("{title} is no longer sold. Remove it to go on."),
    "line_short": _("Only {available} of {title} are left, and you asked for {wanted}."),
    "line_step_reached": _("From {pieces} pieces on: {each} each. You save {saved}."),
    "line_step_ahead": _("Take {missing} more and each costs {each}."),
    "not_delivered_here": _("{store} does not deliver {title} to this address."),
}
