"""What each vendor asks for beyond the port: its own words, faults and files."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.domains.payments.contract.conftest import asked, plugged_in
from tests.domains.payments.contract.homemade import BankVendor, CashVendor
from tests.domains.payments.contract.mongolia import QpayVendor, StorepayVendor
from tests.domains.payments.contract.stripe_vendor import StripeVendor
from tests.domains.payments.contract.vnpay_vendor import VnpayVendor
from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.queries import balance
from tradewind.domains.ledger.rules import AccountKey
from tradewind.domains.payments.adapters.bank import files
from tradewind.domains.payments.adapters.bank.matching import Awaited, suggest, told_in
from tradewind.domains.payments.adapters.bank.models import BankRow
from tradewind.domains.payments.models import (
    Contradiction,
    Dispute,
    Payment,
    PaymentInstructions,
    SettlementLine,
)
from tradewind.domains.payments.operations import (
    CashNotExpected,
    NothingAtTheDoor,
    collect_cash,
    import_settlement,
    match_row,
    put_row_aside,
    read_bank_file,
    receive_message,
    refresh,
    refuse_cash,
    request_refund,
    send_refund,
)
from tradewind.domains.payments.ports import BadSignature, OtherMerchant, Outcome, SetupRefused
from tradewind.domains.payments.rules import State
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db


@pytest.fixture
def stripe(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[StripeVendor]:
    yield from plugged_in(StripeVendor, monkeypatch)  # type: ignore[misc]


@pytest.fixture
def vnpay(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[VnpayVendor]:
    yield from plugged_in(VnpayVendor, monkeypatch)  # type: ignore[misc]


@pytest.fixture
def qpay(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[QpayVendor]:
    yield from plugged_in(QpayVendor, monkeypatch)  # type: ignore[misc]


@pytest.fixture
def storepay(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[StorepayVendor]:
    yield from plugged_in(StorepayVendor, monkeypatch)  # type: ignore[misc]


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[BankVendor]:
    yield from plugged_in(BankVendor, monkeypatch)  # type: ignore[misc]


@pytest.fixture
def cash(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[CashVendor]:
    yield from plugged_in(CashVendor, monkeypatch)  # type: ignore[misc]


def at_provider(name: str, unit: str = "CAD") -> int:
    return balance(account=AccountKey(Account.Kind.CLEARING, unit, name=name)).minor


def paid_at_stripe(stripe: StripeVendor) -> Payment:
    payment = asked(stripe, source="pm_card_visa")
    payment.refresh_from_db()
    assert payment.state == State.CAPTURED
    return payment


def dispute(payment: Payment, status: str, amount: int | None = None) -> dict[str, object]:
    return {
        "id": "dp_1",
        "payment_intent": payment.provider_reference,
        "amount": amount or payment.amount_minor,
        "currency": "cad",
        "reason": "product_not_received",
        "status": status,
        "evidence_details": {"due_by": 1_900_000_000},
    }


def test_stripe_declines_a_token_with_the_banks_reason(stripe: StripeVendor) -> None:
    payment = asked(stripe, source="pm_card_visa_chargeDeclinedInsufficientFunds")
    assert (payment.state, payment.decline_code) == (State.DECLINED, "insufficient_funds")
    assert payment.provider_reference.startswith("pi_")


def test_stripe_messages_of_long_ago_or_of_others_are_refused(stripe: StripeVendor) -> None:
    payment = paid_at_stripe(stripe)
    intent = stripe.intents[payment.provider_reference]
    old = stripe.event("payment_intent.succeeded", intent, age=400)
    with pytest.raises(BadSignature):
        receive_message(provider="stripe", incoming=old)
    for other in ({"livemode": True}, {"account": "acct_other"}):
        told = stripe.event("payment_intent.succeeded", intent, **other)
        with pytest.raises(OtherMerchant):
            receive_message(provider="stripe", incoming=told)
    assert [one.kind for one in Contradiction.objects.all()] == ["other_merchant"]
    foreign = {**intent, "metadata": {}}
    told = stripe.event("payment_intent.succeeded", foreign)
    assert receive_message(provider="stripe", incoming=told) is Outcome.IGNORED


def test_stripe_disputes_take_back_and_give_again(stripe: StripeVendor) -> None:
    payment = paid_at_stripe(stripe)
    steps = (
        ("charge.dispute.created", "needs_response", State.CAPTURED, 1695),
        ("charge.dispute.funds_withdrawn", "needs_response", State.REVERSED, 0),
        ("charge.dispute.closed", "won", State.REVERSED, 0),
        ("charge.dispute.funds_reinstated", "won", State.RECOVERED, 1695),
        ("charge.dispute.funds_withdrawn", "needs_response", State.RECOVERED, 1695),
    )
    for nth, (kind, status, state, held) in enumerate(steps):
        told = stripe.event(kind, dispute(payment, status), nth=nth)
        receive_message(provider="stripe", incoming=told)
        payment.refresh_from_db()
        assert (payment.state, at_provider("stripe")) == (state, held)
    assert Dispute.objects.get().outcome == "won"
    assert [one.kind for one in Contradiction.objects.all()] == ["won_back"]


def test_a_dispute_of_a_part_moves_nothing_by_itself(stripe: StripeVendor) -> None:
    payment = paid_at_stripe(stripe)
    told = stripe.event("charge.dispute.funds_withdrawn", dispute(payment, "needs_response", 500))
    receive_message(provider="stripe", incoming=told)
    payment.refresh_from_db()
    assert payment.state == State.CAPTURED
    assert [one.kind for one in Contradiction.objects.all()] == ["part_disputed"]


def test_a_stripe_payout_reconciles_and_names_what_differs(stripe: StripeVendor) -> None:
    payment = paid_at_stripe(stripe)
    head = (
        "automatic_payout_id,automatic_payout_effective_at_utc,reporting_category,"
        "source_id,payment_intent_id,currency,gross,fee,net\n"
    )
    start = "po_1,2026-11-20 00:00:00"
    file = head + "\n".join(
        (
            f"{start},charge,ch_1,{payment.provider_reference},cad,16.95,0.79,16.16",
            f"{start},charge,ch_2,pi_nobody,cad,10.00,0.59,9.41",
            f"{start},fee,txn_1,,cad,-2.00,0.00,-2.00",
        )
    )
    settlement = import_settlement(provider="stripe", content=file.encode())
    again = import_settlement(provider="stripe", content=file.encode())

    assert settlement.pk == again.pk
    assert (settlement.gross_minor, settlement.fees_minor, settlement.paid_minor) == (
        2695,
        338,
        2357,
    )
    lines = SettlementLine.objects.order_by("pk").values_list("kind", "difference")
    assert list(lines) == [("payment", ""), ("payment", "unknown"), ("charge", "")]
    with pytest.raises(InvalidInput):
        import_settlement(provider="stripe", content=file.replace("16.16", "16.17").encode())


def test_vnpay_is_answered_in_its_own_words(vnpay: VnpayVendor) -> None:
    payment = asked(vnpay)
    vnpay.shopper_pays(payment)

    def answer(**changed: str) -> str:
        secret = changed.pop("secret", "contract-secret")
        query = vnpay.ipn(payment, secret=secret, **changed).query
        got = Client().get("/webhooks/payments/vnpay", query)
        assert got.status_code == 200
        return str(got.json()["RspCode"])

    assert answer(secret="other") == "97"
    assert answer(vnp_Amount="100") == "04"
    assert answer(vnp_TxnRef="0" * 26, vnp_TransactionNo="1") == "01"
    assert answer(vnp_TmnCode="OTHER001") == "99"
    payment.refresh_from_db()
    assert payment.state == State.PENDING
    assert answer() == "00"
    assert answer() == "02"
    payment.refresh_from_db()
    assert payment.state == State.CAPTURED
    assert vnpay.visited[payment.provider_reference]["vnp_Amount"] == "25000000"


def test_both_codes_of_vnpay_must_say_yes(vnpay: VnpayVendor) -> None:
    payment = asked(vnpay)
    vnpay.shopper_pays(payment)
    receive_message(provider="vnpay", incoming=vnpay.ipn(payment, vnp_TransactionStatus="01"))
    payment.refresh_from_db()
    assert payment.state == State.PENDING
    suspected = vnpay.ipn(payment, vnp_ResponseCode="07", vnp_TransactionStatus="07")
    receive_message(provider="vnpay", incoming=suspected)
    payment.refresh_from_db()
    assert payment.state == State.PENDING
    assert [one.kind for one in Contradiction.objects.all()] == ["suspected"]


def test_a_token_that_ran_out_is_renewed_once(qpay: QpayVendor) -> None:
    payment = asked(qpay)
    qpay.forget_tokens()
    assert refresh(payment_id=payment.public_id).state == State.PENDING
    assert (qpay.logins, qpay.renewals) == (1, 1)


def test_credentials_that_are_not_taken_are_told_as_such(qpay: QpayVendor) -> None:
    from_elsewhere = QpayVendor().gateway()
    qpay.forget_tokens()
    assert qpay.server
    from_elsewhere = type(from_elsewhere)(
        {"username": "u", "password": "no", "invoice_code": "TW", "url": qpay.server.url}
    )
    with pytest.raises(SetupRefused):
        from_elsewhere.check()


def test_qpay_paid_in_two_parts_and_then_too_much(qpay: QpayVendor) -> None:
    payment = asked(qpay)
    assert PaymentInstructions.objects.get().body["qr_text"].startswith("000201")
    half = Money(payment.amount_minor // 2, "MNT")
    for part in (half, payment.amount - half, Money(100, "MNT")):
        qpay.shopper_pays(payment, part)
        told = qpay.message(payment)
        assert told
        receive_message(provider="qpay", incoming=told)
    payment.refresh_from_db()
    assert payment.state == State.CAPTURED
    kinds = list(Contradiction.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["part_paid", "over_paid"]
    assert at_provider("qpay", "MNT") == payment.amount_minor


def test_qpay_sends_back_whole_payments_only(qpay: QpayVendor) -> None:
    payment = asked(qpay)
    qpay.shopper_pays(payment)
    refresh(payment_id=payment.public_id)
    request_refund(purpose=payment.purpose, amount=Money(100, "MNT"), key="k", reason="test")
    refund = payment.refunds.get()
    send_refund(refund_id=refund.public_id)
    refund.refresh_from_db()
    assert (refund.state, refund.failure) == ("failed", "only_whole_payments")
    assert qpay.sent_back() == 0


def test_nobody_borrows_beyond_their_limit(storepay: StorepayVendor) -> None:
    storepay.limit = 49_899
    payment = asked(storepay)
    assert (payment.state, payment.decline_code) == (State.DECLINED, "bnpl_limit")
    assert storepay.payable() == 0


def test_a_wrong_reference_is_matched_by_hand(bank: BankVendor) -> None:
    payment = asked(bank)
    half = Money(payment.amount_minor // 2, "CAD")
    bank.shopper_pays(payment, half)
    file = f"date,amount,description\n2026-11-21,{(payment.amount - half).amount},rent\n20/11/2026,-5.00,fee\n2026-11-21,1.00,gift\n"
    read = read_bank_file(content=file.encode(), currency="CAD", actor="")
    assert (read.rows, read.new, read.matched) == (2, 2, 0)
    assert read_bank_file(content=file.encode(), currency="CAD", actor="").new == 0

    row, gift = BankRow.objects.filter(transfer=None).order_by("pk")
    match_row(row_id=row.public_id, reference=payment.provider_reference, actor="per_1")
    put_row_aside(row_id=gift.public_id, actor="per_1")
    payment.refresh_from_db()
    assert payment.state == State.CAPTURED
    assert at_provider("bank") == 0


def test_references_are_found_however_they_are_written() -> None:
    assert told_in("Re: tw 7k3m9q2a, thanks") == {"TW-7K3M-9Q2A"}
    assert told_in("TW-7K3M-9Q2O") == {"TW-7K3M-9Q20"}
    awaited = [Awaited("TW-7K3M-9Q2A", Money(500, "CAD")), Awaited("TW-XXXX-YYYY", Money(7, "CAD"))]
    assert suggest(text="TW7K3N9Q2A", amount=Money(500, "CAD"), awaited=awaited) == ["TW-7K3M-9Q2A"]
    assert suggest(text="hello", amount=Money(9, "CAD"), awaited=awaited) == []
    assert suggest(text="TW7K3M9Q2A", amount=Money(500, "USD"), awaited=awaited) == []


def test_an_ofx_file_is_read() -> None:
    ofx = (
        "OFXHEADER:100\n<OFX><CURDEF>CAD<BANKTRANLIST>"
        "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261120120000<TRNAMT>16.95<FITID>A1<NAME>N HADDAD"
        "<MEMO>TW-7K3M-9Q2A</STMTTRN>"
        "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261120<TRNAMT>-9.00<FITID>A2<NAME>FEE</STMTTRN>"
        "</BANKTRANLIST></OFX>"
    )
    (row,) = files.read(ofx.encode(), currency="USD")
    assert (row.amount, row.payer, row.text) == (Money(1695, "CAD"), "N HADDAD", "TW-7K3M-9Q2A")


@pytest.mark.parametrize(
    ("text", "minor"), [("1.234,56", 123456), ("1,234.56", 123456), ("12,5", 1250), ("$ 7", 700)]
)
def test_amounts_of_every_dialect(text: str, minor: int) -> None:
    file = f'date;amount\n2026-11-20;"{text}"\n'
    (row,) = files.read(file.encode(), currency="CAD")
    assert row.amount.minor == minor


def test_a_bank_file_that_is_none_is_refused() -> None:
    for content in (b"", b"\xff\xfe\x00", b"hello\nworld", b"date,amount\n2026-11-20,many\n"):
        with pytest.raises(InvalidInput):
            files.read(content, currency="CAD")


def test_cash_comes_delivery_by_delivery_and_never_twice(cash: CashVendor) -> None:
    payment = asked(cash)
    one, two = Money(1000, "CAD"), Money(695, "CAD")
    for _ in range(2):
        collect_cash(payment_id=payment.public_id, amount=one, key="ord_1", actor="")
    assert at_provider("cash") == 1000
    with pytest.raises(CashNotExpected):
        collect_cash(payment_id=payment.public_id, amount=one, key="ord_2", actor="")
    with pytest.raises(NothingAtTheDoor):
        refuse_cash(purpose=payment.purpose, key="ord_1")
    refuse_cash(purpose=payment.purpose, key="ord_2")
    request_refund(purpose=payment.purpose, amount=two, key="ord_2", reason="test")
    payment.refresh_from_db()
    assert payment.state == State.CAPTURED
    assert at_provider("cash") == 1000
    assert payment.amount_minor - payment.refunded_minor == 1000


def test_an_order_cancelled_before_the_door_is_owed_no_more(cash: CashVendor) -> None:
    payment = asked(cash)
    request_refund(purpose=payment.purpose, amount=payment.amount, key="c", reason="test")
    payment.refresh_from_db()
    assert payment.state == State.CANCELLED
    assert at_provider("cash") == 0


def test_cash_has_its_limits(cash: CashVendor) -> None:
    cash.credentials.update(most="CAD 300, KRW 300000", first_most="CAD 10")
    payment = asked(cash)
    assert (payment.state, payment.decline_code) == (State.DECLINED, "cash_first_limit")
    cash.credentials["most"] = "CAD 5"
    assert asked(cash).decline_code == "cash_limit"


def test_secrets_stand_in_no_log(
    stripe: StripeVendor, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    paid_at_stripe(stripe)
    told = caplog.text + json.dumps([str(record.__dict__) for record in caplog.records])
    out, err = capfd.readouterr()
    for secret in ("sk_test_contract", "whsec_contract", "pm_card_visa"):
        assert secret not in told + out + err
