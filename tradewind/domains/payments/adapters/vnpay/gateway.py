"""VNPay 2.1.0 (Vietnam): a signed address to visit, an IPN that decides, a query and a refund API."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

from tradewind.domains.payments.adapters.addresses import full
from tradewind.domains.payments.adapters.plain import no_settlement_file
from tradewind.domains.payments.adapters.vnpay import reading, signing
from tradewind.domains.payments.adapters.wire import Wire
from tradewind.domains.payments.ports import (
    Answer,
    BadSignature,
    GatewayUnavailable,
    Incoming,
    Method,
    OfferContext,
    Outcome,
    PaymentRequest,
    ProviderNews,
    ProviderState,
    RefundRefused,
    Setting,
    SettledBatch,
    SetupRefused,
)
from tradewind.domains.payments.rules import OPEN, State
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money

_VERSION = "2.1.0"
_VIETNAM = timezone(timedelta(hours=7))
_STAMP = "%Y%m%d%H%M%S"
_LEAST, _MOST = 5_000, 1_000_000_000  # dong: from 5,000 to below a thousand million
_NOT_FOUND, _ASKED_BEFORE, _DONE = "91", "94", "00"
_UNSURE = frozenset({"98", "99"})
_WORDS = re.compile(r"[^A-Za-z0-9 ]+")
_RSP_CODES = {
    Outcome.TAKEN: ("00", "Confirm Success"),
    Outcome.OLD: ("02", "Order already confirmed"),
    Outcome.UNKNOWN_PAYMENT: ("01", "Order not found"),
    Outcome.OTHER_AMOUNT: ("04", "Invalid amount"),
    Outcome.BAD_SIGNATURE: ("97", "Invalid signature"),
}


class VnpayGateway:
    """Implements `payments.ports.Gateway`."""

    name = "vnpay"
    settings: Sequence[Setting] = (
        Setting("merchant"),
        Setting("secret", is_secret=True),
        Setting(
            "page", is_required=False, default="https://sandbox.vnpayment.vn/paymentv2/vpcpay.html"
        ),
        Setting("url", is_required=False, default="https://sandbox.vnpayment.vn"),
    )

    def __init__(self, credentials: Mapping[str, str], *, seconds: float = 15.0) -> None:
        defaults = {setting.code: setting.default for setting in self.settings}
        self._merchant, self._secret = credentials["merchant"], credentials["secret"]
        self._page = credentials.get("page") or defaults["page"]
        self._wire = Wire(self.name, credentials.get("url") or defaults["url"], seconds=seconds)

    def offers(self, context: OfferContext) -> Sequence[Method]:
        amount = context.amount
        if amount.currency != "VND" or not _LEAST <= amount.minor < _MOST:
            return []
        return [Method("vnpay", "wallet")]

    def check(self) -> None:
        asked = self._query(payment_id=ids.new_id("pay"))
        told = self._told(asked, signing.QUERY_ANSWER)
        if told["vnp_ResponseCode"] not in (_DONE, _NOT_FOUND):
            raise SetupRefused(reason=f"vnpay_{told['vnp_ResponseCode']}")

    def start(self, request: PaymentRequest) -> ProviderState:
        if request.amount.currency != "VND":
            return ProviderState("", State.DECLINED, decline_code="not_accepted")
        reference = reading.txn_ref_of(request.payment_id)
        fields = {
            "vnp_Version": _VERSION,
            "vnp_Command": "pay",
            "vnp_TmnCode": self._merchant,
            "vnp_Amount": str(request.amount.minor * 100),
            "vnp_CurrCode": "VND",
            "vnp_TxnRef": reference,
            "vnp_OrderInfo": _WORDS.sub(" ", request.description)[:255],
            "vnp_OrderType": "other",
            "vnp_Locale": "vn" if request.language.startswith("vi") else "en",
            "vnp_ReturnUrl": full(request.return_url),
            "vnp_IpAddr": request.payer.ip or "127.0.0.1",
            "vnp_CreateDate": _asked_at(request.payment_id),
            "vnp_ExpireDate": request.expires_at.astimezone(_VIETNAM).strftime(_STAMP),
        }
        mac = signing.sign_address(fields, self._secret)
        address = f"{self._page}?{signing.spelled(fields)}&{signing.FIELD}={mac}"
        return ProviderState(reference, State.PENDING, redirect_url=address)

    def find(self, *, payment_id: str, reference: str) -> ProviderState | None:
        told = self._told(self._query(payment_id=payment_id), signing.QUERY_ANSWER)
        code = told["vnp_ResponseCode"]
        if code == _NOT_FOUND:
            # Nobody has opened the page yet.
            return None
        if code != _DONE or told.get("vnp_TxnRef") != reading.txn_ref_of(payment_id):
            raise GatewayUnavailable(provider=self.name)
        try:
            amount = reading.amount_of(told["vnp_Amount"])
        except (KeyError, ValueError):
            raise GatewayUnavailable(provider=self.name) from None
        status = told.get("vnp_TransactionStatus", "")
        return reading.state_of(told["vnp_TxnRef"], status, status, amount)

    def cancel(self, *, reference: str, key: str) -> ProviderState:
        # VNPay has no cancelling: its page ends by itself, and money that still comes goes back.
        found = self.find(payment_id=reading.payment_of(reference), reference=reference)
        if found is not None and found.state not in OPEN:
            return found
        return ProviderState(reference, State.CANCELLED, decline_code="cancelled")

    def refund(self, *, reference: str, amount: Money, key: str) -> str:
        payment_id = reading.payment_of(reference)
        paid = self._told(self._query(payment_id=payment_id), signing.QUERY_ANSWER)
        if paid["vnp_ResponseCode"] != _DONE:
            raise RefundRefused(reason="unknown_payment")
        hundredths = str(amount.minor * 100)
        body = self._body("refund", payment_id)
        # Unique a day at VNPay, and ours for good: the same refund again is told as such.
        body["vnp_RequestId"] = key.rpartition("_")[2][-32:]
        body["vnp_TransactionType"] = "02" if paid.get("vnp_Amount") == hundredths else "03"
        body["vnp_Amount"] = hundredths
        body["vnp_TransactionNo"] = paid.get("vnp_TransactionNo", "")
        body["vnp_CreateBy"] = "tradewind"
        told = self._told(self._send(body, signing.REFUND, repeat=True), signing.REFUND_ANSWER)
        code = told["vnp_ResponseCode"]
        if code in _UNSURE:
            raise GatewayUnavailable(provider=self.name)
        if code not in (_DONE, _ASKED_BEFORE):
            raise RefundRefused(reason=f"vnpay_{code}")
        return body["vnp_RequestId"]

    def read_message(self, incoming: Incoming) -> ProviderNews | None:
        return reading.read(incoming, merchant=self._merchant, secret=self._secret)

    def answer(self, outcome: Outcome) -> Answer:
        code, message = _RSP_CODES.get(outcome, ("99", "Unknown error"))
        return Answer(200, {"RspCode": code, "Message": message})

    def read_settlement(self, *, content: bytes) -> SettledBatch:
        return no_settlement_file()

    def _query(self, *, payment_id: str) -> Mapping[str, object]:
        return self._send(self._body("querydr", payment_id), signing.QUERY, repeat=True)

    def _body(self, command: str, payment_id: str) -> dict[str, str]:
        return {
            "vnp_RequestId": uuid4().hex,
            "vnp_Version": _VERSION,
            "vnp_Command": command,
            "vnp_TmnCode": self._merchant,
            "vnp_TxnRef": reading.txn_ref_of(payment_id),
            "vnp_OrderInfo": f"{command} {reading.txn_ref_of(payment_id)}",
            "vnp_TransactionDate": _asked_at(payment_id),
            "vnp_CreateDate": clock.now().astimezone(_VIETNAM).strftime(_STAMP),
            "vnp_IpAddr": "127.0.0.1",
        }

    def _send(
        self, body: dict[str, str], order: list[str], *, repeat: bool
    ) -> Mapping[str, object]:
        signed = {**body, signing.FIELD: signing.sign_values(body, order, self._secret)}
        path = "/merchant_webapi/api/transaction"
        reply = self._wire.ask("POST", path, json=signed, is_repeatable=repeat)
        if not reply.is_fine:
            raise GatewayUnavailable(provider=self.name)
        return reply.body

    def _told(self, answer: Mapping[str, object], order: list[str]) -> Mapping[str, str]:
        if str(answer.get("vnp_ResponseCode")) in ("02", "97"):
            raise SetupRefused(reason="not_authorised")
        try:
            return {
                "vnp_ResponseCode": "",
                **reading.proved(answer, order, self._secret, self._merchant),
            }
        except BadSignature:
            raise GatewayUnavailable(provider=self.name) from None


def _asked_at(payment_id: str) -> str:
    """When a payment was begun, in VNPay's words: its id (UUIDv7) begins with the moment."""
    try:
        millis = ids.decode("pay", payment_id).int >> 80
    except NotFound:
        millis = int(clock.now().timestamp() * 1000)
    moment = datetime.fromtimestamp(millis / 1000, UTC)
    return moment.astimezone(_VIETNAM).strftime(_STAMP)
