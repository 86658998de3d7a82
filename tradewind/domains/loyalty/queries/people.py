"""Finding somebody's wallet, for those who help them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from tradewind.domains.loyalty.models import Contact, Wallet
from tradewind.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class WalletRow:
    """A wallet and whose it is: a member's name and address, or a non-member's contacts."""

    wallet: Wallet
    name: str
    contacts: Sequence[str]
    is_member: bool


def find_wallets(*, text: str, limit: int = 20) -> list[WalletRow]:
    """Wallets by a whole e-mail address, phone number or public id; nothing for less."""
    wanted = text.strip().lower()
    if len(wanted) < 5:
        return []
    match = Q(person__email__iexact=wanted) | Q(contacts__value=wanted)
    if wanted.startswith("wal_"):
        match = Q(public_id=wanted)
    rows = Wallet.objects.filter(match, merged_into=None).distinct().order_by("pk")
    return [_row(row) for row in rows.select_related("person").prefetch_related("contacts")[:limit]]


def get_wallet_row(*, wallet_id: str) -> WalletRow:
    """The wallet with that public id. Raises `NotFound`."""
    row = (
        Wallet.objects.select_related("person")
        .prefetch_related("contacts")
        .filter(public_id=wallet_id, merged_into=None)
        .first()
    )
    if row is None:
        raise NotFound(id=wallet_id)
    return _row(row)


def _row(wallet: Wallet) -> WalletRow:
    contacts = [contact.value for contact in wallet.contacts.all()]
    if wallet.person is not None:
        contacts = [wallet.person.email, *(c for c in contacts if c != wallet.person.email)]
    return WalletRow(
        wallet=wallet,
        name=str(wallet.person) if wallet.person is not None else "",
        contacts=contacts,
        is_member=wallet.person is not None,
    )


def count_unclaimed_wallets(*, emails: Collection[str]) -> int:
    """Wallets of guests that these addresses (lower case) lead to and that nobody took over yet."""
    found = Contact.objects.filter(
        value__in=list(emails), wallet__person=None, wallet__merged_into=None
    )
    return found.values("wallet_id").distinct().count()
