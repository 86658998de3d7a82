"""The vendors that are the mall's own: the sandbox, its bank account, cash at the door."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import uuid4

from tests.domains.payments.contract.vendor import Vendor, post
from tradewind.domains.payments.adapters.bank.gateway import BankGateway
from tradewind.domains.payments.adapters.bank.models import BankTransfer
from tradewind.domains.payments.adapters.cash.gateway import CashGateway
from tradewind.domains.payments.adapters.cash.models import CashPromise
from tradewind.domains.payments.adapters.sandbox import courier, desk, signing
from tradewind.domains.payments.adapters.sandbox.gateway import SandboxGateway
from tradewind.domains.payments.adapters.sandbox.models import (
    SandboxCard,
    SandboxMessage,
    SandboxPayment,
    SandboxRefund,
)
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.operations import collect_cash, read_bank_file
from tradewind.domains.payments.ports import Gateway, Incoming
from tradewind.kernel import clock
from tradewind.kernel.money import Money


@dataclass
class SandboxVendor(Vendor):
    name: str = "sandbox"
    starts_by_call: bool = False

    def gateway(self) -> Gateway:
        return SandboxGateway({})

    def _of(self, payment: Payment) -> SandboxPayment:
        return SandboxPayment.objects.get(key=payment.public_id)

    def shopper_pays(self, payment: Payment, amount: Money | None = None) -> None:
        desk.play(reference=self._of(payment).reference, scenario="pays")
        if amount is not None:
            rows = SandboxPayment.objects.filter(key=payment.public_id)
            rows.update(amount_minor=amount.minor, currency=amount.currency)

    def shopper_fails(self, payment: Payment) -> None:
        desk.play(reference=self._of(payment).reference, scenario="insufficient_funds")

    def message(self, payment: Payment) -> Incoming | None:
        row = SandboxMessage.objects.select_related("payment").get(payment=self._of(payment))
        body = courier.body_of(row)
        return post(body, {signing.HEADER: signing.signature(body, clock.now())})

    def forged(self, payment: Payment) -> Incoming:
        message = self.message(payment)
        assert message
        return post(message.body + b" ", message.headers)

    def next_time(self, what: str) -> None:
        SandboxCard.objects.update(next_time=what)

    def confirms(self, payment: Payment) -> None:
        self.shopper_pays(payment)

    def loses_cards(self) -> None:
        SandboxCard.objects.update(detached_at=clock.now())

    def card_message(self) -> Incoming:
        card = SandboxCard.objects.order_by("pk").reverse()[0]
        row = SandboxMessage.objects.create(card=card, due_at=clock.now())
        assert desk.apply_all(messages=[row]) == [row]
        body = courier.body_of(row)
        return post(body, {signing.HEADER: signing.signature(body, clock.now())})

    def attached(self) -> int:
        return SandboxCard.objects.filter(detached_at=None).count()

    def payable(self) -> int:
        return SandboxPayment.objects.count()

    def sent_back(self) -> int:
        return sum(SandboxRefund.objects.values_list("amount_minor", flat=True))


@dataclass
class BankVendor(Vendor):
    name: str = "bank"
    method: str = "transfer"
    refunds: str = "by_hand"
    declines: bool = False
    starts_by_call: bool = False

    def gateway(self) -> Gateway:
        return BankGateway({"holder": "Mall Inc.", "account": "003-12345-678", "currency": "CAD"})

    def shopper_pays(self, payment: Payment, amount: Money | None = None) -> None:
        got, reference = amount or payment.amount, payment.provider_reference
        file = f"id,date,amount,currency,description\n{uuid4()},2026-11-20,{got.amount},{got.currency},pay {reference.lower()}\n"
        read_bank_file(content=file.encode(), currency="CAD", actor="")

    def message(self, payment: Payment) -> Incoming | None:
        return None

    def forged(self, payment: Payment) -> Incoming:
        return post(b"{}", {})

    def payable(self) -> int:
        return BankTransfer.objects.count()


@dataclass
class CashVendor(Vendor):
    name: str = "cash"
    method: str = "cash"
    refunds: str = "by_hand"
    declines: bool = False
    starts_by_call: bool = False
    credentials: dict[str, str] = field(default_factory=lambda: {"most": "CAD 300"})

    def gateway(self) -> Gateway:
        return CashGateway(self.credentials)

    def shopper_pays(self, payment: Payment, amount: Money | None = None) -> None:
        collect_cash(
            payment_id=payment.public_id, amount=amount or payment.amount, key="ord_1", actor=""
        )

    def message(self, payment: Payment) -> Incoming | None:
        return None

    def forged(self, payment: Payment) -> Incoming:
        return post(b"{}", {})

    def payable(self) -> int:
        return CashPromise.objects.count()
