"""One purchase paid in many ways: all of them, or none."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from tests.domains.factories.checkout import ADDRESS, make_checkout, make_goods
from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import (
    card,
    deposit,
    make_card,
    make_deposit,
    make_points,
    make_terms,
    points,
)
from tests.domains.factories.promotions import make_promotion
from tests.parallel import in_parallel
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.models import Checkout, PaymentPart
from tradewind.domains.checkout.operations import Details, Means, Paid, Tender
from tradewind.domains.checkout.queries import paid_with, quote_checkout
from tradewind.domains.checkout.rules import State, TendersDoNotAdd, TotalChanged
from tradewind.domains.inventory.queries import available
from tradewind.domains.ledger.accounts import forget_accounts
from tradewind.domains.ledger.models import Account, Entry
from tradewind.domains.ledger.queries import balance, spendable, trial_balance
from tradewind.domains.ledger.rules import AccountKey
from tradewind.domains.loyalty.booking import purse
from tradewind.domains.loyalty.models import Lot, Wallet
from tradewind.domains.loyalty.operations import Tender as Kept
from tradewind.domains.loyalty.operations import wallet_of_person
from tradewind.domains.loyalty.operations.gift_cards import balance_of_card
from tradewind.domains.loyalty.rules.errors import DepositShort, MileageShort
from tradewind.domains.orders.models import Order, OrderLine, Purchase
from tradewind.domains.payments.models import Payment, Refund
from tradewind.domains.payments.operations import record
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.domains.promotions.errors import CouponUsedUp
from tradewind.domains.promotions.models import Promotion
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db

RECEIVABLE = AccountKey(Account.Kind.RECEIVABLE, "CAD")


@pytest.fixture(autouse=True)
def _terms() -> None:
    forget_accounts()
    make_terms()


def make_wallet(*, of_points: int = 0, of_deposit: str = "") -> Wallet:
    wallet = wallet_of_person(person_id=make_person().pk)
    if of_points:
        make_points(wallet=wallet, points=of_points)
    if of_deposit:
        make_deposit(wallet=wallet, amount=of_deposit)
    return wallet


def members_checkout(wallet: Wallet, *goods: Variant, code: str = "") -> Checkout:
    """A member's checkout with everything filled in."""
    cart = operations.open_cart(
        currency="CAD", country="CA", region="ON", language="en", person_id=wallet.person_id
    )
    for variant in goods:
        operations.add_line(cart=cart, variant_id=variant.public_id, quantity=1)
    if code:
        operations.enter_code(cart=cart, code=code)
    return operations.begin(
        cart=cart, details=Details(email="noor@example.org", country="CA", address=ADDRESS)
    )


def gateway(amount: str = "", *, source: str = "tok_pays") -> Tender:
    return Tender(
        provider="sandbox", source=source, amount=Money.of(amount, "CAD") if amount else None
    )


def pay(
    checkout: Checkout, *gateways: Tender, kept: tuple[Kept, ...] = (), agreed: Money | None = None
) -> Paid:
    return operations.pay(
        checkout=checkout,
        means=Means(gateways=gateways, kept=kept),
        agreed_total=agreed or quote_checkout(checkout=checkout).total,
    )


def points_in(wallet: Wallet) -> int:
    return sum(Lot.objects.filter(wallet=wallet).values_list("remaining", flat=True))


def deposit_in(wallet: Wallet) -> Money:
    return spendable(account=purse(wallet, "CAD"))


def uses_of(promotion: Promotion) -> int:
    found = Promotion.objects.across_stores("test").get(pk=promotion.pk)
    return int(found.used)


def news(payment: Payment, state: PaymentState, checkout: Checkout) -> Checkout:
    record(payment_id=payment.public_id, found=ProviderState(reference="", state=state))
    return operations.settle(checkout_id=checkout.public_id)


def test_points_deposit_card_coupon_and_two_gateways_make_one_purchase() -> None:
    goods, wallet, issued = (
        make_goods(price="100.00"),
        make_wallet(of_points=1_000, of_deposit="30.00"),
        make_card(amount="15.00"),
    )
    coupon = make_promotion(percent_bp=1_000, code="MAY", total_limit=5)
    checkout = members_checkout(wallet, goods, code="may")
    owed_before = balance(account=RECEIVABLE)

    # Goods 100 less 10, delivery 5, 13 % on 95.
    paid = pay(
        checkout,
        gateway("20.00"),
        gateway(),
        kept=(points(1_000), deposit("30.00"), card(issued, "15.00")),
    ).checkout

    assert (paid.state, paid.total) == (State.CONFIRMED, Money(10_735, "CAD"))
    assert [
        (part.kind, part.amount.minor, part.quantity, part.label)
        for part in paid_with(checkout_id=checkout.public_id)
    ] == [
        ("mileage", 1_000, Money(1_000, "PTS"), ""),
        ("deposit", 3_000, None, ""),
        ("gift", 1_500, None, issued.card.last_four),
        ("gateway", 2_000, None, ""),
        ("gateway", 3_235, None, ""),
    ]
    assert points_in(wallet) == 0
    assert deposit_in(wallet) == Money(0, "CAD")
    assert balance_of_card(issued.card) == Money(0, "CAD")
    assert uses_of(coupon) == 1
    order = Order.objects.across_stores("test").get()
    line = OrderLine.objects.across_stores("test").get()
    assert (order.goods_minor, order.discount_minor, line.discount_minor) == (10_000, 1_000, 1_000)
    assert [part["name"] for part in line.discounts] == [coupon.name]
    assert balance(account=RECEIVABLE) == owed_before
    assert not any(trial_balance().values())


