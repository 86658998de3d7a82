"""Every write to requests for a price."""

from tradewind.domains.quotations.operations.answering import Answered, answer
from tradewind.domains.quotations.operations.asking import Asking, ask
from tradewind.domains.quotations.operations.discussing import decline, say
from tradewind.domains.quotations.operations.expiring import expire_due
from tradewind.domains.quotations.operations.forgetting import forget_person
from tradewind.domains.quotations.operations.taking import (
    accept,
    begin_payment,
    end_payment,
    finish,
)

__all__ = [
    "Answered",
    "Asking",
    "accept",
    "answer",
    "ask",
    "begin_payment",
    "decline",
    "end_payment",
    "expire_due",
    "finish",
    "forget_person",
    "say",
]
