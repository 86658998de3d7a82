"""What can't be true together is written down for a person; money waits until they looked."""

from __future__ import annotations

from tradewind.domains.payments.models import Contradiction, Payment
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money

Kind = Contradiction.Kind


def note_contradiction(
    *,
    kind: Contradiction.Kind,
    provider: str,
    payment: Payment | None = None,
    reference: str = "",
    told: Money | None = None,
) -> None:
    """Write one down; the same told again is the same."""
    subject = payment.public_id if payment else reference
    Contradiction.objects.get_or_create(
        key=f"{kind}:{provider}:{subject}:{told or ''}"[:200],
        defaults={
            "kind": kind,
            "provider": provider,
            "payment": payment,
            "reference": reference[:80],
            "told_minor": told.minor if told else None,
            "told_currency": told.currency if told else "",
            "seen_at": clock.now(),
        },
    )


def settle_contradiction(*, contradiction_id: str, actor: str, note: str) -> None:
    """Somebody looked into it. Raises `NotFound` for one that is settled or never was."""
    settled = Contradiction.objects.filter(public_id=contradiction_id, settled_at=None).update(
        settled_at=clock.now(), settled_by=actor, note=note[:500]
    )
    if not settled:
        raise NotFound(id=contradiction_id)
