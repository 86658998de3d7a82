"""Storepay (Mongolia): buy now, pay later; the shopper confirms the loan in the provider's app.

OAuth 2 password grant with the app's Basic credentials; loan, check, and a phone's limit. From the
vendor's public clients and from memory: check against the vendor's own before going live.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

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
    Method,
    MethodField,
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
from tradewind.domains.payments.rules import State
from tradewind.kernel.money import Money

_PHONE = re.compile(r"^(?:\+?976)?([5-9]\d{7})$")


class StorepayGateway:
    """Implements `payments.ports.Gateway`."""

    name = "storepay"
    settings: Sequence[Setting] = (
        Setting("app_username"),
        Setting("app_password", is_secret=True),
        Setting("username"),
        Setting("password", is_secret=True),
        Setting("store_id"),
        Setting("url", is_required=False, default="https://service.storepay.mn"),
    )

    def __init__(self, credentials: Mapping[str, str], *, seconds: float = 15.0) -> None:
        self._store_id = credentials["store_id"]
        url = credentials.get("url") or "https://service.storepay.mn"
        self._wire = wire = Wire(self.name, url, seconds=seconds)
        app = (credentials["app_username"], credentials["app_password"])
        form = {
            "grant_type": "password",
            "username": credentials["username"],
            "password": credentials["password"],
        }
        self._tokens = TokenBox(
            login=lambda: wire.ask("POST", "/oauth/token", form=form, auth=app, is_repeatable=True)
        )

    def offers(self, context: OfferContext) -> Sequence[Method]:
        if context.amount.currency != "MNT":
            return []
        return [Method("bnpl", "calendar", fields=(MethodField("mobile", "tel"),))]

    def check(self) -> None:
        reply = self._ask("POST", "/user/possibleAmount", {"mobileNumber": "99999999"})
        if not reply.is_fine:
            raise SetupRefused(reason="not_authorised")

    def start(self, request: PaymentRequest) -> ProviderState:
        given = request.payer.fields.get("mobile") or request.payer.phone
        mobile = _PHONE.match(re.sub(r"[\s()-]", "", given))
        if mobile is None:
            return _no("bnpl_no_phone")
        if request.amount.currency != "MNT":
            return _no("not_accepted")
        asked = begin_asking(provider=self.name, key=request.payment_id)
        if asked is None:
            return self._asked_before(request.payment_id)
        try:
            limit = self._limit(mobile[1])
        except GatewayUnavailable:
            # Nothing was borrowed yet.
            forget_asking(asked)
            raise
        if limit < request.amount.amount:
            forget_asking(asked)
            return _no("bnpl_limit")
        reply = self._ask(
            "POST",
            "/merchant/loan",
            {
                "storeId": self._store_id,
                "mobileNumber": mobile[1],
                "description": request.description,
                "amount": str(request.amount.amount),
                "callbackUrl": callback(self.name, request.payment_id),
            },
            is_repeatable=False,
        )
        loan = str(reply.body.get("value") or "")
        if not _is_success(reply) or not loan:
            forget_asking(asked)
            return _no("bnpl_refused")
        note_answer(asked, loan)
        return ProviderState(loan, State.PENDING)

    def find(self, *, payment_id: str, reference: str) -> ProviderState | None:
        loan = reference or earlier_answer(provider=self.name, key=payment_id)
        return self._stands(loan) if loan else None

    def cancel(self, *, reference: str, key: str) -> ProviderState:
        # Offers of a loan can't be withdrawn; one confirmed later is money to send back.
        found = self._stands(reference)
        if found.state is State.CAPTURED:
            return found
        return ProviderState(reference, State.CANCELLED, decline_code="cancelled")

    def refund(self, *, reference: str, amount: Money, key: str) -> str:
        raise RefundRefused(reason="by_hand_at_the_provider")

    def read_message(self, incoming: Incoming) -> ProviderNews | None:
        payment = payment_named(self.name, incoming)
        state = self._stands(payment.provider_reference)
        return ProviderNews(
            message_id=f"{payment.public_id}:{state.state}",
            kind=f"callback.{state.state}",
            payment_id=payment.public_id,
            amount=None,
            state=state,
            body={"state": state.state},
        )

    def answer(self, outcome: Outcome) -> Answer:
        return plain_answer(outcome)

    def read_settlement(self, *, content: bytes) -> SettledBatch:
        return no_settlement_file()

    def _asked_before(self, payment_id: str) -> ProviderState:
        loan = earlier_answer(provider=self.name, key=payment_id)
        # The answer was lost, and asking again could make two loans: a new try is a new payment.
        return self._stands(loan) if loan else _no("try_again_later")

    def _stands(self, loan: str) -> ProviderState:
        reply = self._ask("GET", f"/merchant/loan/check/{loan}")
        confirmed = reply.body.get("value")
        if not _is_success(reply) or not isinstance(confirmed, bool):
            raise GatewayUnavailable(provider=self.name)
        return ProviderState(loan, State.CAPTURED if confirmed else State.PENDING)

    def _limit(self, mobile: str) -> Decimal:
        reply = self._ask("POST", "/user/possibleAmount", {"mobileNumber": mobile})
        if not _is_success(reply):
            return Decimal(0)
        try:
            return decimal_of(reply.body.get("value"))
        except ValueError:
            raise GatewayUnavailable(provider=self.name) from None

    def _ask(
        self, method: str, path: str, body: object = None, *, is_repeatable: bool = True
    ) -> Reply:
        return self._tokens.call(
            lambda bearer: self._wire.ask(
                method, path, json=body, headers=bearer, is_repeatable=is_repeatable
            )
        )


def _is_success(reply: Reply) -> bool:
    return reply.is_fine and reply.body.get("status") == "Success"


def _no(code: str) -> ProviderState:
    return ProviderState("", State.DECLINED, decline_code=code)
