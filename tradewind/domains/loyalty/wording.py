"""What a person reads when points, a deposit or a gift card can't be used, and what to do now."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "mileage_not_offered": _("Points can't be spent in {currency}. Pay another way."),
    "mileage_short": _("You have {balance}, {missing} too few. Use up to {most} on this order."),
    "mileage_minimum": _("You can spend points once you have {least}. You have {balance} now."),
    "mileage_order_minimum": _(
        "Points can be spent on goods from {least} on. Add goods for {missing}, or pay another way."
    ),
    "mileage_share": _("Points may pay {limit} of this order. Use up to {most}."),
    "mileage_step": _("Points are spent in steps of {step}. This order takes up to {most}."),
    "deposit_short": _(
        "Your deposit holds {balance}, {missing} too little. Top it up, or pay the rest another way."
    ),
    "deposit_limit": _("Pay in between {least} and {most} at once."),
    "deposit_full": _("A deposit holds at most {most}. There is room for {room}."),
    "deposit_not_offered": _("We keep no deposits in {currency}."),
    "deposit_withdrawal_too_large": _(
        "Up to {most} can go back: what you paid in and have not spent."
    ),
    "gift_unknown": _("We know no gift card with that code. Check each letter and digit."),
    "gift_spent": _("Nothing is left on the card ending in {last_four}. Use another one."),
    "gift_short": _("The card ending in {last_four} holds {balance}. Use that, and pay the rest."),
    "gift_expired": _("The card ending in {last_four} expired on {expired_at}."),
    "gift_blocked": _(
        "The card ending in {last_four} is blocked. Write to us and we look into it."
    ),
    "gift_currency": _(
        "This card is in {currency} and the order in {wanted}. Shop in {currency} to use it."
    ),
    "gift_expiry_too_soon": _("A gift card bought in {place} may not expire that soon ({source})."),
    "gift_not_sold": _("We sell no gift cards in {currency}. Choose another currency."),
    "gift_limit": _("Gift cards are sold from {least} to {most}."),
    "gift_by_gift": _(
        "Gift cards, points, a deposit and promotions can't pay for a gift card. Pay another way."
    ),
    "gift_shown": _(
        "The code was shown before and is kept nowhere. If it is lost, write to us and we help."
    ),
    "gift_not_ready": _("There is no code to show: the card is not paid, or was given back."),
    "gift_not_returnable": _(
        "It can't be given back here any more. Write to us, and we see what can be done."
    ),
    "otp_needed": _("Show that these points are yours: ask for a code, or sign in."),
    "otp_wrong": _("That is not the code we sent. Tries left: {left}."),
    "otp_expired": _("This code is no longer good. Ask for a new one."),
    "otp_tried_too_often": _("That was tried too often. Ask for a new code."),
    "tender_reserved_otherwise": _("This checkout is being paid already. Go back to it first."),
    "tender_hold_gone": _("The points or the card were let go meanwhile. Pay once more."),
    "tender_refund_too_large": _("Only {left} of that is left to give back."),
    "goodwill_limit": _("You can give {left} more today, of {limit} a day."),
    "terms_in_the_past": _("Terms can only begin now or later."),
}

ENTRY_NAMES = {
    "mileage_earned": _("Earned with an order"),
    "mileage_awarded": _("From a promotion"),
    "mileage_goodwill": _("From us, as a gesture"),
    "mileage_corrected": _("Corrected"),
    "mileage_expired": _("Expired"),
    "mileage_taken_back": _("Taken back with a return"),
    "mileage_held": _("Spent at checkout"),
    "mileage_released": _("Given back: not paid in the end"),
    "mileage_returned": _("Given back with a return"),
    "deposit_held": _("Spent at checkout"),
    "deposit_released": _("Given back: not paid in the end"),
    "deposit_returned": _("Given back with a return"),
    "topped_up": _("Paid in"),
    "top_up_reversed": _("Taken back by your bank"),
    "withdrawn": _("Paid back to your card"),
    "withdrawal_refused": _("Your card refused it, so it is here again"),
    "debt_paid": _("Settles what had been taken back"),
    "wallet_merged": _("Joined to your account"),
    "gift_issued": _("Issued"),
    "gift_held": _("Spent at checkout"),
    "gift_released": _("Given back: not paid in the end"),
    "gift_returned": _("Given back with a return"),
    "gift_expired": _("Expired"),
    "gift_given_back": _("Given back to who bought it"),
    "gift_reversed": _("Taken back by the bank"),
    "gift_recovered": _("Won back from the bank"),
}
DESIGNS = {
    "plain": _("Plain"),
    "birthday": _("Birthday"),
    "thanks": _("Thank you"),
    "love": _("With love"),
}
"""What stands in a statement, by the kind of the ledger's entry."""
