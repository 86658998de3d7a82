"""Every write to customers and to the addresses people keep."""

from tradewind.domains.customers.operations.addresses import (
    AddressWords,
    add_address,
    change_address,
    make_default,
    remove_address,
)
from tradewind.domains.customers.operations.dealings import (
    Dealing,
    claim_dealings,
    record_dealings,
)

__all__ = [
    "AddressWords",
    "Dealing",
    "add_address",
    "change_address",
    "claim_dealings",
    "make_default",
    "record_dealings",
    "remove_address",
]
