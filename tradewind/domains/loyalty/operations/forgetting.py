"""A wallet that leads to nobody. Its postings stay: the books must balance for ever."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Lower

from tradewind.domains.identity.forgotten import Forgotten
from tradewind.domains.loyalty.models import Contact, OneTimeCode, TopUp, Wallet
from tradewind.domains.loyalty.operations.adjusting import adjust
from tradewind.domains.loyalty.queries import balances_of
from tradewind.kernel import clock


def give_up_points(*, person_id: int, key: str) -> int:
    """Take the points a person leaves behind out of the books, once a `key`; returns how many."""
    wallet = Wallet.objects.filter(person_id=person_id).first()
    balances = balances_of(wallet=wallet, currency="CAD", now=clock.now())
    left = balances.points.minor
    if wallet is None or not left:
        return 0
    adjust(wallet_id=wallet.pk, points=-left, reason="Given up", key=key, actor=wallet.public_id)
    return left


def forget_person(*, whom: Forgotten) -> dict[str, int]:
    """Contacts and codes go, the wallet and its amounts stay."""
    numbers = [whom.phone] if whom.phone else []
    own = Wallet.objects.filter(person_id=whom.person_id).values_list("pk", flat=True)
    contacts = Contact.objects.annotate(known=Lower("value")).filter(
        Q(wallet_id__in=list(own))
        | Q(wallet__merged_into__in=list(own))
        | Q(known__in=whom.emails)
        | Q(known__in=numbers, verified_at__isnull=False)
    )
    codes = OneTimeCode.objects.filter(value__in=[*whom.emails, *numbers])
    return {"contacts": int(contacts.delete()[0]), "codes": int(codes.delete()[0])}


def top_ups_of(*, whom: Forgotten) -> list[str]:
    """Public ids of the person's payments into their deposit."""
    rows = TopUp.objects.filter(wallet__person_id=whom.person_id)
    return list(rows.values_list("public_id", flat=True))
