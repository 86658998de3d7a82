"""Reserve, confirm, release, give back: the books and the lots after each."""

from __future__ import annotations

from datetime import timedelta

import pytest

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
from tests.domains.factories.stores import make_store
from tests.domains.loyalty.books import check_books
from tradewind.domains.ledger.queries import balance, spendable
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.booking import card_account, funding, purse, receivable
from tradewind.domains.loyalty.models import Contact, GiftCard, Hold, Lot
from tradewind.domains.loyalty.operations.codes import proof_for
from tradewind.domains.loyalty.operations.holding import Payer
from tradewind.domains.loyalty.queries import spent_by, usable
from tradewind.domains.loyalty.rules.errors import (
    CodeNeeded,
    DepositShort,
    GiftBlocked,
    GiftCurrency,
    GiftExpired,
    GiftUnknown,
    HoldGone,
    MileageNotOffered,
    MileageShort,
    RefundTooLarge,
    ReservedOtherwise,
)
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import POINTS, Money

pytestmark = pytest.mark.django_db

OWED = receivable("CAD")


def test_what_expires_first_is_spent_first_and_comes_back_where_it_was() -> None:
    make_terms()
    wallet, now = make_wallet(), clock.now()
    late = make_points(wallet=wallet, points=50, expires_at=now + timedelta(days=90))
    soon = make_points(wallet=wallet, points=50, expires_at=now + timedelta(days=9))

    hold(points(60), wallet=wallet, holder="chk_1")
    for lot in (late, soon):
        lot.refresh_from_db()
    assert (soon.remaining, late.remaining) == (0, 40)

    assert [row.amount for row in operations.release(holder="chk_1")] == [60]
    for lot in (late, soon):
        lot.refresh_from_db()
    assert (soon.remaining, late.remaining) == (50, 50)
    assert Lot.objects.count() == 2
    check_books()


def test_a_paid_order_leaves_nothing_owed_whatever_it_was_paid_with() -> None:
    make_terms()
    wallet, store = make_wallet(), make_store()
    make_points(wallet=wallet, points=300)
    make_points(wallet=wallet, points=700, funder_store_id=store.pk)
    make_deposit(wallet=wallet, amount="20.00")
    issued = make_card(amount="50.00")
    before = balance(account=OWED)

    holds = hold(
        points(1_000), deposit("20.00"), card(issued, "15.00"), wallet=wallet, holder="chk_1"
    )
    assert [row.value for row in holds] == [Money(n, "CAD") for n in (1_000, 2_000, 1_500)]
    assert balance(account=OWED) == before
    operations.confirm(holder="chk_1")

    assert balance(account=OWED) == before - Money(4_500, "CAD")
    assert balance(account=funding("CAD", None)) == Money(300, "CAD")
    assert balance(account=funding("CAD", store.pk)) == Money(700, "CAD")
    assert balance(account=funding(POINTS, store.pk)) == Money(0, POINTS)
    assert spendable(account=card_account(issued.card)) == Money(3_500, "CAD")
    check_books()


def test_reserving_again_is_the_same_and_otherwise_is_refused() -> None:
    make_terms()
    wallet = make_wallet()
    make_points(wallet=wallet, points=500)

    (first,) = hold(points(100), wallet=wallet, holder="chk_1")
    (again,) = hold(points(100), wallet=wallet, holder="chk_1")
    assert first.pk == again.pk
    with pytest.raises(ReservedOtherwise):
        hold(points(200), wallet=wallet, holder="chk_1")
    operations.release(holder="chk_1")
    (other,) = hold(points(200), wallet=wallet, holder="chk_1")
    assert other.pk != first.pk
    check_books()


def test_one_part_that_is_refused_sets_nothing_aside() -> None:
    make_terms()
    wallet = make_wallet()
    make_points(wallet=wallet, points=500)

    with pytest.raises(DepositShort) as short:
        hold(points(100), deposit("1.00"), wallet=wallet)

    assert short.value.details["missing"] == Money(100, "CAD")
    assert not Hold.objects.exists()
    check_books()


def test_parts_beyond_the_total_are_refused() -> None:
    wallet = make_wallet()
    make_deposit(wallet=wallet, amount="50.00")
    with pytest.raises(InvalidInput):
        hold(deposit("30.00"), wallet=wallet, goods="29.99")
    assert not Hold.objects.exists()


def test_what_was_let_go_is_not_confirmed() -> None:
    make_terms()
    wallet = make_wallet()
    make_points(wallet=wallet, points=500)
    hold(points(100), wallet=wallet, holder="chk_1")
    operations.release(holder="chk_1")
    for holder in ("chk_1", "chk_nobody"):
        with pytest.raises(HoldGone):
            operations.confirm(holder=holder)


def test_points_that_expired_while_held_come_back_for_the_grace() -> None:
    make_terms(grace_days=10)
    wallet, now = make_wallet(), clock.now()
    make_points(wallet=wallet, points=100, expires_at=now + timedelta(days=1))
    hold(points(100), wallet=wallet, holder="chk_1")
    later = now + timedelta(days=2)

    with clock.frozen_at(later):
        operations.release(holder="chk_1")

    (graced,) = Lot.objects.filter(remaining__gt=0)
    assert (graced.remaining, graced.source) == (100, "restored")
    assert graced.expires_at == later + timedelta(days=10)
    check_books()


