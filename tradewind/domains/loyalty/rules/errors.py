"""Why points, a deposit or a gift card were refused. Codes are promises; details say the remedy."""

from __future__ import annotations

from tradewind.kernel.errors import TradewindError


class MileageNotOffered(TradewindError):
    """Points can't be spent in this `currency`."""

    code = "mileage_not_offered"


class MileageShort(TradewindError):
    """Fewer points than `wanted`: `balance`, `missing`, and the `most` this order takes."""

    code = "mileage_short"


class MileageMinimum(TradewindError):
    """Points count from a `least` balance on; there are `balance`."""

    code = "mileage_minimum"


class MileageOrderMinimum(TradewindError):
    """Points count from `least` of goods on; `missing` more."""

    code = "mileage_order_minimum"


class MileageShare(TradewindError):
    """Points may pay `limit` of these goods: `most` points."""

    code = "mileage_share"


class MileageStep(TradewindError):
    """Points are spent in multiples of `step`; `most` is what this order takes."""

    code = "mileage_step"


class DepositShort(TradewindError):
    """The deposit holds `balance`, `missing` less than `wanted`."""

    code = "deposit_short"


class DepositLimit(TradewindError):
    """A top-up is between `least` and `most`."""

    code = "deposit_limit"


class DepositFull(TradewindError):
    """A deposit holds at most `most`; `room` is left."""

    code = "deposit_full"


class DepositNotOffered(TradewindError):
    """No deposits are kept in this `currency`."""

    code = "deposit_not_offered"


class WithdrawalTooLarge(TradewindError):
    """Only what was paid in and not spent goes back: `most`."""

    code = "deposit_withdrawal_too_large"


class GiftUnknown(TradewindError):
    """No gift card has that code."""

    code = "gift_unknown"


class GiftSpent(TradewindError):
    """Nothing is left on the card that ends with `last_four`."""

    code = "gift_spent"


class GiftShort(TradewindError):
    """The card that ends with `last_four` holds `balance`, less than `wanted`."""

    code = "gift_short"


class GiftExpired(TradewindError):
    """The card expired on `expired_at`."""

    code = "gift_expired"


class GiftBlocked(TradewindError):
    """The card that ends with `last_four` was blocked."""

    code = "gift_blocked"


class GiftCurrency(TradewindError):
    """The card is in `currency`, the order in `wanted`."""

    code = "gift_currency"


class GiftExpiryTooSoon(TradewindError):
    """The law at `place` gives a bought card at least `months`; 0: it never expires there."""

    code = "gift_expiry_too_soon"


class CodeNeeded(TradewindError):
    """Whoever has not signed in spends after a one-time code."""

    code = "otp_needed"


class CodeWrong(TradewindError):
    """Another code was sent; `left` more tries."""

    code = "otp_wrong"


class CodeExpired(TradewindError):
    """The code was used or is too old: ask for a new one."""

    code = "otp_expired"


class CodeTriedTooOften(TradewindError):
    """No more guesses at this code: ask for a new one."""

    code = "otp_tried_too_often"


class ReservedOtherwise(TradewindError):
    """The holder has set aside another amount already: release it first."""

    code = "tender_reserved_otherwise"


class HoldGone(TradewindError):
    """What was to be confirmed had been let go."""

    code = "tender_hold_gone"


class RefundTooLarge(TradewindError):
    """More was to go back than is left: `left`."""

    code = "tender_refund_too_large"


class GoodwillLimit(TradewindError):
    """More than this role may give in a day: `left`."""

    code = "goodwill_limit"


class TermsInThePast(TradewindError):
    """Terms that begin before now would change what was true."""

    code = "terms_in_the_past"


class GiftNotSold(TradewindError):
    """Gift cards can't be bought in that currency."""

    code = "gift_not_sold"


class GiftLimit(TradewindError):
    """Cards are sold between `least` and `most`."""

    code = "gift_limit"


class GiftByGift(TradewindError):
    """Gift cards, points, deposits and promotions pay for no gift card."""

    code = "gift_by_gift"


class GiftShown(TradewindError):
    """The code was shown already, and is kept nowhere."""

    code = "gift_shown"


class GiftNotReady(TradewindError):
    """It is not paid, or was given back: there is no code to show."""

    code = "gift_not_ready"


class GiftNotReturnable(TradewindError):
    """Who bought it can't give it back any more: its code was shown, or too long ago."""

    code = "gift_not_returnable"
