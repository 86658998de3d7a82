"""What most gateways say alike."""

from __future__ import annotations

from tradewind.domains.payments.ports import Answer, Outcome, SettledBatch
from tradewind.kernel.errors import InvalidInput

_STATUSES = {
    Outcome.UNKNOWN_PAYMENT: 404,
    Outcome.OTHER_AMOUNT: 409,
    Outcome.OTHER_MERCHANT: 409,
    Outcome.BAD_SIGNATURE: 401,
    Outcome.UNAVAILABLE: 503,
}


def plain_answer(outcome: Outcome) -> Answer:
    """By HTTP status: 2xx stops the repeating."""
    body = {"received": True, "new": outcome is Outcome.TAKEN}
    return Answer(_STATUSES.get(outcome, 200), body)


def no_settlement_file() -> SettledBatch:
    """For providers that send none. Raises `InvalidInput`."""
    raise InvalidInput({"file": "not_sent_by_this_provider"})
