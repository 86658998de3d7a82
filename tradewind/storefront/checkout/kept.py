"""Points, deposit and gift cards on one order: what each pays, and what is left to pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.checkout.quoting import Quote
from tradewind.domains.ledger.queries import spendable
from tradewind.domains.loyalty.booking import purse
from tradewind.domains.loyalty.models import Wallet
from tradewind.domains.loyalty.operations import Tender as Kept
from tradewind.domains.loyalty.operations import find_card
from tradewind.domains.loyalty.operations.codes import wallet_of_proof
from tradewind.domains.loyalty.operations.gift_cards import balance_of_card, check_card
from tradewind.domains.loyalty.queries import Usable, find_wallet_of_person, usable
from tradewind.domains.loyalty.rules.errors import CodeNeeded, GiftCurrency, GiftSpent
from tradewind.domains.loyalty.rules.tenders import SpendTerms, TenderKind, check_spending
from tradewind.domains.loyalty.terms import find_mileage_terms, spend_terms
from tradewind.kernel.errors import TradewindError
from tradewind.kernel.money import POINTS, Money
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n.amounts import read_decimal
from tradewind.platform.i18n.languages import current
from tradewind.storefront.checkout.asked import MOST_CARDS, Asked, sealed


@dataclass(frozen=True, slots=True)
class PointsRow:
    """Points there are, and how many of them this order takes; `refusal` says why it takes none."""

    balance: Money
    worth: Money
    most: Money
    most_value: Money
    typed: str
    pays: Money | None
    refusal: str


@dataclass(frozen=True, slots=True)
class DepositRow:
    """The deposit, and how much of it this order would take."""

    balance: Money
    would_pay: Money
    is_used: bool


@dataclass(frozen=True, slots=True)
class CardRow:
    """A gift card that was entered. `pays` is None where it can't, and `refusal` says why."""

    token: str
    last_four: str
    pays: Money | None
    left: Money | None
    refusal: str


@dataclass(frozen=True, slots=True)
class KeptScreen:
    """What the mall keeps for a shopper, as the payment step shows it. `paying` are the amounts
    that pay by kind, below zero; `left` is what a provider has to be asked for.
    """

    points: PointsRow | None
    deposit: DepositRow | None
    cards: Sequence[CardRow]
    card_typed: str
    has_room: bool
    paying: Sequence[tuple[str, str, Money]]
    left: Money
    asks_proof: bool
    contact: str
    code_id: str
    proof: str
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to set aside, and the screen that says so."""

    kept: Sequence[Kept]
    proof: str
    left: Money
    screen: KeptScreen


def plan(asked: Asked, quote: Quote, *, person_id: int | None, email: str, now: datetime) -> Plan:
    """How `asked` pays for `quote`: points first, then cards, then the deposit. Nothing is held."""
    errors = dict(asked.errors)
    wallet, proof = _wallet(asked, person_id, errors)
    goods = quote.goods - quote.goods_off
    found = usable(wallet=wallet, goods=goods, total=quote.total, now=now) if wallet else None
    left, kept = quote.total, list[Kept]()
    points = _points(asked, found, goods, left, now, errors) if found else None
    if points is not None and points.pays is not None:
        left -= points.pays
        kept.append(Kept(TenderKind.MILEAGE, Money(_count(asked.points) or 0, POINTS)))
    cards = []
    for code in asked.cards:
        row = _card(code, left, now)
        cards.append(row)
        if row.pays:
            left -= row.pays
            kept.append(Kept(TenderKind.GIFT, row.pays, code=code))
    deposit = _deposit(asked, wallet, left) if wallet else None
    if deposit is not None and deposit.is_used:
        left -= deposit.would_pay
        kept.append(Kept(TenderKind.DEPOSIT, deposit.would_pay))
    screen = KeptScreen(
        points=points,
        deposit=deposit,
        cards=cards,
        card_typed=asked.card_typed,
        has_room=len(cards) < MOST_CARDS,
        paying=_paying(points, cards, deposit),
        left=left,
        asks_proof=person_id is None and wallet is None,
        contact=asked.contact or email,
        code_id=asked.code_id,
        proof=proof,
        errors=errors,
    )
    return Plan(kept=kept, proof=proof, left=left, screen=screen)


def _wallet(
    asked: Asked, person_id: int | None, errors: dict[str, str]
) -> tuple[Wallet | None, str]:
    if person_id is not None:
        return find_wallet_of_person(person_id=person_id), ""
    if not asked.proof:
        return None, ""
    try:
        return wallet_of_proof(proof=asked.proof), asked.proof
    except CodeNeeded as error:
        errors["contact"] = sentence(error.code)
        return None, ""


def _points(
    asked: Asked, found: Usable, goods: Money, left: Money, now: datetime, errors: dict[str, str]
) -> PointsRow | None:
    terms = find_mileage_terms(currency=goods.currency, at=now)
    if terms is None or not found.points:
        return None
    rules = spend_terms(terms)
    refusal = "" if found.most else _why_not(rules, rules.step, found, goods)
    pays = None
    if asked.points and not refusal:
        count = _count(asked.points)
        if count is None:
            errors["points"] = sentence("field.invalid")
        elif count:
            try:
                pays = check_spending(rules, count=count, balance=found.points.minor, goods=goods)
            except TradewindError as error:
                errors["points"] = sentence(error.code, error.details)
            if pays is not None and pays > left:
                pays, errors["points"] = None, sentence("field.too_large")
    return PointsRow(
        balance=found.points,
        worth=rules.worth(found.points.minor),
        most=found.most,
        most_value=found.most_value,
        typed=asked.points,
        pays=pays,
        refusal=refusal,
    )


def _why_not(rules: SpendTerms, count: int, found: Usable, goods: Money) -> str:
    try:
        check_spending(rules, count=count, balance=found.points.minor, goods=goods)
    except TradewindError as error:
        return sentence(error.code, error.details)
    return ""


def _card(code: str, left: Money, now: datetime) -> CardRow:
    card = find_card(code=code)
    balance = balance_of_card(card)
    try:
        check_card(card, now)
        if card.currency != left.currency:
            raise GiftCurrency(currency=card.currency, wanted=left.currency)
        if not balance:
            raise GiftSpent(last_four=card.last_four)
    except TradewindError as error:
        refusal = sentence(error.code, error.details)
        return CardRow(sealed(code), card.last_four, None, None, refusal)
    pays = min(balance, left)
    return CardRow(sealed(code), card.last_four, pays, balance - pays, "")


def _deposit(asked: Asked, wallet: Wallet, left: Money) -> DepositRow | None:
    balance = spendable(account=purse(wallet, left.currency))
    if balance.minor <= 0:
        return None
    would = min(balance, left)
    return DepositRow(balance, would, is_used=asked.wants_deposit and bool(would))


def _paying(
    points: PointsRow | None, cards: Sequence[CardRow], deposit: DepositRow | None
) -> list[tuple[str, str, Money]]:
    paying = []
    if points is not None and points.pays:
        paying.append(("mileage", "", -points.pays))
    by_card = [card for card in cards if card.pays]
    paying += [("gift", card.last_four, -card.pays) for card in by_card if card.pays]
    if deposit is not None and deposit.is_used:
        paying.append(("deposit", "", -deposit.would_pay))
    return paying


def _count(text: str) -> int | None:
    """How many points were typed, in any digits; None for what is no whole number."""
    number = read_decimal(text, current())
    return None if number is None or number != int(number) else int(number)
