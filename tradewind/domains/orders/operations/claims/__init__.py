"""Every write to claims: asking, answering, what comes back, and settling."""

from tradewind.domains.orders.operations.claims.answering import approve, refuse
from tradewind.domains.orders.operations.claims.asking import Wanted, ask, withdraw
from tradewind.domains.orders.operations.claims.coming_back import mark_sent_back, receive, reject
from tradewind.domains.orders.operations.claims.inspecting import inspect
from tradewind.domains.orders.operations.claims.replacing import accept_exchange, send_replacement
from tradewind.domains.orders.operations.claims.settling import Inspected, Settled, estimate, settle

__all__ = [
    "Inspected",
    "Settled",
    "Wanted",
    "accept_exchange",
    "approve",
    "ask",
    "estimate",
    "inspect",
    "mark_sent_back",
    "receive",
    "refuse",
    "reject",
    "send_replacement",
    "settle",
    "withdraw",
]
