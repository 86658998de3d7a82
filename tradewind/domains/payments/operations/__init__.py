"""Every write to payments, refunds and what providers tell."""

from tradewind.domains.payments.operations.by_hand import refund_by_hand
from tradewind.domains.payments.operations.card_use import CardUse
from tradewind.domains.payments.operations.cards import (
    keep_card,
    name_card,
    prefer_card,
    release_card,
    release_waiting,
    remove_card,
    remove_cards,
)
from tradewind.domains.payments.operations.cash import (
    CashNotExpected,
    NothingAtTheDoor,
    collect_cash,
    refuse_cash,
)
from tradewind.domains.payments.operations.contradictions import settle_contradiction
from tradewind.domains.payments.operations.messages import receive_message
from tradewind.domains.payments.operations.paying import (
    ask,
    begin,
    cancel,
    chase,
    open_payment,
    refresh,
)
from tradewind.domains.payments.operations.recording import record, record_locked
from tradewind.domains.payments.operations.refunding import request_refund, send_refund
from tradewind.domains.payments.operations.setting_up import (
    MethodTerms,
    check_setup,
    set_terms,
    set_up,
)
from tradewind.domains.payments.operations.settlements import import_settlement
from tradewind.domains.payments.operations.transfers import (
    match_row,
    put_row_aside,
    read_bank_file,
)

__all__ = [
    "CardUse",
    "CashNotExpected",
    "MethodTerms",
    "NothingAtTheDoor",
    "ask",
    "begin",
    "cancel",
    "chase",
    "check_setup",
    "collect_cash",
    "import_settlement",
    "keep_card",
    "match_row",
    "name_card",
    "open_payment",
    "prefer_card",
    "put_row_aside",
    "read_bank_file",
    "receive_message",
    "record",
    "record_locked",
    "refresh",
    "refund_by_hand",
    "refuse_cash",
    "release_card",
    "release_waiting",
    "remove_card",
    "remove_cards",
    "request_refund",
    "send_refund",
    "set_terms",
    "set_up",
    "settle_contradiction",
]
