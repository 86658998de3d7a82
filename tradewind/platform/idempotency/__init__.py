"""A write that is sent twice happens once: the `Idempotency-Key` header on REST writes."""

from tradewind.platform.idempotency.decorator import idempotent
from tradewind.platform.idempotency.errors import (
    IdempotencyInProgress,
    IdempotencyKeyInvalid,
    IdempotencyKeyReused,
)

__all__ = [
    "IdempotencyInProgress",
    "IdempotencyKeyInvalid",
    "IdempotencyKeyReused",
    "idempotent",
]
