"""Every write to carts and checkouts."""

from tradewind.domains.checkout.operations.carts import (
    change_line,
    join_person,
    remove_line,
    set_market,
    start_over,
)
from tradewind.domains.checkout.operations.coupons import MOST_CODES, enter_code, remove_code
from tradewind.domains.checkout.operations.details import Details, begin, set_details, set_place
from tradewind.domains.checkout.operations.expiring import expire_due
from tradewind.domains.checkout.operations.filling import (
    add_line,
    add_lines,
    open_cart,
    open_filled,
)
from tradewind.domains.checkout.operations.giving import (
    LONGEST_MESSAGE,
    offer_wrapping,
    wish,
)
from tradewind.domains.checkout.operations.giving_back import Share, give_back, shares_of
from tradewind.domains.checkout.operations.locking import lock
from tradewind.domains.checkout.operations.moving_on import (
    Opened,
    find_linked,
    link_cart,
    open_linked,
)
from tradewind.domains.checkout.operations.paying import Paid, pay
from tradewind.domains.checkout.operations.quoted import accept_offer, hand_over
from tradewind.domains.checkout.operations.reconciling import (
    MOST_INTENTS,
    Answer,
    Intent,
    forget_changes,
    reconcile,
)
from tradewind.domains.checkout.operations.settling import settle
from tradewind.domains.checkout.operations.tenders import Means, Tender

__all__ = [
    "LONGEST_MESSAGE",
    "MOST_CODES",
    "MOST_INTENTS",
    "Answer",
    "Details",
    "Intent",
    "Means",
    "Opened",
    "Paid",
    "Share",
    "Tender",
    "accept_offer",
    "add_line",
    "add_lines",
    "begin",
    "change_line",
    "enter_code",
    "expire_due",
    "find_linked",
    "forget_changes",
    "give_back",
    "hand_over",
    "join_person",
    "link_cart",
    "lock",
    "offer_wrapping",
    "open_cart",
    "open_filled",
    "open_linked",
    "pay",
    "reconcile",
    "remove_code",
    "remove_line",
    "set_details",
    "set_market",
    "set_place",
    "settle",
    "shares_of",
    "start_over",
    "wish",
]
