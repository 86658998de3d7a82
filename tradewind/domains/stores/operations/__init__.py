"""Every write to stores, their staff, their places and their tokens."""

from tradewind.domains.stores.operations.inviting import (
    accept_invitation,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from tradewind.domains.stores.operations.opening import StoreFacts, change_store, open_store
from tradewind.domains.stores.operations.places import (
    add_location,
    add_market,
    archive_location,
    change_location,
    change_market,
    remove_market,
)
from tradewind.domains.stores.operations.staffing import change_role, remove_staff
from tradewind.domains.stores.operations.standing import approve, pause, reopen
from tradewind.domains.stores.operations.tokens import (
    CreatedToken,
    create_token,
    note_token_use,
    revoke_token,
)

__all__ = [
    "CreatedToken",
    "StoreFacts",
    "accept_invitation",
    "add_location",
    "add_market",
    "approve",
    "archive_location",
    "change_location",
    "change_market",
    "change_role",
    "change_store",
    "create_token",
    "invite",
    "note_token_use",
    "open_store",
    "pause",
    "remove_market",
    "remove_staff",
    "renew_invitation",
    "reopen",
    "revoke_token",
    "withdraw_invitation",
]
