"""QPay v2 (Mongolia): an invoice as QR code and bank-app links; its callback proves nothing.

The callback is unsigned, so whatever it says is confirmed by ``payment/check``. From QPay's public
collection as described by its users, and from memory: check against the vendor's own before going live.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tradewind.domains.payments.adapters.addresses import callback
from tradewind.domains.payments.adapters.once import (
    begin_asking,
    earlier_answer,
    forget_asking,
    note_answer,
)
from tradewind.domains.payments.adapters.plain import no_settlement_file, plain_answer
from tradewind.domains.payments.adapters.tokens import TokenBox
from tradewind.domains.payments.adapters.unsigned import payment_named
from tradewind.domains.payments.adapters.wire import Reply, Wire, decimal_of
from tradewind.domains.payments.ports import (
    Answer,
    GatewayUnavailable,
    Incoming,
    Instructions,
    Method,
    OfferContext,
    Outcome,
    PaymentRequest,
    ProviderNews,
    ProviderState,
    RefundRefused,
    Setting,
    SettledBatch,
)
from tradewind.domains.payments.rules import State
from tradewind.kernel.money import BadAmount, Money

_NOT_FOUND = 404


class QpayGateway:
    """Implements `payments.ports.Gateway`."""

    name = "qpay"
    settings: Sequence[Setting] = (
        Setting("username"),
        Setting("password", is_secret=True),
        Setting("invoice_code"),
        Setting("receiver_code", is_required=False, default="terminal"),
        Setting("url", is_required=False, default="https://merchant.qpay.mn"),
    )

    def __init__(self, credentials: Mapping[str, str], *, seconds: float = 15.0) -> None:
        self._invoice_code = credentials["invoice_code"]
        self._receiver = credentials.get("receiver_code") or "terminal"
        url = credentials.get("url") or "https://merchant.qpay.mn"
        self._wire = wire = Wire(self.name, url, seconds=seconds)
        auth = (credentials["username"], credentials["password"])
        self._tokens = TokenBox(
            login=lambda: wire.ask("POST", "/v2/auth/token", auth=auth, is_repeatable=True),
            renew=lambda token: wire.ask(
                "POST",
                "/v2/auth/refresh",
                headers={"Authorization": f"Bearer {token}"},
                is_repeatable=True,
            ),
        )

    def offers(self, context: OfferContext) -> Sequence[Method]:
        return [Method("qr", "qr-code")] if context.amount.currency == "MNT" else []

    def check(self) -> None:
        # Knowing nothing of an invoice that never was is answer enough.
        self._ask("POST", "/v2/payment/check", _about("00000000-0000-0000-0000-000000000000"))

    def start(self, request: PaymentRequest) -> ProviderState:
        if request.amount.currency != "MNT":
            return ProviderState("", State.DECLINED, decline_code="not_accepted")
        asked = begin_asking(provider=self.name, key=request.payment_id)
        if asked is None:
            return self._asked_before(request.payment_id)
        reply = self._ask(
            "POST",
            "/v2/invoice",
            {
                "invoice_code": self._invoice_code,
                "sender_invoice_no": request.payment_id,
                "invoice_receiver_code": self._receiver,
                "invoice_description": request.description,
                "amount": float(request.amount.amount),
                "callback_url": callback(self.name, request.payment_id),
                "allow_partial": False,
                "allow_exceed": False,
            },
            is_repeatable=False,
        )
        invoice = str(reply.body.get("invoice_id") or "")
        if not reply.is_fine or not invoice:
            forget_asking(asked)
            return ProviderState("", State.DECLINED, decline_code="not_accepted")
        note_answer(asked, invoice)
        return ProviderState(invoice, State.PENDING, instructions=_instructions(reply.body))

    def find(self, *, payment_id: str, reference: str) -> ProviderState | None:
        invoice = reference or earlier_answer(provider=self.name, key=payment_id)
        return self._stands(invoice) if invoice else None

    def cancel(self, *, reference: str, key: str) -> ProviderState:
        self._ask("DELETE", f"/v2/invoice/{reference}")
        # Somebody may have paid while it was being cancelled, or it was refused because of that.
        found = self._stands(reference)
        if found.state is State.CAPTURED:
            return found
        return ProviderState(reference, State.CANCELLED, decline_code="cancelled")

    def refund(self, *, reference: str, amount: Money, key: str) -> str:
        rows = self._rows(reference)
        # QPay sends back whole payments only, and what it sent back says so.
        for row in rows:
            if _status(row) == "REFUNDED" and _amount(row) == amount:
                return str(row["payment_id"])
        for row in rows:
            if _status(row) == "PAID" and _amount(row) == amount:
                reply = self._ask("DELETE", f"/v2/payment/refund/{row['payment_id']}")
                if not reply.is_fine:
                    raise RefundRefused(reason=str(reply.body.get("error") or "refused")[:40])
                return str(row["payment_id"])
        raise RefundRefused(reason="only_whole_payments")

    def read_message(self, incoming: Incoming) -> ProviderNews | None:
        payment = payment_named(self.name, incoming)
        state = self._stands(payment.provider_reference)
        got = state.received.minor if state.received else 0
        return ProviderNews(
            message_id=f"{payment.public_id}:{state.state}:{got}",
            kind=f"callback.{state.state}",
            payment_id=payment.public_id,
            amount=None,
            state=state,
            body={"state": state.state, "received": got},
        )

    def answer(self, outcome: Outcome) -> Answer:
        return plain_answer(outcome)

    def read_settlement(self, *, content: bytes) -> SettledBatch:
        return no_settlement_file()

    def _asked_before(self, payment_id: str) -> ProviderState:
        invoice = earlier_answer(provider=self.name, key=payment_id)
        if invoice:
            return self._stands(invoice)
        # The answer was lost, and asking again could make two invoices: a new try is a new payment.
        return ProviderState("", State.DECLINED, decline_code="try_again_later")

    def _stands(self, invoice: str) -> ProviderState:
        paid = [row for row in self._rows(invoice) if _status(row) == "PAID"]
        if not paid:
            return ProviderState(invoice, State.PENDING)
        amounts = [_amount(row) for row in paid]
        foreign = [amount for amount in amounts if amount.currency != "MNT"]
        got = foreign[0] if foreign else Money(sum(x.minor for x in amounts), "MNT")
        return ProviderState(invoice, State.CAPTURED, received=got)

    def _rows(self, invoice: str) -> list[Mapping[str, Any]]:
        reply = self._ask("POST", "/v2/payment/check", _about(invoice))
        rows = reply.body.get("rows")
        if reply.status == _NOT_FOUND:
            return []
        if not reply.is_fine or not isinstance(rows, list):
            raise GatewayUnavailable(provider=self.name)
        try:
            for row in rows:
                _status(row), _amount(row), row["payment_id"]
        except (KeyError, TypeError, ValueError, BadAmount):
            raise GatewayUnavailable(provider=self.name) from None
        return rows

    def _ask(
        self, method: str, path: str, body: object = None, *, is_repeatable: bool = True
    ) -> Reply:
        return self._tokens.call(
            lambda bearer: self._wire.ask(
                method, path, json=body, headers=bearer, is_repeatable=is_repeatable
            )
        )


def _about(invoice: str) -> Mapping[str, object]:
    return {
        "object_type": "INVOICE",
        "object_id": invoice,
        "offset": {"page_number": 1, "page_limit": 100},
    }


def _status(row: Mapping[str, Any]) -> str:
    return str(row["payment_status"])


def _amount(row: Mapping[str, Any]) -> Money:
    value = decimal_of(row["payment_amount"])
    return Money.of(value + Decimal(0), str(row.get("payment_currency") or "MNT"))


def _instructions(body: Mapping[str, Any]) -> Instructions:
    urls = body.get("urls")
    links = [
        (str(url.get("description") or url.get("name") or ""), str(url.get("link") or ""))
        for url in (urls if isinstance(urls, list) else [])
        if isinstance(url, dict)
    ]
    return Instructions(
        qr_text=str(body.get("qr_text") or ""),
        links=[(name, link) for name, link in links if name and link][:40],
    )