def test_when_the_second_gateway_declines_everything_is_undone() -> None:
    goods, wallet = make_goods(price="100.00"), make_wallet(of_points=1_000, of_deposit="30.00")
    coupon = make_promotion(percent_bp=1_000, code="MAY", total_limit=5)
    checkout = members_checkout(wallet, goods, code="may")

    declined = pay(
        checkout,
        gateway("20.00"),
        gateway(source="tok_insufficient_funds"),
        kept=(points(500), deposit("30.00")),
    ).checkout

    assert (declined.state, declined.failure) == (State.OPEN, "insufficient_funds")
    assert not Purchase.objects.exists()
    assert available(variant_ids=[goods.pk]) == {goods.pk: 10}
    assert uses_of(coupon) == 0
    assert points_in(wallet) == 1_000
    assert Lot.objects.filter(wallet=wallet).count() == 1
    assert deposit_in(wallet) == Money(3_000, "CAD")
    (refund,) = Refund.objects.all()
    assert (refund.amount_minor, refund.payment.amount) == (2_000, Money(2_000, "CAD"))
    assert set(PaymentPart.objects.values_list("state", flat=True)) == {PaymentPart.State.UNDONE}
    assert not any(trial_balance().values())

    # The same checkout can be paid afterwards, with the same points.
    paid = pay(checkout, gateway(), kept=(points(1_000), deposit("30.00"))).checkout
    assert paid.state == State.CONFIRMED
    assert Refund.objects.count() == 1
    assert (points_in(wallet), uses_of(coupon)) == (0, 1)
    assert not any(trial_balance().values())


def test_while_one_gateway_waits_nothing_is_bought_and_its_decline_undoes_all() -> None:
    goods, wallet = make_goods(), make_wallet(of_points=500)
    checkout = members_checkout(wallet, goods)
    held = pay(
        checkout, gateway("5.00"), gateway(source="tok_pays_later"), kept=(points(500),)
    ).checkout
    assert held.state == State.HELD
    assert points_in(wallet) == 0
    assert not Purchase.objects.exists()

    later = Payment.objects.exclude(state=PaymentState.CAPTURED).get()
    assert news(later, PaymentState.DECLINED, checkout).state == State.OPEN

    assert points_in(wallet) == 500
    assert Refund.objects.get().amount_minor == 500
    assert available(variant_ids=[goods.pk]) == {goods.pk: 10}
    # Told again, it stays as it is.
    assert operations.settle(checkout_id=checkout.public_id).state == State.OPEN
    assert Refund.objects.count() == 1
    assert not any(trial_balance().values())


def test_a_failure_after_success_was_shown_gives_back_what_was_kept() -> None:
    goods, wallet = make_goods(), make_wallet(of_points=500, of_deposit="4.00")
    checkout = members_checkout(wallet, goods)
    pay(checkout, gateway(), kept=(points(500), deposit("4.00")))
    payment = Payment.objects.get()

    assert news(payment, PaymentState.REVERSED, checkout).state == State.REVERSED

    assert Order.objects.across_stores("test").get().stage == "cancelled"
    assert points_in(wallet) == 500
    assert deposit_in(wallet) == Money(400, "CAD")
    # The bank has its money already.
    assert not Refund.objects.exists()
    assert {(part.kind, part.left.minor) for part in paid_with(checkout_id=checkout.public_id)} == {
        ("mileage", 0),
        ("deposit", 0),
        ("gateway", 0),
    }
    assert available(variant_ids=[goods.pk]) == {goods.pk: 10}
    assert not any(trial_balance().values())


def test_nothing_left_to_pay_asks_no_provider() -> None:
    goods, wallet = make_goods(), make_wallet(of_deposit="50.00")
    checkout = members_checkout(wallet, goods)
    owed_before = balance(account=RECEIVABLE)

    paid = pay(checkout, gateway(), kept=(deposit("16.95"),)).checkout

    assert paid.state == State.CONFIRMED
    assert not Payment.objects.exists()
    assert deposit_in(wallet) == Money(3_305, "CAD")
    assert balance(account=RECEIVABLE) == owed_before


def test_a_total_of_nothing_needs_no_means() -> None:
    make_promotion(percent_bp=10_000, code="GIFT")
    checkout = members_checkout(make_wallet(), make_goods(delivery="0.00"), code="GIFT")

    assert pay(checkout).checkout.state == State.CONFIRMED

    assert Purchase.objects.get().total_minor == 0
    assert paid_with(checkout_id=checkout.public_id) == []


