"""What can stop an operation on promotions."""

from __future__ import annotations

from tradewind.kernel.errors import TradewindError


class CouponUsedUp(TradewindError):
    """Somebody was quicker: `name` has no use, or no money, left."""

    code = "coupon_used_up"


class CouponYoursUsed(TradewindError):
    """This person, or address, used `name` as often as one may."""

    code = "coupon_yours_used"


class CouponUnknown(TradewindError):
    """No such code can be kept."""

    code = "coupon_unknown"


class PromotionOver(TradewindError):
    """An ended promotion does not change or run again; a copy can."""

    code = "promotion_over"


class PromotionIncomplete(TradewindError):
    """It can't run yet: `missing` says what it lacks (``code``)."""

    code = "promotion_incomplete"


class CodeTaken(TradewindError):
    """Another promotion of the same issuer has this code: `text`."""

    code = "promotion_code_taken"
