"""Every write to payments, refunds and what providers tell."""

from tradewind.domains.payments.operations.messages import receive_message
from tradewind.domains.payments.operations.paying import (
    begin,
    cancel,
    chase,
    open_payment,
    refresh,
)
from tradewind.domains.payments.operations.recording import record
from tradewind.domains.payments.operations.refunding import request_refund, send_refund
from tradewind.domains.payments.operations.settlements import import_settlement

__all__ = [
    "begin",
    "cancel",
    "chase",
    "import_settlement",
    "open_payment",
    "receive_message",
    "record",
    "refresh",
    "request_refund",
    "send_refund",
]
