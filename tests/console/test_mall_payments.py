"""The mall's office sets providers up, matches transfers, counts cash and looks into questions."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.console.staff import operator
from tests.domains.factories.checkout import make_checkout, make_goods
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.operations import Means, Tender
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.orders.models import Order, Purchase
from tradewind.domains.orders.operations import ship
from tradewind.domains.payments.adapters.bank.models import BankRow
from tradewind.domains.payments.models import Contradiction, Payment, ProviderAccount
from tradewind.domains.payments.operations import MethodTerms, set_terms, set_up
from tradewind.domains.payments.operations.contradictions import note_contradiction
from tradewind.domains.payments.rules import State
from tradewind.domains.payments.setups import forget_setups

pytestmark = pytest.mark.django_db

SECRET = "sk_test_hush"


@pytest.fixture
def office() -> Client:
    return operator()[1]


def offer(provider: str, **given: str) -> None:
    set_up(provider=provider, given=given, actor="")
    terms: dict[str, MethodTerms] = {}
    set_terms(provider=provider, is_enabled=True, position=1, terms=terms, actor="")


def pay_by(checkout: Checkout, provider: str, method: str) -> Checkout:
    return checkouts.pay(
        checkout=checkout,
        means=Means([Tender(provider=provider, method=method)]),
        agreed_total=quote_checkout(checkout=checkout).total,
    ).checkout


def test_a_provider_is_set_up_and_its_secrets_are_never_shown(office: Client) -> None:
    assert b"Stripe" in office.get("/console/mall/payments").content
    answer = office.post(
        "/console/mall/payments/stripe",
        {"secret_key": SECRET, "webhook_secret": "whsec_hush", "url": "http://127.0.0.1:1"},
        follow=True,
    )

    account = ProviderAccount.objects.get()
    shown = answer.content.decode()
    assert SECRET not in shown
    assert "whsec_hush" not in shown
    assert SECRET not in account.secrets + str(account.settings)
    assert account.check_failure == "payment_provider_unavailable"
    assert not account.is_enabled

    office.post("/console/mall/payments/stripe", {"url": "http://127.0.0.1:1"})
    account.refresh_from_db()
    assert account.secrets, "left empty, they stay"


def test_settings_that_are_missing_or_unsafe_are_refused(office: Client) -> None:
    answer = office.post("/console/mall/payments/stripe", {"secret_key": SECRET, "url": "ftp://x"})
    assert answer.status_code == 422
    assert SECRET not in answer.content.decode()
    assert not ProviderAccount.objects.exists()


def test_a_method_is_offered_only_where_the_mall_says(office: Client) -> None:
    offer("bank", holder="Mall Inc.", account="003-1", currency="CAD")
    office.post(
        "/console/mall/payments/bank/terms",
        {
            "is_enabled": "on",
            "position": "1",
            "transfer.is_enabled": "on",
            "transfer.countries": "fr",
        },
    )
    checkout = make_checkout(make_goods())
    page = f"/api/v1/checkouts/{checkout.public_id}/payment-methods"
    found = Client().get(page, headers={"Cart-Token": checkout.cart.token}).json()
    assert [one["provider"] for one in found] == ["sandbox"]


def test_a_transfer_holds_the_goods_until_its_row_is_matched(office: Client) -> None:
    offer("bank", holder="Mall Inc.", account="003-1", currency="CAD")
    checkout = pay_by(make_checkout(make_goods()), "bank", "transfer")
    payment = Payment.objects.get()
    assert (checkout.state, payment.state) == ("held", State.PENDING)
    assert checkout.held_until
    assert (checkout.held_until - checkout.created_at).days in (2, 3)

    wrong = payment.provider_reference[:-1] + "?"
    file = f"date;amount;description\n2026-11-20;{payment.amount.amount};{wrong}\n"
    upload = {"file": SimpleUploadedFile("bank.csv", file.encode())}
    office.post("/console/mall/transfers", upload)
    row = BankRow.objects.get()
    assert row.transfer is None
    shown = office.get("/console/mall/transfers")
    assert shown.context["rows"][0].suggestions == [payment.provider_reference]

    office.post(
        f"/console/mall/transfers/{row.public_id}/match", {"reference": payment.provider_reference}
    )
    payment.refresh_from_db()
    assert payment.state == State.CAPTURED
    assert checkouts.settle(checkout_id=checkout.public_id).state == "confirmed"


def test_cash_is_booked_when_a_courier_brings_it(office: Client) -> None:
    offer("cash", most="CAD 300")
    checkout = pay_by(make_checkout(make_goods()), "cash", "cash")
    assert checkout.state == "confirmed"
    assert Purchase.objects.exists()
    payment, order = Payment.objects.get(), Order.objects.across_stores("test").get()
    assert payment.state == State.PROMISED
    assert order.number.encode() in office.get("/console/mall/cash").content

    for _ in range(2):
        office.post(f"/console/mall/cash/{payment.public_id}/receipt", {"order": order.public_id})
    payment.refresh_from_db()
    assert payment.state == State.CAPTURED


def test_who_refused_at_the_door_pays_there_no_more(office: Client) -> None:
    offer("cash", most="CAD 300")
    pay_by(make_checkout(make_goods()), "cash", "cash")
    payment, order = Payment.objects.get(), Order.objects.across_stores("test").get()
    page = f"/console/mall/cash/{payment.public_id}/refusal"
    assert page not in office.get("/console/mall/cash").content.decode(), "it is not on its way"
    ship(store_id=order.store_id, order_id=order.public_id, actor="")
    assert page in office.get("/console/mall/cash").content.decode()
    for _ in range(2):
        office.post(page, {"order": order.public_id})
    payment.refresh_from_db()
    order.refresh_from_db()
    assert (payment.state, order.stage) == (State.CANCELLED, "cancelled")

    again = pay_by(make_checkout(make_goods()), "cash", "cash")
    assert (again.state, again.failure) == ("open", "cash_refused_before")


def test_a_contradiction_waits_until_somebody_looked(office: Client) -> None:
    note_contradiction(
        kind=Contradiction.Kind.UNKNOWN_PAYMENT, provider="stripe", reference="pay_x"
    )
    row = Contradiction.objects.get()
    assert b"We know no such payment" in office.get("/console/mall/disputes").content
    office.post(f"/console/mall/disputes/{row.public_id}/settlement", {"note": "ours, older mall"})
    row.refresh_from_db()
    assert (row.settled_at is not None, row.note) == (True, "ours, older mall")


def test_secrets_no_key_opens_stop_only_their_own_provider() -> None:
    offer("cash", most="CAD 300")
    offer("stripe", secret_key=SECRET, webhook_secret="whsec_hush")
    ProviderAccount.objects.filter(provider="stripe").update(secrets="gAAAAA-other-key")
    forget_setups()
    checkout = make_checkout(make_goods())
    page = f"/api/v1/checkouts/{checkout.public_id}/payment-methods"
    found = Client().get(page, headers={"Cart-Token": checkout.cart.token}).json()
    assert [one["provider"] for one in found] == ["cash", "sandbox"]
