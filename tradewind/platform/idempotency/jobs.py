"""What used keys need done by the clock."""

from __future__ import annotations

from tradewind.platform.idempotency import keys
from tradewind.platform.jobs import periodic


@periodic("43 * * * *")
def sweep_expired() -> None:
    """Forget keys of more than a day ago."""
    keys.sweep_expired()