def test_parts_go_back_and_never_more_than_was_paid() -> None:
    make_terms()
    wallet = make_wallet()
    make_points(wallet=wallet, points=999)
    hold(points(999), wallet=wallet, holder="chk_1")
    operations.confirm(holder="chk_1")
    owed = balance(account=OWED)

    for part, key in ((333, "a"), (333, "b"), (333, "b"), (333, "c")):
        amounts = {TenderKind.MILEAGE: Money(part, "CAD")}
        operations.refund(holder="chk_1", amounts=amounts, key=key)

    assert balance(account=OWED) == owed + Money(999, "CAD")
    assert spendable(account=purse(wallet, POINTS)) == Money(999, POINTS)
    assert [row.left for row in spent_by(holder="chk_1")] == [Money(0, "CAD")]
    with pytest.raises(RefundTooLarge):
        operations.refund(holder="chk_1", amounts={TenderKind.MILEAGE: Money(1, "CAD")}, key="d")
    check_books()


def test_a_card_and_a_deposit_get_their_part_back() -> None:
    wallet = make_wallet()
    make_deposit(wallet=wallet, amount="20.00")
    issued = make_card(amount="50.00")
    hold(deposit("20.00"), card(issued, "10.00"), wallet=wallet, holder="chk_1")
    operations.confirm(holder="chk_1")

    operations.refund(
        holder="chk_1",
        amounts={TenderKind.DEPOSIT: Money(500, "CAD"), TenderKind.GIFT: Money(1_000, "CAD")},
        key="return",
    )

    assert spendable(account=purse(wallet, "CAD")) == Money(500, "CAD")
    assert spendable(account=card_account(issued.card)) == Money(5_000, "CAD")
    check_books()


def test_a_guest_spends_after_a_code_and_a_member_by_signing_in() -> None:
    make_terms()
    stray = operations.verify_contact(
        kind=Contact.Kind.EMAIL, value="noor@example.org", at=clock.now()
    )
    make_points(wallet=stray, points=100)
    proof = proof_for(stray)

    def reserve(payer: Payer) -> list[Hold]:
        return operations.reserve(
            holder="chk_1",
            payer=payer,
            tenders=[points(100)],
            goods=Money(5_000, "CAD"),
            total=Money(5_000, "CAD"),
        )

    for payer in (Payer(), Payer(proof="made up")):
        with pytest.raises(CodeNeeded):
            reserve(payer)
    with clock.frozen_at(clock.now() + timedelta(minutes=31)), pytest.raises(CodeNeeded):
        reserve(Payer(proof=proof))
    assert [row.wallet_id for row in reserve(Payer(proof=proof))] == [stray.pk]


def test_each_card_that_can_not_pay_says_why() -> None:
    issued, other = make_card(), make_card(currency="EUR")
    with pytest.raises(GiftUnknown):
        hold(card(type(issued)(issued.card, "ABCD-ABCD-ABCD-ABCD"), "1.00"))
    with pytest.raises(GiftCurrency):
        hold(card(other, "1.00"))
    operations.block_card(card_id=issued.card.public_id, actor="per_1")
    with pytest.raises(GiftBlocked):
        hold(card(issued, "1.00"))
    operations.unblock_card(card_id=issued.card.public_id, actor="per_1")
    GiftCard.objects.filter(pk=issued.card.pk).update(expires_at=clock.now())
    with pytest.raises(GiftExpired):
        hold(card(issued, "1.00"))


def test_a_card_that_expired_leaves_the_books_once() -> None:
    now = clock.now()
    issued = operations.issue_card(
        amount=Money(5_000, "CAD"), key="k", country="FR", expires_at=now + timedelta(days=1)
    )
    hold(card(issued, "10.00"), holder="chk_1")
    later = now + timedelta(days=2)

    assert operations.expire_due(now=later) == 1
    assert operations.expire_due(now=later) == 0
    assert spendable(account=card_account(issued.card)) == Money(0, "CAD")

    with clock.frozen_at(later):
        operations.release(holder="chk_1")
        assert spendable(account=card_account(issued.card)) == Money(1_000, "CAD")
    assert operations.expire_due(now=later + timedelta(days=31)) == 1
    assert spendable(account=card_account(issued.card)) == Money(0, "CAD")
    check_books()


def test_a_card_is_issued_once_and_its_code_is_kept_nowhere() -> None:
    first = operations.issue_card(amount=Money(100, "CAD"), key="same", country="CA")
    again = operations.issue_card(amount=Money(100, "CAD"), key="same", country="CA")
    assert (again.card.pk, again.code) == (first.card.pk, "")
    plain = first.code.replace("-", "")
    assert plain not in str(GiftCard.objects.values().get())
    assert operations.find_card(code=first.code.lower()).pk == first.card.pk


def test_points_without_terms_can_not_be_spent() -> None:
    wallet = make_wallet()
    make_points(wallet=wallet, points=100)
    with pytest.raises(MileageNotOffered):
        hold(points(100), wallet=wallet)


def test_what_is_offered_is_taken() -> None:
    make_terms(most_share_bp=3_000, step=50)
    wallet = make_wallet()
    make_points(wallet=wallet, points=5_000)
    goods = Money(10_000, "CAD")

    offered = usable(wallet=wallet, goods=goods, total=goods, now=clock.now())

    assert (offered.most, offered.most_value) == (Money(3_000, POINTS), Money(3_000, "CAD"))
    hold(points(offered.most.minor), wallet=wallet, goods="100.00")


def test_expired_points_are_not_spent_before_the_clock_has_come_by() -> None:
    make_terms()
    wallet, now = make_wallet(), clock.now()
    make_points(wallet=wallet, points=100, expires_at=now + timedelta(days=1))
    with clock.frozen_at(now + timedelta(days=2)):
        with pytest.raises(MileageShort) as short:
            hold(points(100), wallet=wallet)
        assert short.value.details["balance"] == Money(0, POINTS)
        assert operations.expire_due(now=clock.now()) == 1
    check_books()
