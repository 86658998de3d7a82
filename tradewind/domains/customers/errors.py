"""What stands in the way of keeping something about a person."""

from __future__ import annotations

from tradewind.kernel.errors import TradewindError


class TooManyAddresses(TradewindError):
    """A person keeps `most` addresses already."""

    code = "customer_too_many_addresses"


class SameCustomer(TradewindError):
    """A record can't be merged with itself."""

    code = "customer_same"


class TwoMembers(TradewindError):
    """Both records are of members, each with an account of their own."""

    code = "customer_two_members"


class AddressOfMember(TradewindError):
    """The address is another member's own: accounts are not merged, only what guests did."""

    code = "customer_address_of_member"
