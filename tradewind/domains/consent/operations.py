"""Recording what a person agreed to, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from tradewind.domains.consent import wording as sentences
from tradewind.domains.consent.models import Basis, Consent, Purpose
from tradewind.domains.consent.rules import implied_until, normal
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
    """Record an express agreement to the sentence with the key `wording` (see `wording.py`).

    The row keeps the whole sentence in the language of ``proof["language"]``, and as its proof
    the key beside where and when it was shown. Agreeing again while the first agreement stands
    changes nothing. Raises `NotFound` for no such sentence.
    """
    shown = sentences.text(wording, proof.get("language", "en"))
    standing = _of(email, purpose, store_id).filter(basis=Basis.EXPRESS, withdrawn_at=None)
    if standing.exists():
        return
    Consent.objects.create(
        email=normal(email),
        person_id=person_id,
        store_id=store_id,
        purpose=purpose,
        basis=Basis.EXPRESS,
        wording=shown,
        proof={**proof, "wording": wording},
        obtained_at=clock.now(),
    )


def imply(
    *,
    email: str,
    basis: Basis,
    at: datetime,
    proof: Mapping[str, str],
    person_id: int | None = None,
    store_id: int | None = None,
) -> None:
    """Record that buying or asking allows news for a while: 24 months, or 6 (CASL).

    A later purchase renews it by another row; the same one again, or an earlier one, changes
    nothing. Whoever said no stays left alone until they agree themselves.
    """
    until = implied_until(basis, at)
    earlier = _of(email, Purpose.MARKETING, store_id)
    with transaction.atomic():
        latest = earlier.order_by("-obtained_at", "-pk").first()
        if latest is not None and latest.withdrawn_at is not None:
            return
        if earlier.filter(basis=basis, expires_at__gte=until).exists():
            return
        Consent.objects.create(
            email=normal(email),
            person_id=person_id,
            store_id=store_id,
            purpose=Purpose.MARKETING,
            basis=basis,
            proof=dict(proof),
            obtained_at=at,
            expires_at=until,
        )


def withdraw(*, email: str, purpose: str, store_id: int | None = None) -> int:
    """End every basis for that purpose at once; returns how many there were."""
    return _of(email, purpose, store_id).filter(withdrawn_at=None).update(withdrawn_at=clock.now())


def claim_consents(*, person_id: int, emails: Collection[str]) -> int:
    """Tie what a guest agreed to to the person they turned out to be; returns how many rows."""
    own = [normal(email) for email in emails]
    return Consent.objects.filter(person=None, email__in=own).update(person_id=person_id)


def _of(email: str, purpose: str, store_id: int | None) -> QuerySet[Consent]:
    return Consent.objects.filter(Q(store_id=store_id), email=normal(email), purpose=purpose)
