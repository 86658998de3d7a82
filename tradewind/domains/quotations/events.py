"""What happens to requests for a price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationMoved(Event):
    """A request was made (`from_state` empty), answered, accepted, ordered, declined or ran out.

    `offer` is the newest version of the offer, 0 without one. `by` is ``shopper``, ``seller``, or empty for the clock and for what payment brought about.
    """

    name: ClassVar[str] = "quotations.moved"
    aggregate: ClassVar[str] = "quotation_id"

    quotation_id: str
    store_id: str
    from_state: str
    to_state: str
    offer: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationDiscussed(Event):
    """Something was said about a request, by ``shopper`` or ``seller``."""

    name: ClassVar[str] = "quotations.discussed"
    aggregate: ClassVar[str] = "quotation_id"

    quotation_id: str
    store_id: str
    message: int
    by: str
