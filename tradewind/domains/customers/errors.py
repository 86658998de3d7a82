"""What stands in the way of keeping something about a person."""

from __future__ import annotations

from tradewind.kernel.errors import TradewindError


class TooManyAddresses(TradewindError):
    """A person keeps `most` addresses already."""

    code = "customer_too_many_addresses"
