"""Offers a person kept and used."""

from __future__ import annotations

from tradewind.domains.identity.forgotten import Forgotten
from tradewind.domains.promotions.models import Redemption, Tally, WalletEntry
from tradewind.domains.promotions.whose import whos_of


def forget_person(*, whom: Forgotten) -> dict[str, int]:
    """The wallet goes; uses stay counted for their budget, without whose they were."""
    entries = WalletEntry.objects.filter(person_id=whom.person_id).delete()
    whos = sorted(
        {who for email in whom.emails for who in whos_of(person_id=whom.person_id, email=email)}
    )
    used = Redemption.objects.across_stores("a person is mall-wide").filter(whos__overlap=whos)
    return {
        "offers kept": int(entries[0]),
        "offers used": used.update(person=None, whos=[]),
        "counts of use": int(Tally.objects.filter(who__in=whos).delete()[0]),
    }
