"""A wallet that leads to nobody. Its postings stay: the books must balance for ever."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Lower

from tradewind.domains.identity.forgotten import Forgotten
from tradewind.domains.loyalty.models import Contact, GiftPurchase, OneTimeCode, TopUp, Wallet
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
    gifts = _forget_gifts(whom)
    codes = OneTimeCode.objects.filter(value__in=[*whom.emails, *numbers])
    return {"contacts": int(contacts.delete()[0]), "codes": int(codes.delete()[0]), **gifts}


def _forget_gifts(whom: Forgotten) -> dict[str, int]:
    """Who bought a card, and for whom; one that is yet to be delivered still needs its address."""
    rows = GiftPurchase.objects.annotate(buyer=Lower("buyer_email"), receiver=Lower("email"))
    bought = rows.filter(Q(person_id=whom.person_id) | Q(buyer__in=whom.emails))
    bought_ids = list(bought.values_list("pk", flat=True))
    own = GiftPurchase.objects.filter(pk__in=bought_ids)
    own.filter(delivered_at__isnull=False).update(recipient="", email=whom.alias, message="")
    count = own.update(person=None, buyer_email=whom.alias, sender="")
    received = rows.filter(receiver__in=whom.emails)
    got = GiftPurchase.objects.filter(pk__in=list(received.values_list("pk", flat=True)))
    return {
        "gift cards bought": count,
        "gift cards received": got.update(recipient="", email=whom.alias, message="", sender=""),
    }


def gifts_of(*, whom: Forgotten) -> list[str]:
    """Public ids of the gift cards the person bought: what their payments were for."""
    rows = GiftPurchase.objects.annotate(buyer=Lower("buyer_email"))
    mine = rows.filter(Q(person_id=whom.person_id) | Q(buyer__in=whom.emails))
    return list(mine.values_list("public_id", flat=True))


def top_ups_of(*, whom: Forgotten) -> list[str]:
    """Public ids of the person's payments into their deposit."""
    rows = TopUp.objects.filter(wallet__person_id=whom.person_id)
    return list(rows.values_list("public_id", flat=True))
