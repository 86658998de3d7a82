"""QPay v2 and Storepay: tokens that expire, no idempotency keys, callbacks that prove nothing."""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass, field
from typing import Any

from tests.domains.payments.contract.vendor import SECONDS, Asked, Server, Told, Vendor, get
from tradewind.domains.payments.adapters.qpay.gateway import QpayGateway
from tradewind.domains.payments.adapters.storepay.gateway import StorepayGateway
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.ports import Gateway, Incoming, Payer
from tradewind.kernel.money import Money


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@dataclass
class Tokened(Vendor):
    """A vendor whose calls need a token that it may forget any time."""

    amount: Money = field(default_factory=lambda: Money(4_990_000, "MNT"))
    signs: bool = False
    declines: bool = False
    tokens: set[str] = field(default_factory=set)
    logins: int = 0
    renewals: int = 0

    def __post_init__(self) -> None:
        self.server = Server(self._handle)

    def forget_tokens(self) -> None:
        self.tokens.clear()

    def _token(self) -> Told:
        token = f"t{self.logins}-{self.renewals}"
        self.tokens.add(token)
        return 200, {
            "token_type": "bearer",
            "access_token": token,
            "refresh_token": "refresh-1",
            "expires_in": int(time.time()) + 3600,
        }

    def _is_known(self, asked: Asked) -> bool:
        return asked.headers.get("authorization", "").removeprefix("Bearer ") in self.tokens

    def _handle(self, asked: Asked) -> Told:
        raise NotImplementedError

    def message(self, payment: Payment) -> Incoming | None:
        return get({"payment": payment.public_id, "qpay_payment_id": "anything"})

    def forged(self, payment: Payment) -> Incoming:
        return get({"payment": "pay_00000000000000000000000000"})


@dataclass
class QpayVendor(Tokened):
    name: str = "qpay"
    method: str = "qr"
    refunds: str = "whole"
    invoices: dict[str, dict[str, Any]] = field(default_factory=dict)

    def gateway(self) -> Gateway:
        assert self.server
        return QpayGateway(
            {"username": "u", "password": "p", "invoice_code": "TW", "url": self.server.url},
            seconds=SECONDS,
        )

    def _handle(self, asked: Asked) -> Told:
        if asked.path == "/v2/auth/token":
            self.logins += 1
            right = asked.headers.get("authorization") == basic("u", "p")
            return self._token() if right else (401, {"error": "NO_CREDENTIALS"})
        if asked.path == "/v2/auth/refresh":
            self.renewals += 1
            right = asked.headers.get("authorization") == "Bearer refresh-1"
            return self._token() if right else (401, {})
        if not self._is_known(asked):
            return 401, {"error": "AUTHENTICATION_FAILED"}
        parts = asked.path.split("/")[2:]
        match [asked.method, *parts]:
            case ["POST", "invoice"]:
                return self._invoice(asked.json)
            case ["DELETE", "invoice", name]:
                row = self.invoices[name]
                if row["rows"]:
                    return 400, {"error": "INVOICE_PAID"}
                row["open"] = False
                return 200, {}
            case ["POST", "payment", "check"]:
                row = self.invoices.get(asked.json["object_id"])
                rows = row["rows"] if row else []
                return 200, {"count": len(rows), "rows": rows}
            case ["DELETE", "payment", "refund", name]:
                return self._refund(name)
        return 404, {}

    def _invoice(self, told: dict[str, Any]) -> Told:
        numbers = {row["number"] for row in self.invoices.values()}
        if told["sender_invoice_no"] in numbers or told["invoice_code"] != "TW":
            return 400, {"error": "INVOICE_NO_DUPLICATED"}
        name = f"inv-{len(self.invoices) + 1}"
        self.invoices[name] = {
            "number": told["sender_invoice_no"],
            "amount": told["amount"],
            "rows": [],
            "open": True,
        }
        return 200, {
            "invoice_id": name,
            "qr_text": "0002010102121531279404962794049600000000KKTQPAY",
            "qr_image": "",
            "urls": [{"name": "Khan bank", "description": "Хаан банк", "link": "khanbank://q?x=1"}],
        }

    def _refund(self, name: str) -> Told:
        for invoice in self.invoices.values():
            for row in invoice["rows"]:
                if row["payment_id"] == name and row["payment_status"] == "PAID":
                    row["payment_status"] = "REFUNDED"
                    return 200, {}
        return 400, {"error": "PAYMENT_NOTPAID"}

    def _of(self, payment: Payment) -> dict[str, Any]:
        return next(r for r in self.invoices.values() if r["number"] == payment.public_id)

    def shopper_pays(self, payment: Payment, amount: Money | None = None) -> None:
        got = amount or payment.amount
        rows = self._of(payment)["rows"]
        rows.append(
            {
                "payment_id": f"p{len(rows) + 1}-{payment.public_id}",
                "payment_status": "PAID",
                "payment_amount": f"{got.amount}",
                "payment_currency": got.currency,
            }
        )

    def payable(self) -> int:
        return len(self.invoices)

    def sent_back(self) -> int:
        rows = [row for one in self.invoices.values() for row in one["rows"]]
        return sum(
            Money.of(row["payment_amount"], "MNT").minor
            for row in rows
            if row["payment_status"] == "REFUNDED"
        )


@dataclass
class StorepayVendor(Tokened):
    name: str = "storepay"
    method: str = "bnpl"
    refunds: str = "by_hand"
    payer: Payer = field(default_factory=lambda: Payer(fields={"mobile": "+976 9911-2233"}))
    limit: int = 1_000_000
    loans: dict[str, dict[str, Any]] = field(default_factory=dict)

    def gateway(self) -> Gateway:
        assert self.server
        return StorepayGateway(
            {
                "app_username": "app",
                "app_password": "secret",
                "username": "u",
                "password": "p",
                "store_id": "77",
                "url": self.server.url,
            },
            seconds=SECONDS,
        )

    def _handle(self, asked: Asked) -> Told:
        if asked.path == "/oauth/token":
            self.logins += 1
            right = asked.headers.get("authorization") == basic("app", "secret")
            form = {"grant_type": "password", "username": "u", "password": "p"}
            return self._token() if right and asked.form == form else (401, {})
        if not self._is_known(asked):
            return 401, {"error": "invalid_token"}
        parts = asked.path.split("/")[1:]
        match [asked.method, *parts]:
            case ["POST", "user", "possibleAmount"]:
                assert asked.json["mobileNumber"].isdecimal()
                return 200, {"value": self.limit, "status": "Success", "msgList": []}
            case ["POST", "merchant", "loan"]:
                name = str(9000 + len(self.loans))
                self.loans[name] = {**asked.json, "confirmed": False}
                return 200, {"value": int(name), "status": "Success", "msgList": []}
            case ["GET", "merchant", "loan", "check", name]:
                if name not in self.loans:
                    return 200, {"status": "Failed", "msgList": [{"code": "not_found"}]}
                return 200, {"value": self.loans[name]["confirmed"], "status": "Success"}
        return 404, {}

    def shopper_pays(self, payment: Payment, amount: Money | None = None) -> None:
        for loan in self.loans.values():
            if loan["callbackUrl"].endswith(payment.public_id):
                loan["confirmed"] = True

    def payable(self) -> int:
        return len(self.loans)
