"""Real rivals on real connections: one balance, many tabs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import (
    card,
    deposit,
    hold,
    make_card,
    make_deposit,
    make_points,
    make_terms,
    make_wallet,
    points,
)
from tests.domains.loyalty.books import check_books
from tests.parallel import in_parallel
from tradewind.domains.ledger.queries import balance, spendable
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.booking import purse, receivable
from tradewind.domains.loyalty.models import Contact, Hold, Lot, Wallet
from tradewind.domains.loyalty.operations.codes import proof_for
from tradewind.domains.loyalty.operations.holding import Payer, Tender
from tradewind.domains.loyalty.rules.errors import (
    CodeTriedTooOften,
    CodeWrong,
    DepositShort,
    GiftShort,
    GiftSpent,
    HoldGone,
    MileageShort,
)
from tradewind.kernel import clock
from tradewind.kernel.errors import TradewindError
from tradewind.kernel.money import POINTS, Money

pytestmark = pytest.mark.django_db(transaction=True)

RIVALS = 8


def tried(tender: Tender, wallet: Wallet | None, number: int) -> str:
    try:
        hold(tender, wallet=wallet, holder=f"chk_tab_{number}")
    except TradewindError as error:
        return error.code
    return "held"


def tabs(tender: Tender, wallet: Wallet | None = None) -> list[str]:
    return in_parallel([partial(tried, tender, wallet, number) for number in range(RIVALS)])


def test_of_all_tabs_that_spend_one_balance_exactly_one_wins() -> None:
    make_terms()
    wallet = make_wallet()
    make_points(wallet=wallet, points=60)
    make_points(wallet=wallet, points=40)

    ended = tabs(points(100), wallet)

    assert sorted(ended) == ["held"] + [MileageShort.code] * (RIVALS - 1)
    assert spendable(account=purse(wallet, POINTS)) == Money(0, POINTS)
    check_books()


def test_a_deposit_is_spent_once() -> None:
    wallet = make_wallet()
    make_deposit(wallet=wallet, amount="30.00")

    ended = tabs(deposit("30.00"), wallet)

    assert sorted(ended) == [DepositShort.code] * (RIVALS - 1) + ["held"]
    assert spendable(account=purse(wallet, "CAD")) == Money(0, "CAD")
    check_books()


def test_a_gift_card_is_spent_once_whoever_holds_the_code() -> None:
    issued = make_card(amount="20.00")

    ended = tabs(card(issued, "20.00"))

    assert sorted(ended) == [GiftSpent.code] * (RIVALS - 1) + ["held"]
    check_books()


def test_a_gift_card_pays_what_it_holds_and_no_more() -> None:
    issued = make_card(amount="25.00")

    ended = tabs(card(issued, "10.00"))

    assert sorted(ended) == [GiftShort.code] * (RIVALS - 2) + ["held"] * 2
    check_books()


def test_confirming_and_letting_go_at_once_end_in_one_of_them() -> None:
    make_terms()
    wallet = make_wallet()
    make_points(wallet=wallet, points=100)
    make_deposit(wallet=wallet, amount="5.00")
    hold(points(100), deposit("5.00"), wallet=wallet, holder="chk_one")
    owed = balance(account=receivable("CAD"))

    def confirm() -> str:
        try:
            operations.confirm(holder="chk_one")
        except HoldGone:
            return "gone"
        return "spent"

    def release() -> str:
        return f"freed {len(operations.release(holder='chk_one'))}"

    ended = in_parallel([confirm, release] * 4)

    states = set(Hold.objects.values_list("state", flat=True))
    if states == {Hold.State.CONFIRMED}:
        assert sorted(set(ended)) == ["freed 0", "spent"]
        assert balance(account=receivable("CAD")) == owed - Money(600, "CAD")
    else:
        assert states == {Hold.State.RELEASED}
        assert sorted(set(ended)) == ["freed 0", "freed 2", "gone"]
        assert balance(account=receivable("CAD")) == owed
    check_books()


def test_the_clock_and_spenders_share_one_lot() -> None:
    make_terms()
    wallet = make_wallet()
    now = clock.now()
    lot = make_points(wallet=wallet, points=100, expires_at=now + timedelta(days=1))

    def expire() -> str:
        return str(operations.expire_due(now=now + timedelta(days=2)))

    rivals: list[Callable[[], str]] = [
        expire,
        partial(tried, points(70), wallet, 1),
        expire,
        partial(tried, points(70), wallet, 2),
    ]
    ended = in_parallel(rivals)

    assert ended.count("held") <= 1
    lot.refresh_from_db()
    assert lot.remaining == 0
    check_books()


def test_signing_in_everywhere_at_once_joins_once() -> None:
    make_terms()
    person = make_person()
    stray = operations.wallet_of_contact(kind=Contact.Kind.EMAIL, value="noor@example.org")
    make_points(wallet=stray, points=90)

    joined = in_parallel(
        [partial(operations.join, person_id=person.pk, emails=["noor@example.org"])] * RIVALS
    )

    assert sum(joined) == 1
    wallet = Wallet.objects.get(person=person)
    assert spendable(account=purse(wallet, POINTS)) == Money(90, POINTS)
    check_books()


def test_points_let_go_while_their_wallet_joins_another_are_there() -> None:
    make_terms()
    person = make_person()
    stray = operations.verify_contact(
        kind=Contact.Kind.EMAIL, value="noor@example.org", at=clock.now()
    )
    make_points(wallet=stray, points=90)
    operations.reserve(
        holder="chk_one",
        payer=Payer(proof=proof_for(stray)),
        tenders=[points(80)],
        goods=Money(5_000, "CAD"),
        total=Money(5_000, "CAD"),
    )

    rivals: list[Callable[[], object]] = [
        partial(operations.release, holder="chk_one"),
        partial(operations.join, person_id=person.pk, emails=["noor@example.org"]),
    ]
    in_parallel(rivals * 3)

    assert Hold.objects.get().state == Hold.State.RELEASED
    wallet = Wallet.objects.get(person=person)
    assert set(Lot.objects.values_list("wallet", flat=True)) == {wallet.pk}
    assert spendable(account=purse(wallet, POINTS)) == Money(90, POINTS)
    check_books()


def test_guesses_made_at_once_all_count() -> None:
    row = operations.send_one_time_code(
        kind=Contact.Kind.EMAIL, value="noor@example.org", country="CA", language="en"
    )

    def guess(number: int) -> str:
        try:
            operations.check_code(code_id=row.public_id, digits=f"x{number}")
        except (CodeWrong, CodeTriedTooOften) as error:
            return error.code
        return "in"

    ended = in_parallel([partial(guess, number) for number in range(12)])

    assert ended.count(CodeWrong.code) == 5
    assert ended.count(CodeTriedTooOften.code) == 7
