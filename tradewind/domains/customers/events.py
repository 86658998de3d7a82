"""What happens to customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersMerged(Event):
    """Two records of a store turned out to be one person: `merged_id` is gone into `customer_id`."""

    name: ClassVar[str] = "customers.merged"
    aggregate: ClassVar[str] = "customer_id"

    customer_id: str
    merged_id: str
    store_id: str
