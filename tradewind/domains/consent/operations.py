"""Recording what a person agreed to, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import orjson
from django.db import connection
from django.db.models import Q, QuerySet

from tradewind.domains.consent import wording as sentences
from tradewind.domains.consent.models import Basis, Consent
from tradewind.domains.consent.rules import implied_until, normal
from tradewind.kernel import clock

# What stands longer already, and a no that was the last word, keep a row from being written.
_IMPLY = """
INSERT INTO consent_consent (email, person_id, store_id, purpose, basis, wording, proof,
                             obtained_at, expires_at)
SELECT email, person_id, store_id, 'marketing', basis, '', proof, obtained_at, expires_at
FROM jsonb_to_recordset(%s::jsonb) AS new(
    email varchar, person_id bigint, store_id bigint, basis varchar, proof jsonb,
    obtained_at timestamptz, expires_at timestamptz)
WHERE NOT EXISTS (
    SELECT FROM consent_consent old
    WHERE old.email = new.email AND old.purpose = 'marketing'
      AND old.store_id IS NOT DISTINCT FROM new.store_id
      AND old.basis = new.basis AND old.expires_at >= new.expires_at
) AND (
    SELECT old.withdrawn_at FROM consent_consent old
    WHERE old.email = new.email AND old.purpose = 'marketing'
      AND old.store_id IS NOT DISTINCT FROM new.store_id
    ORDER BY old.obtained_at DESC, old.id DESC LIMIT 1
) IS NULL
"""


class Implied(NamedTuple):
    """What buying or asking allows, as `imply` takes it."""

    email: str
    basis: Basis
    at: datetime
    proof: Mapping[str, str]
    person_id: int | None = None
    store_id: int | None = None


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
    imply_all([Implied(email, basis, at, proof, person_id, store_id)])


def imply_all(implied: Iterable[Implied]) -> None:
    """`imply` for many by one statement."""
    latest: dict[tuple[str, int | None, Basis], Implied] = {}
    for one in implied:
        key = (normal(one.email), one.store_id, one.basis)
        if key not in latest or latest[key].at < one.at:
            latest[key] = one
    if not latest:
        return
    rows = [
        {
            "email": email,
            "person_id": one.person_id,
            "store_id": store_id,
            "basis": basis.value,
            "proof": dict(one.proof),
            "obtained_at": one.at,
            "expires_at": implied_until(basis, one.at),
        }
        for (email, store_id, basis), one in latest.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(_IMPLY, [orjson.dumps(rows).decode()])


def withdraw(*, email: str, purpose: str, store_id: int | None = None) -> int:
    """End every basis for that purpose at once; returns how many there were."""
    return _of(email, purpose, store_id).filter(withdrawn_at=None).update(withdrawn_at=clock.now())


def claim_consents(*, person_id: int, emails: Collection[str]) -> int:
    """Tie what a guest agreed to to the person they turned out to be; returns how many rows."""
    own = [normal(email) for email in emails]
    return Consent.objects.filter(person=None, email__in=own).update(person_id=person_id)


def _of(email: str, purpose: str, store_id: int | None) -> QuerySet[Consent]:
    return Consent.objects.filter(Q(store_id=store_id), email=normal(email), purpose=purpose)
