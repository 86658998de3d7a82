"""Why a key was refused. Statuses as in draft-ietf-httpapi-idempotency-key-header-07, §2.7."""

from __future__ import annotations

from typing import ClassVar

from tradewind.kernel.errors import Conflict, TradewindError
from tradewind.platform.http import problem


class IdempotencyKeyInvalid(TradewindError):
    """The key is empty, longer than 255 characters, or not printable ASCII."""

    code = "idempotency_key_invalid"


class IdempotencyKeyReused(TradewindError):
    """The key was sent before with another request."""

    code = "idempotency_key_reused"


class IdempotencyInProgress(Conflict):
    """The first request with that key has not ended yet. Ask again in a second."""

    code = "idempotency_in_progress"
    headers: ClassVar[dict[str, str]] = {"Retry-After": "1"}


problem.register({IdempotencyKeyInvalid: 400, IdempotencyKeyReused: 422})
