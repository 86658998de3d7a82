"""The one base of every error a person may be told about."""

from __future__ import annotations

from typing import Any, ClassVar


class TradewindError(Exception):
    """A fact that stops an operation, named after the fact (`StockShort`, `CouponExpired`).

    `code` is stable and part of the REST contract. The sentence a person reads is looked up by
    code at the edge and filled from `details`, so the business never holds wording.
    """

    code: ClassVar[str] = "error"

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(self._text())

    def _text(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.details.items())
        return f"{self.code}({told})"


class NotFound(TradewindError):
    """Nothing the caller may see has that id."""

    code = "not_found"


class InvalidInput(TradewindError):
    """The caller sent something that can't be understood; `fields` says which and why.

    `fields` maps a field's path (``address.postal_code``) to a code (``required``, ``invalid``).
    """

    code = "invalid_input"

    def __init__(self, fields: dict[str, str], **details: Any) -> None:
        self.fields = fields
        super().__init__(fields=fields, **details)


class NotAllowed(TradewindError):
    """The actor lacks the permission named in `permission`."""

    code = "not_allowed"


class Conflict(TradewindError):
    """The row changed since the caller read it."""

    code = "conflict"
