"""The promises of `payments.ports.Gateway`, kept by every adapter against its vendor's rules."""

from __future__ import annotations

import pytest

from tests.domains.payments.contract.conftest import Ask, begun, opened
from tests.domains.payments.contract.vendor import Vendor
from tradewind.domains.ledger.models import Account, Entry
from tradewind.domains.ledger.queries import balance, trial_balance
from tradewind.domains.ledger.rules import AccountKey
from tradewind.domains.payments.gateways import gateway
from tradewind.domains.payments.models import Contradiction, Payment, ProviderMessage, Refund
from tradewind.domains.payments.operations import (
    cancel,
    receive_message,
    record,
    refresh,
    refund_by_hand,
    request_refund,
    send_refund,
)
from tradewind.domains.payments.ports import (
    BadSignature,
    GatewayUnavailable,
    OfferContext,
    OtherAmount,
    Outcome,
    PaymentRequest,
    ProviderState,
)
from tradewind.domains.payments.rules import State
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db

FAULTS = ("500", "hang", "malformed", "huge")


def tell(vendor: Vendor, payment: Payment) -> Outcome | None:
    """Let the vendor's message come in, or ask where it sends none."""
    message = vendor.message(payment)
    if message is not None:
        return receive_message(provider=vendor.name, incoming=message)
    if vendor.name != "cash":
        refresh(payment_id=payment.public_id)
    return None


def receivable(unit: str) -> int:
    return balance(account=AccountKey(Account.Kind.RECEIVABLE, unit)).minor


def alarms() -> list[str]:
    return list(Contradiction.objects.order_by("pk").values_list("kind", flat=True))


def test_it_offers_its_method_in_its_currency_only(vendor: Vendor) -> None:
    port = vendor.gateway()
    assert vendor.method in [m.code for m in port.offers(OfferContext(vendor.amount))]
    assert port.offers(OfferContext(Money(1, "PTS"))) == [] or vendor.name == "sandbox"


def test_what_it_was_set_up_with_can_be_tried(vendor: Vendor) -> None:
    gateway(vendor.name).check()


def test_paying_is_told_once_and_booked_once(vendor: Vendor, ask: Ask) -> None:
    payment = ask()
    assert payment.state == (State.PROMISED if vendor.name == "cash" else State.PENDING)

    vendor.shopper_pays(payment)
    first = tell(vendor, payment)
    second = tell(vendor, payment)

    payment.refresh_from_db()
    assert payment.state == State.CAPTURED
    assert (first, second) in ((Outcome.TAKEN, Outcome.OLD), (None, None))
    assert receivable(vendor.amount.currency) == -vendor.amount.minor
    assert not any(trial_balance().values())
    assert alarms() == []


def test_asking_again_asks_for_no_second_payment(vendor: Vendor) -> None:
    payment = opened(vendor)
    first = begun(vendor, payment)
    payment.refresh_from_db()
    Payment.objects.filter(pk=payment.pk).update(state=State.STARTED)
    payment.refresh_from_db()

    again = begun(vendor, payment)

    assert again.provider_reference == first.provider_reference
    assert vendor.payable() <= 1


def test_an_answer_lost_at_the_start_makes_no_second_payment(vendor: Vendor) -> None:
    if not vendor.starts_by_call or vendor.server is None:
        pytest.skip("no call is made to start")
    payment = opened(vendor)
    vendor.server.fault, vendor.server.spoils = "lost", _start_path(vendor)
    begun(vendor, payment)
    payment.refresh_from_db()
    assert payment.state == State.STARTED

    vendor.server.fault = ""
    begun(vendor, payment)

    payment.refresh_from_db()
    assert vendor.payable() == 1
    assert payment.state in (State.PENDING, State.DECLINED)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_vendor_out_of_order_changes_nothing(vendor: Vendor, ask: Ask, fault: str) -> None:
    if vendor.server is None:
        pytest.skip("nobody is asked")
    if vendor.name == "stripe" and fault == "huge":
        pytest.skip("read by the vendor's own client")
    payment = ask()
    vendor.server.fault = fault

    with pytest.raises(GatewayUnavailable):
        refresh(payment_id=payment.public_id)
    with pytest.raises(GatewayUnavailable):
        cancel(payment_id=payment.public_id)

    payment.refresh_from_db()
    assert payment.state == State.PENDING
    assert not Entry.objects.exists()


def test_a_forged_message_is_refused(vendor: Vendor, ask: Ask) -> None:
    payment = ask()
    if vendor.signs and vendor.name not in ("bank", "cash"):
        vendor.shopper_pays(payment)
    before = Payment.objects.get(pk=payment.pk).state

    with pytest.raises(BadSignature):
        receive_message(provider=vendor.name, incoming=vendor.forged(payment))

    assert Payment.objects.get(pk=payment.pk).state == before
    assert not ProviderMessage.objects.exists()


def test_a_callback_that_lies_is_asked_back(vendor: Vendor, ask: Ask) -> None:
    if vendor.signs:
        pytest.skip("its messages are signed")
    payment = ask()

    tell(vendor, payment)

    payment.refresh_from_db()
    assert payment.state == State.PENDING
    assert not Entry.objects.exists()