def test_what_a_store_gives_away_whole_is_an_order_without_an_entry_in_the_books() -> None:
    goods = make_goods(delivery="0.00")
    make_promotion(store=goods.store, percent_bp=10_000, code="GIFT")
    checkout = members_checkout(make_wallet(), goods, code="GIFT")

    assert pay(checkout).checkout.state == State.CONFIRMED

    assert Purchase.objects.get().total_minor == 0
    assert not Entry.objects.filter(kind="sale").exists()
    assert available(variant_ids=[goods.pk]) == {goods.pk: 9}


@pytest.mark.parametrize(("first", "missing"), [("10.00", 695), ("20.00", -305)])
def test_parts_that_do_not_make_the_total_are_refused(first: str, missing: int) -> None:
    goods, wallet = make_goods(), make_wallet()
    checkout = members_checkout(wallet, goods)

    with pytest.raises(TendersDoNotAdd) as refused:
        pay(checkout, gateway(first))

    assert refused.value.details["missing"] == Money(missing, "CAD")
    checkout.refresh_from_db()
    assert checkout.state == State.OPEN
    assert not Payment.objects.exists()
    assert available(variant_ids=[goods.pk]) == {goods.pk: 10}


def test_too_few_points_hold_nothing() -> None:
    goods, wallet = make_goods(), make_wallet(of_points=100)
    checkout = members_checkout(wallet, goods)

    with pytest.raises(MileageShort):
        pay(checkout, gateway(), kept=(points(200),))

    assert points_in(wallet) == 100
    assert not Payment.objects.exists()
    assert available(variant_ids=[goods.pk]) == {goods.pk: 10}


def test_success_after_the_time_was_up_is_sent_back() -> None:
    goods, wallet = make_goods(), make_wallet(of_points=500)
    coupon = make_promotion(code="MAY", total_limit=1)
    checkout = members_checkout(wallet, goods, code="MAY")
    pay(checkout, gateway(source="tok_pays_later"), kept=(points(500),))
    payment = Payment.objects.get()
    Checkout.objects.update(held_until=payment.created_at)

    assert operations.expire_due(now=payment.expires_at + timedelta(seconds=1)) == 1
    assert (points_in(wallet), uses_of(coupon)) == (500, 0)

    late = news(payment, PaymentState.CAPTURED, checkout)

    assert late.state == State.EXPIRED
    assert not Purchase.objects.exists()
    assert Refund.objects.get().amount_minor == payment.amount.minor
    assert points_in(wallet) == 500
    assert not any(trial_balance().values())


def _ended(checkout: Checkout, agreed: Money, kept: tuple[Kept, ...]) -> str:
    try:
        return str(pay(checkout, gateway(), kept=kept, agreed=agreed).checkout.state)
    except (CouponUsedUp, TotalChanged, DepositShort, MileageShort) as error:
        return type(error).__name__


@pytest.mark.django_db(transaction=True)
def test_two_tabs_spend_one_balance_once() -> None:
    wallet = make_wallet(of_deposit="16.95")
    goods = make_goods()
    mine = members_checkout(wallet, goods)
    # One person has one cart; a second tab is another device's guest cart that was just joined.
    rival = make_checkout(goods)
    rival.cart.person_id = wallet.person_id
    total = Money(1_695, "CAD")

    ended = in_parallel(
        [
            partial(_ended, mine, total, (deposit("16.95"),)),
            partial(_ended, rival, total, (deposit("16.95"),)),
        ]
    )

    assert sorted(ended) == ["DepositShort", "confirmed"]
    assert deposit_in(wallet) == Money(0, "CAD")
    assert Purchase.objects.count() == 1
    assert available(variant_ids=[goods.pk]) == {goods.pk: 9}
    assert not any(trial_balance().values())


@pytest.mark.django_db(transaction=True)
def test_fifty_shoppers_for_a_coupon_with_one_use_left() -> None:
    goods = make_goods(on_hand=100)
    coupon = make_promotion(code="LAST", total_limit=1)
    checkouts = []
    for number in range(50):
        checkout = make_checkout(goods)
        operations.enter_code(cart=checkout.cart, code="LAST")
        checkout = operations.set_details(
            checkout=checkout, details=Details(email=f"shopper{number}@example.org")
        )
        checkouts.append(checkout)
    agreed = quote_checkout(checkout=checkouts[0]).total

    def several(crowd: list[Checkout]) -> list[str]:
        return [_ended(checkout, agreed, ()) for checkout in crowd]

    crowds = [checkouts[start::10] for start in range(10)]
    ended = in_parallel([partial(several, crowd) for crowd in crowds], seconds=120)

    told = Counter(state for crowd in ended for state in crowd)
    assert told[State.CONFIRMED] == 1
    assert told["CouponUsedUp"] + told["TotalChanged"] == 49
    assert uses_of(coupon) == 1
    assert Purchase.objects.count() == 1
    assert Payment.objects.count() == 1
    assert available(variant_ids=[goods.pk]) == {goods.pk: 99}
    assert not any(trial_balance().values())
