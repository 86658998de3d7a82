"""What a person reads about promotions: why a code does nothing, what each one did."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "coupon_unknown": _("We don't know this code. Check how it is written."),
    "coupon_not_yet": _("This code starts on {on}."),
    "coupon_expired": _("This code ended on {on}."),
    "coupon_not_now": _("This code works at other hours or on other days."),
    "coupon_used_up": _("This code has been used up."),
    "coupon_yours_used": _("You have used this code already."),
    "coupon_minimum": _("Add {missing} more of the goods it is for to use this code."),
    "coupon_minimum_pieces": _(
        "Add {missing} more pieces of the goods it is for to use this code."
    ),
    "coupon_set_incomplete": _("Your cart does not hold the whole set that this code is for."),
    "coupon_not_for_these": _("This code is not for the goods in your cart."),
    "coupon_not_for_you": _("This code is for somebody else's wallet."),
    "coupon_members_only": _("This code is for members. Sign in to use it."),
    "coupon_not_here": _("This code does not apply where you are."),
    "coupon_first_order_only": _("This code is for a first order."),
    "coupon_not_with_others": _(
        "You already have a better offer that can't be combined with this code."
    ),
    "coupon_no_gain": _("This code would not make anything in your cart cheaper."),
    "coupon_currency": _("This code is for carts in {currency}."),
    "coupon_over": _("This code has ended."),
    "coupon_paused": _("This code is paused at the moment."),
    "promotion_over": _("This promotion has ended. Copy it to run it again."),
    "promotion_incomplete": _("Give the promotion a code before it starts."),
    "promotion_code_taken": _("Another promotion already uses the code {text}."),
    "promotion_percent": _("{name}: {percent} % off"),
    "promotion_amount": _("{name}: {amount} off"),
    "promotion_fixed_price": _("{name}: a price of {amount} each"),
    "promotion_buy_get": _("{name}: buy {buy}, get {get}"),
    "promotion_tiered": _("{name}: the more, the less it costs"),
    "promotion_quantity_prices": _("{name}: a better price for several"),
    "promotion_bundle": _("{name}: together for {amount}"),
    "promotion_shipping": _("{name}: off delivery"),
    "near_spend": _("Add {missing} more for “{name}”."),
    "near_pieces": _("Add {missing} more pieces for “{name}”."),
}
