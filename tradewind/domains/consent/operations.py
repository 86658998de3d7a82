"""Recording what a person agreed to, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from tradewind.domains.consent.models import Basis, Consent
from tradewind.kernel import clock


def agree(
    *,
    email: str,
    purpose: str,
    wording: str,
    proof: Mapping[str, str],
    person_id: int | None = None,
    store_id: int | None = None,
) -> None:
    """Record an express agreement. `wording` is what was shown, `proof` where and when it was.

    Agreeing again while the first agreement stands changes nothing.
    """
    standing = Consent.objects.filter(
        Q(store_id=store_id),
        email__iexact=email,
        purpose=purpose,
        basis=Basis.EXPRESS,
        withdrawn_at=None,
    )
    if standing.exists():
        return
    Consent.objects.create(
        email=email,
        person_id=person_id,
        store_id=store_id,
        purpose=purpose,
        basis=Basis.EXPRESS,
        wording=wording,
        proof=dict(proof),
        obtained_at=clock.now(),
    )


def withdraw(*, email: str, purpose: str, store_id: int | None = None) -> int:
    """End every basis for that purpose at once; returns how many there were."""
    return Consent.objects.filter(
        Q(store_id=store_id), email__iexact=email, purpose=purpose, withdrawn_at=None
    ).update(withdrawn_at=clock.now())