def test_another_sum_is_never_taken_for_the_right_one(vendor: Vendor, ask: Ask) -> None:
    if vendor.name in ("storepay", "cash"):
        pytest.skip("it has no other sums")
    payment = ask()
    short = Money(vendor.amount.minor // 2, vendor.amount.currency)

    vendor.shopper_pays(payment, short)
    if vendor.signs and vendor.message(payment) is not None:
        with pytest.raises(OtherAmount):
            tell(vendor, payment)
        with pytest.raises(OtherAmount):
            tell(vendor, payment)
        assert not Entry.objects.exists()
        assert "other_amount" in alarms()
    else:
        tell(vendor, payment)
        tell(vendor, payment)
        assert alarms() == ["part_paid"]
    payment.refresh_from_db()
    assert payment.state == State.PENDING
    assert receivable(vendor.amount.currency) == 0


def test_a_no_after_a_yes_is_for_a_person(vendor: Vendor, ask: Ask) -> None:
    payment = ask()
    vendor.shopper_pays(payment)
    tell(vendor, payment)

    record(
        payment_id=payment.public_id,
        found=ProviderState("", State.DECLINED, decline_code="declined_by_bank"),
    )
    record(payment_id=payment.public_id, found=ProviderState("", State.PENDING))

    payment.refresh_from_db()
    assert payment.state == State.CAPTURED
    assert alarms() == ["denied"]
    assert receivable(vendor.amount.currency) == -vendor.amount.minor


def test_a_decline_is_told_with_its_reason(vendor: Vendor, ask: Ask) -> None:
    if not vendor.declines:
        pytest.skip("it declines only at the start")
    payment = ask()
    vendor.shopper_fails(payment)
    tell(vendor, payment)

    payment.refresh_from_db()
    assert payment.state == State.DECLINED
    assert payment.decline_code
    assert not Entry.objects.exists()


def test_money_that_comes_after_giving_up_is_a_fact(vendor: Vendor, ask: Ask) -> None:
    if vendor.name in ("sandbox", "cash"):
        pytest.skip("it takes nothing after it was cancelled")
    payment = ask()
    given_up = cancel(payment_id=payment.public_id)
    assert given_up.state in (State.CANCELLED, State.EXPIRED)

    vendor.shopper_pays(payment)
    tell(vendor, payment)

    payment.refresh_from_db()
    assert payment.state == State.CAPTURED
    assert receivable(vendor.amount.currency) == -vendor.amount.minor


def test_giving_up_what_was_paid_finds_it_paid(vendor: Vendor, ask: Ask) -> None:
    payment = ask()
    vendor.shopper_pays(payment)

    assert cancel(payment_id=payment.public_id).state == State.CAPTURED


def test_a_payment_of_nobody_is_for_a_person(vendor: Vendor, ask: Ask) -> None:
    payment = ask()
    if not vendor.signs or vendor.message is None or vendor.name in ("bank", "cash"):
        pytest.skip("nobody can tell of one")
    vendor.shopper_pays(payment)
    message = vendor.message(payment)
    assert message
    Payment.objects.filter(pk=payment.pk).update(provider="nobody")

    for _ in range(2):
        with pytest.raises(NotFound):
            receive_message(provider=vendor.name, incoming=message)

    assert alarms() == ["unknown_payment"]
    assert not ProviderMessage.objects.exists()


def test_a_refund_is_sent_once(vendor: Vendor, ask: Ask) -> None:
    payment = ask()
    vendor.shopper_pays(payment)
    tell(vendor, payment)
    whole = vendor.refunds != "parts"
    amount = vendor.amount if whole else Money(vendor.amount.minor // 5, vendor.amount.currency)

    for _ in range(2):
        request_refund(purpose=payment.purpose, amount=amount, key="cancel:1", reason="test")
    refund = Refund.objects.get()
    send_refund(refund_id=refund.public_id)
    # The job died before it wrote down the answer, and comes again.
    if vendor.refunds != "by_hand":
        Refund.objects.update(state=Refund.State.WAITING)
    send_refund(refund_id=refund.public_id)

    refund.refresh_from_db()
    if vendor.refunds == "by_hand":
        assert refund.state == Refund.State.FAILED
        for _ in range(2):
            refund_by_hand(refund_id=refund.public_id, actor="per_1")
        refund.refresh_from_db()
    else:
        assert vendor.sent_back() == amount.minor
    assert refund.state == Refund.State.DONE
    assert receivable(vendor.amount.currency) == amount.minor - vendor.amount.minor


def test_a_lost_answer_to_a_refund_sends_it_once(vendor: Vendor, ask: Ask) -> None:
    if vendor.server is None or vendor.refunds == "by_hand":
        pytest.skip("no call is made to refund")
    payment = ask()
    vendor.shopper_pays(payment)
    tell(vendor, payment)
    request_refund(purpose=payment.purpose, amount=vendor.amount, key="k", reason="test")
    refund = Refund.objects.get()
    vendor.server.fault = "lost"
    with pytest.raises(GatewayUnavailable):
        send_refund(refund_id=refund.public_id)

    vendor.server.fault = ""
    send_refund(refund_id=refund.public_id)

    refund.refresh_from_db()
    assert (refund.state, vendor.sent_back()) == (Refund.State.DONE, vendor.amount.minor)


def test_another_currency_is_refused_before_anything_is_asked(vendor: Vendor) -> None:
    if vendor.name not in ("vnpay", "qpay", "storepay"):
        pytest.skip("it takes more than one")
    request = PaymentRequest(
        payment_id="pay_00000000000000000000000000",
        amount=Money(1000, "CAD"),
        method=vendor.method,
        source="",
        return_url="/",
        description="x",
        email="",
        language="en",
        expires_at=clock.now(),
        payer=vendor.payer,
    )
    assert vendor.gateway().start(request).decline_code == "not_accepted"
    assert vendor.payable() == 0


def _start_path(vendor: Vendor) -> str:
    return {
        "stripe": "/v1/checkout/sessions",
        "qpay": "/v2/invoice",
        "storepay": "/merchant/loan",
    }[vendor.name]
