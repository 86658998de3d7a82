"""What others may read of payments."""

from __future__ import annotations

from collections.abc import Sequence

from tradewind.domains.payments.models import Settlement, SettlementLine
from tradewind.kernel.errors import NotFound


def list_settlements(*, limit: int = 50) -> Sequence[Settlement]:
    """The last settlement files that were read, newest first."""
    return list(Settlement.objects.order_by("-settled_on", "-pk")[:limit])


def get_settlement(*, settlement_id: str) -> Settlement:
    """The settlement with that public id. Raises `NotFound`."""
    found = Settlement.objects.filter(public_id=settlement_id).first()
    if found is None:
        raise NotFound(id=settlement_id)
    return found


def list_differences(*, settlement_id: str, limit: int = 200) -> Sequence[SettlementLine]:
    """Its lines that match nothing of ours, or another amount, in the file's order."""
    lines = SettlementLine.objects.filter(settlement__public_id=settlement_id)
    return list(lines.exclude(difference="").order_by("pk")[:limit])
