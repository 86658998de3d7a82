"""What people read when something stops: every package's wording, one list to read."""

from __future__ import annotations

from collections.abc import Mapping

import tradewind.domains.inventory.wording as inventory
import tradewind.domains.ledger.wording as ledger
import tradewind.domains.pricing.wording as pricing
import tradewind.domains.shipping.wording as shipping
import tradewind.domains.tax.wording as tax
import tradewind.platform.files.wording as files
from tradewind.platform.http import sentences
from tradewind.platform.http.sentences import Sentence

WORDING: tuple[Mapping[str, Sentence], ...] = (
    shipping.SENTENCES,
    tax.SENTENCES,
    pricing.SENTENCES,
    inventory.SENTENCES,
    ledger.SENTENCES,
    files.SENTENCES,
)


def register_wording() -> None:
    """Hand all wording to the edge. Safe to call again."""
    for told in WORDING:
        sentences.register(told)
