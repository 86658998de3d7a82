"""Requests of somebody who left."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Lower

from tradewind.domains.identity.forgotten import Forgotten
from tradewind.domains.quotations.models import Message, Quotation, Side
from tradewind.kernel import ids


def forget_person(*, whom: Forgotten) -> dict[str, int]:
    """Prices stay with the seller's books; who asked, and what they wrote, does not."""
    rows = (
        Quotation.objects.across_stores("a person is mall-wide")
        .annotate(address=Lower("email"))
        .filter(Q(person_id=whom.person_id) | Q(person=None, address__in=whom.emails))
    )
    found = list(rows.values_list("pk", flat=True))
    said = Message.objects.across_stores("a person is mall-wide").filter(
        quotation_id__in=found, by=Side.SHOPPER
    )
    removed = int(said.delete()[0])
    for row in Quotation.objects.across_stores("a person is mall-wide").filter(pk__in=found):
        row.person, row.email, row.name = None, whom.alias, "—"
        row.token = ids.new_token()
        row.save(update_fields=["person", "email", "name", "token", "updated_at"])
    return {"requests for a price": len(found), "messages about prices": removed}
