"""Proof that somebody agreed, without who it was."""

from __future__ import annotations

from django.db.models import Q

from tradewind.domains.consent.models import Consent
from tradewind.domains.identity.forgotten import Forgotten
from tradewind.kernel import clock


def forget_person(*, whom: Forgotten) -> dict[str, int]:
    """Purpose, wording and times stay as proof; what stood is withdrawn from now on."""
    rows = Consent.objects.filter(Q(person_id=whom.person_id) | Q(email__in=whom.emails))
    rows.filter(withdrawn_at=None).update(withdrawn_at=clock.now())
    return {"consents": rows.update(person=None, email=whom.alias, proof={})}
