"""Whose points are whose: wallets of members and of contacts, opened when first asked for."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from tradewind.domains.loyalty.models import Contact, Wallet
from tradewind.domains.orders.models import Purchase


def wallet_of_person(*, person_id: int) -> Wallet:
    """The member's wallet, opened when it is first asked for."""
    found = Wallet.objects.filter(person_id=person_id).first()
    if found is not None:
        return found
    # Rivals wait for the unique key and then find the winner's.
    return Wallet.objects.get_or_create(person_id=person_id)[0]


def wallet_of_contact(*, kind: Contact.Kind, value: str) -> Wallet:
    """The wallet an address or number leads to, opened when it is first asked for. Whoever asks
    has not shown it to be theirs: what lies in it waits for that.
    """
    known = Contact.objects.select_related("wallet").filter(kind=kind, value=value)
    found = known.first()
    if found is not None:
        return found.wallet
    try:
        with transaction.atomic():
            wallet = Wallet.objects.create()
            Contact.objects.create(wallet=wallet, kind=kind, value=value)
    except IntegrityError:
        # A rival was quicker; their wallet is the one.
        return known.get().wallet
    return wallet


def wallet_of_purchase(*, purchase: Purchase) -> Wallet:
    """Whose points a purchase earns: the member's; else of whoever has verified its address or
    number; else they wait under the address until that is verified.
    """
    if purchase.person_id is not None:
        return wallet_of_person(person_id=purchase.person_id)
    email = purchase.email.lower()
    known = list(
        Contact.objects.select_related("wallet")
        .filter(value__in=[email, purchase.phone], verified_at__isnull=False)
        .exclude(value="")
    )
    by_value = {contact.value: contact.wallet for contact in known}
    return (
        by_value.get(email)
        or by_value.get(purchase.phone)
        or wallet_of_contact(kind=Contact.Kind.EMAIL, value=email)
    )
