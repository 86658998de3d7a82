"""VNPay 2.1.0: signed addresses, a merchant API whose requests are checked field by field."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urlsplit

from tests.domains.payments.contract.vendor import SECONDS, Asked, Server, Told, Vendor, get
from tradewind.domains.payments.adapters.vnpay.gateway import VnpayGateway
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.ports import Gateway, Incoming
from tradewind.kernel.money import Money

MERCHANT, SECRET = "TWTEST01", "contract-secret"


def mac(text: str, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()


def joined(fields: dict[str, str]) -> str:
    return "&".join(f"{quote_plus(k)}={quote_plus(v)}" for k, v in sorted(fields.items()))


QUERY = "RequestId Version Command TmnCode TxnRef TransactionDate CreateDate IpAddr OrderInfo"
REFUND = (
    "RequestId Version Command TmnCode TransactionType TxnRef Amount TransactionNo TransactionDate"
    " CreateBy CreateDate IpAddr OrderInfo"
)
ANSWER = (
    "ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate TransactionNo"
    " TransactionType TransactionStatus OrderInfo"
)


@dataclass
class VnpayVendor(Vendor):
    name: str = "vnpay"
    method: str = "vnpay"
    amount: Money = field(default_factory=lambda: Money(250_000, "VND"))
    starts_by_call: bool = False
    paid: dict[str, dict[str, str]] = field(default_factory=dict)
    visited: dict[str, dict[str, str]] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.server = Server(self._handle)

    def gateway(self) -> Gateway:
        assert self.server
        given = {"merchant": MERCHANT, "secret": SECRET, "url": self.server.url}
        return VnpayGateway(given, seconds=SECONDS)

    def visit(self, address: str) -> dict[str, str]:
        """Open the payment page: VNPay checks the address before it shows anything."""
        fields = dict(parse_qsl(urlsplit(address).query))
        given = fields.pop("vnp_SecureHash")
        assert given == mac(joined(fields)), "checksum"
        assert fields["vnp_Version"] == "2.1.0"
        assert fields["vnp_CurrCode"] == "VND"
        assert fields["vnp_TxnRef"].isalnum()
        assert len(fields["vnp_CreateDate"]) == len(fields["vnp_ExpireDate"]) == 14
        self.visited[fields["vnp_TxnRef"]] = fields
        return fields

    def _handle(self, asked: Asked) -> Told:
        told = asked.json
        order = QUERY if told.get("vnp_Command") == "querydr" else REFUND
        text = "|".join(told.get(f"vnp_{name}", "") for name in order.split())
        if asked.path != "/merchant_webapi/api/transaction":
            return 404, {}
        if told.get("vnp_SecureHash") != mac(text):
            return 200, self._signed(told, ResponseCode="97")
        if told["vnp_TmnCode"] != MERCHANT:
            return 200, self._signed(told, ResponseCode="02")
        paid = self.paid.get(told["vnp_TxnRef"])
        if paid is None:
            return 200, self._signed(told, ResponseCode="91")
        if told["vnp_Command"] == "querydr":
            return 200, self._signed(
                told,
                ResponseCode="00",
                Amount=paid["vnp_Amount"],
                TransactionNo=paid["vnp_TransactionNo"],
                TransactionStatus=paid["vnp_TransactionStatus"],
            )
        return 200, self._signed(told, ResponseCode=self._refund(told, paid))

    def _refund(self, told: dict[str, str], paid: dict[str, str]) -> str:
        key, amount = told["vnp_RequestId"], int(told["vnp_Amount"])
        if key in self.sent:
            return "94"
        whole = amount == int(paid["vnp_Amount"])
        if told["vnp_TransactionType"] != ("02" if whole else "03"):
            return "03"
        if paid["vnp_TransactionStatus"] != "00" or amount + sum(self.sent.values()) > int(
            paid["vnp_Amount"]
        ):
            return "95"
        self.sent[key] = amount
        return "00"

    def _signed(self, asked: dict[str, str], **more: str) -> dict[str, Any]:
        told = {
            "vnp_ResponseId": "r1",
            "vnp_Command": asked.get("vnp_Command", ""),
            "vnp_TmnCode": MERCHANT,
            "vnp_TxnRef": asked.get("vnp_TxnRef", ""),
            **{f"vnp_{name}": value for name, value in more.items()},
        }
        order = (
            ANSWER
            if asked.get("vnp_Command") == "refund"
            else f"{ANSWER} PromotionCode PromotionAmount"
        )
        text = "|".join(told.get(f"vnp_{name}", "") for name in order.split())
        return {**told, "vnp_SecureHash": mac(text)}

    def _ends(self, payment: Payment, code: str, amount: Money | None) -> None:
        fields = self.visit(payment.redirect_url)
        self.paid[fields["vnp_TxnRef"]] = {
            "vnp_Amount": str((amount or payment.amount).minor * 100),
            "vnp_BankCode": "NCB",
            "vnp_CardType": "ATM",
            "vnp_OrderInfo": fields["vnp_OrderInfo"],
            "vnp_PayDate": "20261120120000",
            "vnp_ResponseCode": code,
            "vnp_TmnCode": MERCHANT,
            "vnp_TransactionNo": f"{len(self.paid) + 14_000_000}",
            "vnp_TransactionStatus": "00" if code == "00" else "02",
            "vnp_TxnRef": fields["vnp_TxnRef"],
        }

    def shopper_pays(self, payment: Payment, amount: Money | None = None) -> None:
        self._ends(payment, "00", amount)

    def shopper_fails(self, payment: Payment) -> None:
        self._ends(payment, "51", None)

    def message(self, payment: Payment) -> Incoming | None:
        return self.ipn(payment)

    def ipn(self, payment: Payment, secret: str = SECRET, **changed: str) -> Incoming:
        fields = {**self.paid[payment.public_id.removeprefix("pay_")], **changed}
        return get({**fields, "vnp_SecureHash": mac(joined(fields), secret)})

    def forged(self, payment: Payment) -> Incoming:
        return self.ipn(payment, secret="other")

    def payable(self) -> int:
        return len(self.visited)

    def sent_back(self) -> int:
        return sum(self.sent.values()) // 100
