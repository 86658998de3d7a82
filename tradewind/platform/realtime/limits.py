"""The bounds that keep one hub process small and fair."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    subscription_seconds: float = 600
    ticket_wait_seconds: float = 5
    goodbye_seconds: float = 5
    linger_seconds: float = 120
    heartbeat_seconds: float = 20
    viewer_backlog_bytes: int = 256 * 1024
    room_ring_lines: int = 256
    room_ring_bytes: int = 64 * 1024
    seconds_between_tickets: float = 1
