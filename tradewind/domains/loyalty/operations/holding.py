"""The three calls of a checkout: `reserve`, then `confirm` or `release`.

All are part of the caller's transaction, so that they stand or fall with stock and payment, and
all may be repeated. Points, deposit and gift card leave what their owner may spend at once, under
the wallet's and the card's row locks: of two tabs that spend one balance, one is told it is short.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tradewind.domains.ledger.operations import Line, post
from tradewind.domains.ledger.queries import spendable
from tradewind.domains.loyalty.booking import card_account, let_go, set_aside, spent
from tradewind.domains.loyalty.models import GiftCard, Hold, Take, Wallet
from tradewind.domains.loyalty.operations.codes import wallet_of_proof
from tradewind.domains.loyalty.operations.expiring import expire_points
from tradewind.domains.loyalty.operations.gift_cards import check_card, digest_of
from tradewind.domains.loyalty.operations.locking import (
    locked_cards,
    locked_holds,
    locked_wallet,
)
from tradewind.domains.loyalty.operations.lots import (
    Fact,
    balance_of,
    book,
    consume,
    points_of,
    restore,
    settle_debt,
)
from tradewind.domains.loyalty.operations.wallets import wallet_of_person
from tradewind.domains.loyalty.rules.errors import (
    CodeNeeded,
    DepositShort,
    GiftCurrency,
    GiftShort,
    GiftSpent,
    GiftUnknown,
    HoldGone,
    ReservedOtherwise,
)
from tradewind.domains.loyalty.rules.tenders import TenderKind, check_spending, spread
from tradewind.domains.loyalty.terms import find_mileage_terms, mileage_terms, spend_terms
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import POINTS, Money

_GRACE = timedelta(days=30)
"""For points of a currency without terms, and for gift cards given back after they expired."""


@dataclass(frozen=True, slots=True)
class Payer:
    """Who spends points or deposit: a member by row id, or whoever `proof` of a one-time code
    (`codes.check_code`) speaks for. Gift cards need neither.
    """

    person_id: int | None = None
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Tender:
    """A part of a payment. `amount` is in ``PTS`` for mileage, else in the order's currency;
    `code` names a gift card.
    """

    kind: TenderKind
    amount: Money
    code: str = ""


def reserve(
    *, holder: str, payer: Payer, tenders: Sequence[Tender], goods: Money, total: Money
) -> list[Hold]:
    """Set aside all `tenders` for `holder` (public id of a checkout), or none.

    `goods` is what the goods of the order cost, `total` what is to be paid; both in the order's
    currency. Returns the holds in the order of `tenders`; each one's `value` is what it pays. Told
    again with the same amounts, the answer is the same.

    Raises `MileageShort`, `MileageMinimum`, `MileageOrderMinimum`, `MileageShare`, `MileageStep`,
    `MileageNotOffered`, `DepositShort`, `GiftUnknown`, `GiftSpent`, `GiftShort`, `GiftExpired`,
    `GiftBlocked`, `GiftCurrency`, `CodeNeeded`, `ReservedOtherwise`, and `InvalidInput` when the
    parts are more than the total.
    """
    now = clock.now()
    with transaction.atomic():
        wallet = _wallet_of(payer, tenders)
        digests = [digest_of(tender.code) for tender in tenders if tender.kind is TenderKind.GIFT]
        if len(set(digests)) < len(digests):
            raise InvalidInput({"gift_cards": "taken"})
        cards = locked_cards(digests)
        former = _former(holder)
        if wallet is not None:
            expire_points(wallet, now)
        holds = [_reserve(holder, tender, wallet, cards, former, goods, now) for tender in tenders]
        if former.keys() - {_key(hold) for hold in holds}:
            raise ReservedOtherwise(holder=holder)
        if sum(hold.value_minor for hold in holds) > total.minor:
            raise InvalidInput({"tenders": "too_large"})
    return holds


def confirm(*, holder: str) -> list[Hold]:
    """What `holder` set aside is spent: it pays what the shopper owes for the orders.

    Returns its holds. Raises `HoldGone` when there are none, or any had been let go since.
    """
    now = clock.now()
    with transaction.atomic():
        found = locked_holds(holder)
        live = [hold for hold in found.holds if hold.state != Hold.State.RELEASED]
        if not live:
            raise HoldGone(holder=holder)
        for hold in live:
            if hold.state == Hold.State.HELD:
                _confirm(hold, now)
    return live


def release(*, holder: str) -> list[Hold]:
    """Let go of what `holder` set aside; what it has spent stays spent. Returns what came back.

    Points return to the very lots they came from. A lot that expired meanwhile gives way to one
    that lasts for the grace of the terms.
    """
    now = clock.now()
    with transaction.atomic():
        found = locked_holds(holder)
        freed = [hold for hold in found.holds if hold.state == Hold.State.HELD]
        for wallet in found.wallets.values():
            expire_points(wallet, now)
        for hold in freed:
            _release(hold, now)
    return freed


def _wallet_of(payer: Payer, tenders: Sequence[Tender]) -> Wallet | None:
    if all(tender.kind is TenderKind.GIFT for tender in tenders):
        return None
    if payer.person_id is not None:
        return locked_wallet(wallet_of_person(person_id=payer.person_id).pk)
    if not payer.proof:
        raise CodeNeeded
    return locked_wallet(wallet_of_proof(proof=payer.proof).pk)


_Key = tuple[str, int | None, int | None]


def _key(hold: Hold) -> _Key:
    return (str.__str__(hold.kind), hold.wallet_id, hold.card_id)


def _former(holder: str) -> dict[_Key, Hold]:
    rows = Hold.objects.filter(holder=holder).exclude(state=Hold.State.RELEASED)
    return {_key(hold): hold for hold in rows.select_for_update()}


def _reserve(
    holder: str,
    tender: Tender,
    wallet: Wallet | None,
    cards: dict[str, GiftCard],
    former: dict[_Key, Hold],
    goods: Money,
    now: datetime,
) -> Hold:
    card = _card(tender, cards) if tender.kind is TenderKind.GIFT else None
    hold = Hold(
        holder=holder,
        kind=tender.kind,
        wallet=None if card else wallet,
        card=card,
        unit=tender.amount.currency,
        amount=tender.amount.minor,
        currency=goods.currency,
        held_at=now,
    )
    same = former.get(_key(hold))
    if same is not None:
        if (same.amount, same.unit, same.currency) != (hold.amount, hold.unit, hold.currency):
            raise ReservedOtherwise(holder=holder)
        return same
    hold.value_minor = _checked(hold, tender, goods, now).minor
    hold.save()
    lines = set_aside(hold)
    fact = Fact(f"hold:{hold.public_id}", f"{hold.kind}_held", holder, now)
    if hold.wallet is None:
        _post(fact, lines)
        return hold
    if hold.unit == POINTS:
        consume(hold.wallet, hold.amount, Take.Reason.HOLD, now, hold=hold)
    book(hold.wallet, fact, lines)
    return hold


def _checked(hold: Hold, tender: Tender, goods: Money, now: datetime) -> Money:
    """What the tender pays, once nothing speaks against it."""
    if tender.kind is TenderKind.MILEAGE:
        if tender.amount.currency != POINTS or hold.wallet is None:
            raise InvalidInput({"mileage": "invalid"})
        terms = spend_terms(mileage_terms(currency=goods.currency, at=now))
        return check_spending(
            terms, count=tender.amount.minor, balance=points_of(hold.wallet, now), goods=goods
        )
    if tender.amount.minor <= 0:
        raise InvalidInput({str(tender.kind): "too_small"})
    if hold.card is not None:
        return _checked_card(hold.card, tender.amount, goods.currency, now)
    if tender.amount.currency != goods.currency or hold.wallet is None:
        raise InvalidInput({"deposit": "invalid"})
    balance = Money(balance_of(hold.wallet, goods.currency), goods.currency)
    if balance < tender.amount:
        raise DepositShort(wanted=tender.amount, balance=balance, missing=tender.amount - balance)
    return tender.amount


def _checked_card(card: GiftCard, wanted: Money, currency: str, now: datetime) -> Money:
    check_card(card, now)
    if card.currency != currency or wanted.currency != currency:
        raise GiftCurrency(currency=card.currency, wanted=currency)
    balance = spendable(account=card_account(card))
    if not balance:
        raise GiftSpent(last_four=card.last_four)
    if balance < wanted:
        raise GiftShort(last_four=card.last_four, balance=balance, wanted=wanted)
    return wanted


def _card(tender: Tender, cards: dict[str, GiftCard]) -> GiftCard:
    card = cards.get(digest_of(tender.code))
    if card is None:
        raise GiftUnknown
    return card


def _confirm(hold: Hold, now: datetime) -> None:
    points: dict[int | None, int] = {}
    for take in hold.takes.select_related("lot").order_by("pk"):
        funder = take.lot.funder_store_id
        points[funder] = points.get(funder, 0) + take.amount
    values = (
        dict(zip(points, spread(hold.value, list(points.values())), strict=True)) if points else {}
    )
    fact = Fact(f"spend:{hold.public_id}", f"{hold.kind}_spent", hold.holder, now)
    _post(fact, spent(hold, points, values))
    _end(hold, Hold.State.CONFIRMED, now)


def _release(hold: Hold, now: datetime) -> None:
    fact = Fact(f"release:{hold.public_id}", f"{hold.kind}_released", hold.holder, now)
    lines = let_go(hold)
    _end(hold, Hold.State.RELEASED, now)
    if hold.card is not None:
        revive(hold.card, now)
    if hold.wallet is None:
        _post(fact, lines)
        return
    if hold.unit == POINTS:
        grace = grace_of(hold, now)
        restore(hold.wallet, hold.takes.all(), hold.amount, now=now, grace=grace)
    book(hold.wallet, fact, lines)
    settle_debt(hold.wallet, hold.unit, fact)


def grace_of(hold: Hold, now: datetime) -> timedelta:
    """How long points last that come back after their lot expired."""
    terms = find_mileage_terms(currency=hold.currency, at=now)
    return _GRACE if terms is None else timedelta(days=terms.grace_days)


def revive(card: GiftCard, now: datetime) -> None:
    """A card that money returns to lasts for at least the grace."""
    if card.expires_at is not None and card.expires_at < now + _GRACE:
        card.expires_at, card.expired_at = now + _GRACE, None
        card.save(update_fields=["expires_at", "expired_at"])


def _end(hold: Hold, state: Hold.State, now: datetime) -> None:
    hold.state, hold.ended_at = state, now
    hold.save(update_fields=["state", "ended_at"])


def _post(fact: Fact, lines: Sequence[Line]) -> None:
    post(key=fact.key, kind=fact.kind, reference=fact.reference, postings=lines, posted_at=fact.at)
