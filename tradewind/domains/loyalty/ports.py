"""How a one-time code gets to a phone."""

from __future__ import annotations

from typing import Protocol


class TextMessages(Protocol):
    """A provider of text messages."""

    is_real: bool
    """False where messages end on this machine: the page then says where to look."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Send `text` to an E.164 number; the same `key` may be sent again. Raises for a failure,
        upon which the job tries again.
        """
