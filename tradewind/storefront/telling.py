"""Sentences for what stopped a shopper's form."""

from __future__ import annotations

from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.platform.http.sentences import sentence


def told(error: TradewindError) -> str:
    """What a person reads; of several wrong fields, the first one's."""
    if isinstance(error, InvalidInput):
        codes = list(error.fields.values())
        return sentence(f"field.{codes[0]}") if codes else sentence(error.code)
    return sentence(error.code, error.details)
