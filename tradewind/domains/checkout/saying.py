"""What became of a change to the cart, as the shopper reads it."""

from __future__ import annotations

from tradewind.domains.checkout.operations import Answer
from tradewind.kernel.money import Money
from tradewind.platform.http.sentences import sentence


def said(answer: Answer) -> str:
    """One sentence for each reason, in the active language."""
    details = dict(answer.details)
    if "was" in details:
        currency = str(details["currency"])
        details["was"] = Money(details["was"], currency)
        details["now"] = Money(details["now"], currency)
    return " ".join(sentence(code, details) for code in answer.codes)
