"""What points, deposits and gift cards say in the ledger.

Points are a unit of their own. Giving some: the funder's account against the wallet's. Spending
some: the wallet's against what checkouts hold, then that against the funder's again; and in money
the funder against what shoppers owe, as a provider's capture would, so that a paid order leaves
the receivable account at zero whatever it was paid with. Deposits and gift cards are money that
came in before: spending moves it on to the receivable account.
"""

from __future__ import annotations

from collections.abc import Mapping

from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.operations import AccountKey, Line
from tradewind.domains.loyalty.models import GiftCard, Hold, Wallet
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.kernel.money import POINTS, Money

Funder = int | None
"""Row id of the store that pays for points; None for the mall."""


def purse(wallet: Wallet, unit: str) -> AccountKey:
    """The guarded account of a wallet: points for ``PTS``, else its deposit in that currency."""
    kind = Account.Kind.MILEAGE if unit == POINTS else Account.Kind.DEPOSIT
    if wallet.person_id is not None:
        return AccountKey(kind, unit, person_id=wallet.person_id)
    return AccountKey(kind, unit, name=wallet.public_id)


def card_account(card: GiftCard) -> AccountKey:
    """The guarded account of a gift card."""
    return AccountKey(Account.Kind.GIFT, card.currency, name=card.public_id)


def source_of(hold: Hold) -> AccountKey:
    """Where a hold was taken from."""
    if hold.card is not None:
        return card_account(hold.card)
    if hold.wallet is None:
        raise ValueError(f"hold {hold.pk} has no source")
    return purse(hold.wallet, hold.unit)


def claim(wallet: Wallet, unit: str) -> AccountKey:
    """What the holder of a wallet owes back."""
    if wallet.person_id is not None:
        return AccountKey(Account.Kind.CLAIM, unit, person_id=wallet.person_id)
    return AccountKey(Account.Kind.CLAIM, unit, name=wallet.public_id)


def held(kind: str, unit: str) -> AccountKey:
    """What checkouts have set aside."""
    return AccountKey(Account.Kind.HELD, unit, name=str.__str__(kind))


def funding(unit: str, funder: Funder, name: str = "points") -> AccountKey:
    """Who pays: in points what they have given and not seen again, in money what that cost them."""
    return AccountKey(Account.Kind.FUNDING, unit, store_id=funder, name=name)


def receivable(currency: str) -> AccountKey:
    """What shoppers owe for orders."""
    return AccountKey(Account.Kind.RECEIVABLE, currency)


def moved(from_account: AccountKey, to_account: AccountKey, amount: Money) -> list[Line]:
    """`amount` out of one account into another, seen by whoever may spend it: a purse is a debt
    of the mall, so what leaves it is a debit.
    """
    return [Line(from_account, amount), Line(to_account, -amount)]


def set_aside(hold: Hold) -> list[Line]:
    """Out of the purse or card, into what is held."""
    return moved(source_of(hold), held(hold.kind, hold.unit), hold.quantity)


def let_go(hold: Hold) -> list[Line]:
    """The reverse."""
    return moved(held(hold.kind, hold.unit), source_of(hold), hold.quantity)


def spent(
    hold: Hold, points_by_funder: Mapping[Funder, int], value_by_funder: Mapping[Funder, Money]
) -> list[Line]:
    """What was held pays what the shopper owes."""
    owed = Line(receivable(hold.currency), -hold.value)
    if hold.kind != TenderKind.MILEAGE:
        return [Line(held(hold.kind, hold.unit), hold.value), owed]
    return [
        Line(held(hold.kind, hold.unit), hold.quantity),
        *_points(points_by_funder, -1),
        *_values(value_by_funder, 1),
        owed,
    ]


def given_back(
    hold: Hold,
    quantity: Money,
    value: Money,
    points_by_funder: Mapping[Funder, int],
    value_by_funder: Mapping[Funder, Money],
) -> list[Line]:
    """A part of what was spent returns to the purse or card: `value` in money."""
    owed = Line(receivable(hold.currency), value)
    back = [Line(source_of(hold), -quantity)] if quantity else []
    if hold.kind != TenderKind.MILEAGE:
        return [owed, *back]
    return [owed, *_values(value_by_funder, -1), *_points(points_by_funder, 1), *back]


def _points(by_funder: Mapping[Funder, int], sign: int) -> list[Line]:
    return [
        Line(funding(POINTS, funder), Money(sign * count, POINTS))
        for funder, count in by_funder.items()
        if count
    ]


def _values(by_funder: Mapping[Funder, Money], sign: int) -> list[Line]:
    return [
        Line(funding(value.currency, funder), value * sign)
        for funder, value in by_funder.items()
        if value
    ]
