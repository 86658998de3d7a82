"""Every write to points, deposits and gift cards."""

from tradewind.domains.loyalty.operations.adjusting import adjust, award
from tradewind.domains.loyalty.operations.buying_gifts import (
    GIFT,
    begin_gift,
    open_gift,
    set_gift_terms,
    settle_gift,
)
from tradewind.domains.loyalty.operations.codes import check_code
from tradewind.domains.loyalty.operations.codes import send as send_one_time_code
from tradewind.domains.loyalty.operations.earning import (
    cancel_accruals,
    keep_for,
    mature,
    take_back,
)
from tradewind.domains.loyalty.operations.expiring import expire_due
from tradewind.domains.loyalty.operations.gift_cards import (
    block_card,
    find_card,
    issue_card,
    unblock_card,
)
from tradewind.domains.loyalty.operations.gift_codes import deliver_due, find_gift, show_code
from tradewind.domains.loyalty.operations.holding import (
    Payer,
    Tender,
    confirm,
    release,
    reserve,
)
from tradewind.domains.loyalty.operations.joining import join, verify_contact
from tradewind.domains.loyalty.operations.promising import accrue
from tradewind.domains.loyalty.operations.refunding import refund
from tradewind.domains.loyalty.operations.reminding import remind_of_expiry
from tradewind.domains.loyalty.operations.returning_gifts import can_return, return_gift
from tradewind.domains.loyalty.operations.setting_terms import (
    add_earn_rule,
    end_earn_rule,
    set_deposit_terms,
    set_mileage_terms,
)
from tradewind.domains.loyalty.operations.topping_up import (
    TOP_UP,
    begin_top_up,
    finish_withdrawal,
    open_top_up,
    settle_top_up,
    undo_withdrawal,
    withdraw,
)
from tradewind.domains.loyalty.operations.wallets import (
    wallet_of_contact,
    wallet_of_person,
    wallet_of_purchase,
)

__all__ = [
    "GIFT",
    "TOP_UP",
    "Payer",
    "Tender",
    "accrue",
    "add_earn_rule",
    "adjust",
    "award",
    "begin_gift",
    "begin_top_up",
    "block_card",
    "can_return",
    "cancel_accruals",
    "check_code",
    "confirm",
    "deliver_due",
    "end_earn_rule",
    "expire_due",
    "find_card",
    "find_gift",
    "finish_withdrawal",
    "issue_card",
    "join",
    "keep_for",
    "mature",
    "open_gift",
    "open_top_up",
    "refund",
    "release",
    "remind_of_expiry",
    "reserve",
    "return_gift",
    "send_one_time_code",
    "set_deposit_terms",
    "set_gift_terms",
    "set_mileage_terms",
    "settle_gift",
    "settle_top_up",
    "show_code",
    "take_back",
    "unblock_card",
    "undo_withdrawal",
    "verify_contact",
    "wallet_of_contact",
    "wallet_of_person",
    "wallet_of_purchase",
    "withdraw",
]
