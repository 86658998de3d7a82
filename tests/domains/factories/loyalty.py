"""Points, deposits and gift cards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.domains.factories.identity import make_person
from tests.domains.factories.numbers import fresh_number
from tradewind.domains.identity.models import Person
from tradewind.domains.ledger.operations import post
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.booking import moved, purse, receivable
from tradewind.domains.loyalty.models import GiftPurchase, Hold, Lot, MileageTerms, Wallet
from tradewind.domains.loyalty.operations.gift_cards import IssuedCard
from tradewind.domains.loyalty.operations.holding import Payer, Tender
from tradewind.domains.loyalty.rules.giving import GiftWords
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.kernel import clock, ids
from tradewind.kernel.money import POINTS, Money
from tradewind.kernel.place import Place


def make_terms(*, worth: str = "1.00", currency: str = "CAD", **terms: Any) -> MileageTerms:
    """100 points are worth one dollar, unless told otherwise."""
    return operations.set_mileage_terms(
        points=terms.pop("points", 100), worth=Money.of(worth, currency), **terms
    )


def make_wallet() -> Wallet:
    """A member's, with nothing in it."""
    return operations.wallet_of_person(person_id=make_person().pk)


def make_points(
    *,
    wallet: Wallet,
    points: int,
    expires_at: datetime | None = None,
    funder_store_id: int | None = None,
) -> Lot:
    """A lot of points, good for a year."""
    return operations.award(
        wallet_id=wallet.pk,
        points=points,
        reference=f"promotion-{fresh_number()}",
        funder_store_id=funder_store_id,
        expires_at=expires_at or clock.now() + timedelta(days=365),
    )


def make_deposit(*, wallet: Wallet, amount: str, currency: str = "CAD") -> None:
    """Money in a deposit, as if a shopper's payment had come."""
    money = Money.of(amount, currency)
    post(
        key=f"deposit-{fresh_number()}",
        kind="topped_up",
        reference="test",
        postings=moved(receivable(currency), purse(wallet, currency), money),
        posted_at=clock.now(),
    )


def make_card(*, amount: str = "50.00", currency: str = "CAD") -> IssuedCard:
    """A card given away by the mall."""
    return operations.issue_card(
        amount=Money.of(amount, currency), key=f"card-{fresh_number()}", country="CA"
    )


def points(count: int) -> Tender:
    return Tender(TenderKind.MILEAGE, Money(count, POINTS))


def deposit(amount: str) -> Tender:
    return Tender(TenderKind.DEPOSIT, Money.of(amount, "CAD"))


def card(issued: IssuedCard, amount: str) -> Tender:
    return Tender(TenderKind.GIFT, Money.of(amount, "CAD"), code=issued.code)


def hold(
    *tenders: Tender, wallet: Wallet | None = None, holder: str = "", goods: str = "1000.00"
) -> list[Hold]:
    """Set tenders aside for a checkout of `goods` that costs nothing else."""
    return operations.reserve(
        holder=holder or f"chk_{fresh_number()}",
        payer=Payer(person_id=wallet.person_id if wallet is not None else None),
        tenders=tenders,
        goods=Money.of(goods, "CAD"),
        total=Money.of(goods, "CAD"),
    )


def make_gift_terms(*, currency: str = "CAD") -> None:
    """Cards from 5 to 500, 25 and 50 to choose from."""
    operations.set_gift_terms(
        least=Money.of("5", currency),
        most=Money.of("500", currency),
        amounts=[Money.of("25", currency), Money.of("50", currency)],
        actor="",
    )


def make_gift(
    *,
    amount: str = "25.00",
    person: Person | None = None,
    words: GiftWords | None = None,
    source: str = "tok_pays",
    key: str = "",
) -> GiftPurchase:
    """A gift card bought in Ontario through the sandbox; paid unless `source` does otherwise."""
    make_gift_terms()
    gift = operations.open_gift(
        amount=Money.of(amount, "CAD"),
        words=words or GiftWords("Lina", "lina@example.org", "Noor", "For you"),
        buyer_email=person.email if person else "noor@example.org",
        place=Place("CA", "ON"),
        language="en",
        provider="sandbox",
        key=key or ids.new_token(),
        person_id=person.pk if person else None,
    )
    operations.begin_gift(gift=gift, source=source, return_url="/")
    return GiftPurchase.objects.select_related("card", "payment").get(pk=gift.pk)
