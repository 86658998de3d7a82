"""Stripe: form-encoded v1, idempotency keys that are held to their parameters, signed events."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any

from tests.domains.payments.contract.vendor import SECONDS, Asked, Server, Told, Vendor, post
from tradewind.domains.payments.adapters.stripe.gateway import API_VERSION, StripeGateway
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.ports import Gateway, Incoming
from tradewind.kernel.money import Money

KEY, SECRET = "sk_test_contract", "whsec_contract"


def error(status: int, kind: str, code: str, **more: Any) -> Told:
    return status, {"error": {"type": kind, "code": code, "message": code, **more}}


@dataclass
class StripeVendor(Vendor):
    name: str = "stripe"
    intents: dict[str, dict[str, Any]] = field(default_factory=dict)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: list[dict[str, Any]] = field(default_factory=list)
    keys: dict[str, tuple[bytes, Told]] = field(default_factory=dict)
    methods: dict[str, dict[str, Any]] = field(default_factory=dict)
    customers: list[str] = field(default_factory=list)
    account: str = "acct_contract"
    behaves: str = "pays"
    sent: int = 0

    def __post_init__(self) -> None:
        self.server = Server(self._handle)

    def gateway(self) -> Gateway:
        assert self.server
        given = {"secret_key": KEY, "webhook_secret": SECRET, "url": self.server.url}
        return StripeGateway(given, seconds=SECONDS)

    def _handle(self, asked: Asked) -> Told:
        if asked.headers.get("authorization") != f"Bearer {KEY}":
            return error(401, "invalid_request_error", "invalid_api_key")
        if asked.headers.get("stripe-version") != API_VERSION:
            return error(400, "invalid_request_error", "version")
        key = asked.headers.get("idempotency-key", "")
        if asked.method == "POST" and key in self.keys:
            body, told = self.keys[key]
            if body != asked.body:
                return error(400, "idempotency_error", "key_in_use")
            return told
        told = self._answer(asked)
        if asked.method == "POST" and key:
            self.keys[key] = (asked.body, told)
        return told

    def _answer(self, asked: Asked) -> Told:
        parts = asked.path.split("/")[2:]
        form = asked.form
        match [asked.method, *parts]:
            case ["GET", "balance"]:
                return 200, {"object": "balance"}
            case ["GET", "account"]:
                return 200, {"id": self.account, "object": "account"}
            case ["POST", "customers"]:
                return 200, {"id": self._customer(), "object": "customer"}
            case ["POST", "payment_methods", name, "detach"]:
                return self._detach(name)
            case ["POST", "checkout", "sessions"]:
                return self._session(form)
            case ["GET", "checkout", "sessions", name]:
                return self._found(self.sessions, name)
            case ["POST", "checkout", "sessions", name, "expire"]:
                row = self.sessions[name]
                if row["status"] != "open":
                    return error(400, "invalid_request_error", "session_not_open")
                row["status"] = "expired"
                return 200, row
            case ["POST", "payment_intents"]:
                return self._intent(form)
            case ["GET", "payment_intents", "search"]:
                wanted = asked.query["query"].split("'")[3]
                rows = [i for i in self.intents.values() if i["metadata"]["payment_id"] == wanted]
                return 200, {"object": "search_result", "data": rows, "has_more": False}
            case ["GET", "payment_intents", name]:
                status, row = self._found(self.intents, name)
                if asked.query.get("expand[0]") == "payment_method" and status == 200:
                    row = {**row, "payment_method": self.methods.get(row.get("payment_method"))}
                return status, row
            case ["POST", "payment_intents", name, "cancel"]:
                row = self.intents[name]
                if row["status"] in ("succeeded", "canceled"):
                    return error(400, "invalid_request_error", "payment_intent_unexpected_state")
                row["status"] = "canceled"
                return 200, row
            case ["GET", "refunds"]:
                rows = [
                    r for r in self.made if r["payment_intent"] == asked.query["payment_intent"]
                ]
                return 200, {"object": "list", "data": rows, "has_more": False}
            case ["POST", "refunds"]:
                return self._refund(form)
        return error(404, "invalid_request_error", "url_invalid")

    def _found(self, rows: dict[str, dict[str, Any]], name: str) -> Told:
        missing = error(404, "invalid_request_error", "resource_missing")
        return (200, rows[name]) if name in rows else missing

    def _session(self, form: dict[str, str]) -> Told:
        name = f"cs_test_{len(self.sessions) + 1}"
        self.sessions[name] = {
            "id": name,
            "object": "checkout.session",
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "amount_total": int(form["line_items[0][price_data][unit_amount]"]),
            "currency": form["line_items[0][price_data][currency]"],
            "url": f"https://checkout.stripe.com/c/pay/{name}#" + "f" * 600,
            "metadata": {"payment_id": form["metadata[payment_id]"]},
            "keeps": form.get("payment_intent_data[setup_future_usage]", ""),
            "customer": form.get("customer")
            or (self._customer() if form.get("customer_creation") == "always" else None),
        }
        if ("customer" in form) == ("customer_email" in form):
            return error(400, "invalid_request_error", "parameter_invalid")
        return 200, self.sessions[name]

    def _customer(self) -> str:
        self.customers.append(f"cus_{len(self.customers) + 1}")
        return self.customers[-1]

    def _attach(self, customer: str) -> str:
        name = f"pm_{len(self.methods) + 1}"
        self.methods[name] = {
            "id": name,
            "object": "payment_method",
            "customer": customer,
            "billing_details": {"address": {"country": "CA"}, "name": "Noor Haddad"},
            "card": {
                "brand": "visa",
                "last4": "4242",
                "exp_month": 4,
                "exp_year": 2031,
                "fingerprint": "Xt5EWLLDS7FJjR1c",
            },
        }
        return name

    def _detach(self, name: str) -> Told:
        row = self.methods.get(name)
        if row is None or row["customer"] is None:
            return error(400, "invalid_request_error", "payment_method_unattached", param=None)
        row["customer"] = None
        return 200, row

    def _intent(self, form: dict[str, str]) -> Told:
        name = f"pi_{len(self.intents) + 1}"
        row = self._new_intent(
            name, int(form["amount"]), form["currency"], form["metadata[payment_id]"]
        )
        row["metadata"]["way"] = form["metadata[way]"]
        if "customer" in form and "setup_future_usage" not in form:
            return self._with_kept(row, form)
        if form.get("setup_future_usage"):
            row["payment_method"] = self._attach(form["customer"])
        if form["payment_method"] == "pm_card_visa_chargeDeclinedInsufficientFunds":
            row["status"] = "requires_payment_method"
            row["last_payment_error"] = {
                "code": "card_declined",
                "decline_code": "insufficient_funds",
            }
            return error(
                402,
                "card_error",
                "card_declined",
                decline_code="insufficient_funds",
                payment_intent=row,
            )
        row["status"], row["amount_received"] = "succeeded", row["amount"]
        return 200, row

    def _with_kept(self, row: dict[str, Any], form: dict[str, str]) -> Told:
        method = self.methods.get(form["payment_method"])
        if method is None or method["customer"] != form["customer"]:
            del self.intents[row["id"]]
            return error(400, "invalid_request_error", "resource_missing", param="payment_method")
        row["payment_method"] = method["id"]
        if self.behaves == "asks":
            row["status"] = "requires_action"
            url = f"https://hooks.stripe.com/3d_secure_2/{row['id']}"
            row["next_action"] = {"type": "redirect_to_url", "redirect_to_url": {"url": url}}
            return 200, row
        if self.behaves != "pays":
            row["status"] = "requires_payment_method"
            codes = {
                "expired": ("expired_card", None),
                "short": ("card_declined", "insufficient_funds"),
            }
            code, reason = codes[self.behaves]
            row["last_payment_error"] = {"code": code, "decline_code": reason}
            return error(402, "card_error", code, decline_code=reason, payment_intent=row)
        row["status"], row["amount_received"] = "succeeded", row["amount"]
        return 200, row

    def _new_intent(self, name: str, amount: int, currency: str, payment_id: str) -> dict[str, Any]:
        self.intents[name] = {
            "id": name,
            "object": "payment_intent",
            "amount": amount,
            "amount_received": 0,
            "currency": currency,
            "status": "processing",
            "metadata": {"payment_id": payment_id},
        }
        return self.intents[name]

    def _refund(self, form: dict[str, str]) -> Told:
        intent = self.intents.get(form["payment_intent"])
        amount = int(form["amount"])
        gone = sum(r["amount"] for r in self.made if r["payment_intent"] == form["payment_intent"])
        if intent is None or amount + gone > intent["amount_received"]:
            return error(400, "invalid_request_error", "charge_already_refunded")
        row = {
            "id": f"re_{len(self.made) + 1}",
            "object": "refund",
            "amount": amount,
            "status": "succeeded",
            "payment_intent": form["payment_intent"],
            "metadata": {"refund_key": form["metadata[refund_key]"]},
        }
        self.made.append(row)
        return 200, row

    def _of(self, payment: Payment) -> dict[str, Any]:
        rows = self.sessions.values()
        return next(r for r in rows if r["metadata"]["payment_id"] == payment.public_id)

    def shopper_pays(self, payment: Payment, amount: Money | None = None) -> None:
        session = self._of(payment)
        if amount is not None:
            session["amount_total"], session["currency"] = amount.minor, amount.currency.lower()
        name = f"pi_of_{session['id']}"
        intent = self._new_intent(
            name, session["amount_total"], session["currency"], payment.public_id
        )
        intent["status"], intent["amount_received"] = "succeeded", intent["amount"]
        if session["keeps"]:
            intent["payment_method"] = self._attach(session["customer"])
        session.update(status="complete", payment_status="paid", payment_intent=name)

    def shopper_fails(self, payment: Payment) -> None:
        self._of(payment).update(status="complete", payment_status="unpaid", failed=True)

    def message(self, payment: Payment) -> Incoming | None:
        session = self._of(payment)
        kind = "async_payment_failed" if session.get("failed") else "completed"
        return self.event(f"checkout.session.{kind}", session)

    def event(
        self, kind: str, about: dict[str, Any], *, age: int = 0, secret: str = SECRET, **more: Any
    ) -> Incoming:
        self.sent += 1
        told = {
            "id": f"evt_{kind}_{about['id']}_{more.get('nth', '')}",
            "object": "event",
            "type": kind,
            "created": 1,
            "livemode": False,
            "data": {"object": about},
            **more,
        }
        body = json.dumps(told).encode()
        stamp = int(time.time()) - age
        mac = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        return post(body, {"Stripe-Signature": f"t={stamp},v1={mac}"})

    def forged(self, payment: Payment) -> Incoming:
        return self.event("checkout.session.completed", self._of(payment), secret="whsec_other")

    def next_time(self, what: str) -> None:
        self.behaves = what

    def confirms(self, payment: Payment) -> None:
        row = self.intents[payment.provider_reference]
        row.update(status="succeeded", amount_received=row["amount"], next_action=None)

    def loses_cards(self) -> None:
        for row in self.methods.values():
            row["customer"] = None

    def card_message(self) -> Incoming:
        name = next(reversed(self.methods))
        return self.event("payment_method.detached", {**self.methods[name], "customer": None})

    def attached(self) -> int:
        return sum(row["customer"] is not None for row in self.methods.values())

    def moves_account(self) -> None:
        self.account = "acct_another"

    def payable(self) -> int:
        return len(self.sessions)

    def sent_back(self) -> int:
        return sum(row["amount"] for row in self.made)
