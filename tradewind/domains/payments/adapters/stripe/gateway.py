"""Stripe: its own page, or an intent confirmed with a token; never card data.

Contract: https://docs.stripe.com/api, version below, read October 2026; exercised against the local
server of the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import stripe

from tradewind.domains.payments.adapters.addresses import full
from tradewind.domains.payments.adapters.plain import plain_answer
from tradewind.domains.payments.adapters.stripe import cards, payouts, reading
from tradewind.domains.payments.adapters.stripe.amounts import is_offered, to_stripe
from tradewind.domains.payments.adapters.stripe.states import (
    DIRECT,
    decline,
    of_intent,
    of_session,
)
from tradewind.domains.payments.cards import CardToken, KeptCard
from tradewind.domains.payments.ports import (
    Answer,
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
from tradewind.domains.payments.rules import State
from tradewind.kernel.money import Money

API_VERSION = "2026-10-28.endive"
_SECONDS = 15.0
_SESSION = "cs_"
_NOT_FOUND = 404
T = TypeVar("T")


class StripeGateway:
    """Implements `payments.ports.Gateway` and `payments.cards.CardKeeper`."""

    name = "stripe"
    settings: Sequence[Setting] = (
        Setting("secret_key", is_secret=True),
        Setting("webhook_secret", is_secret=True),
        Setting("url", is_required=False, default="https://api.stripe.com"),
    )

    def __init__(self, credentials: Mapping[str, str], *, seconds: float = _SECONDS) -> None:
        key = credentials["secret_key"]
        self._webhook_secret = credentials["webhook_secret"]
        self._is_live = "_live_" in key
        self._known_account = ""
        self._client = stripe.StripeClient(
            key,
            stripe_version=API_VERSION,
            base_addresses={"api": credentials.get("url") or "https://api.stripe.com"},
            # Writes carry an idempotency key, so the SDK may repeat them too.
            max_network_retries=2,
            http_client=stripe.HTTPXClient(timeout=seconds, allow_sync_methods=True),
        ).v1

    def offers(self, context: OfferContext) -> Sequence[Method]:
        offered = Method("card", "credit-card", keeps_cards=True)
        return [offered] if is_offered(context.amount) else []

    def check(self) -> None:
        try:
            self._asked(self._client.balance.retrieve)
        except stripe.InvalidRequestError:
            raise SetupRefused(reason="not_authorised") from None

    def start(self, request: PaymentRequest) -> ProviderState:
        try:
            if request.card is not None and request.card.account != self._account():
                return ProviderState("", State.DECLINED, decline_code="unknown_source")
            return self._asked(
                lambda: (
                    self._confirm(request)
                    if request.source or request.card
                    else self._page(request)
                )
            )
        except stripe.CardError as error:
            intent = getattr(error.error, "payment_intent", None)
            reference = str(intent["id"]) if intent else ""
            return ProviderState(reference, State.DECLINED, decline_code=decline(_told(error)))
        except stripe.InvalidRequestError as error:
            code = "unknown_source" if request.card and cards.is_gone(error) else "not_accepted"
            return ProviderState("", State.DECLINED, decline_code=code)

    def find(self, *, payment_id: str, reference: str) -> ProviderState | None:
        try:
            return self._found(payment_id, reference)
        except stripe.InvalidRequestError as error:
            if error.http_status == _NOT_FOUND:
                return None
            raise GatewayUnavailable(provider=self.name) from None

    def cancel(self, *, reference: str, key: str) -> ProviderState:
        try:
            return self._asked(lambda: self._given_up(reference))
        except stripe.InvalidRequestError:
            # It moved on meanwhile, and where it is now decides.
            return self._asked(lambda: self._state(reference))

    def refund(self, *, reference: str, amount: Money, key: str) -> str:
        try:
            return self._asked(lambda: self._send_back(reference, amount, key))
        except stripe.InvalidRequestError as error:
            raise RefundRefused(reason=error.code or "refused") from None

    def kept_card(self, *, reference: str) -> KeptCard | None:
        account = self._account()
        try:
            intent = self._asked(
                lambda: self._client.payment_intents.retrieve(
                    reference, {"expand": ["payment_method"]}
                )
            )
        except stripe.InvalidRequestError:
            return None
        return cards.kept(intent.to_dict(), account=account)

    def let_card_go(self, *, token: CardToken) -> None:
        if token.account != self._account():
            return
        # Gone already, then.
        with suppress(stripe.InvalidRequestError):
            self._asked(lambda: self._client.payment_methods.detach(token.method))

    def read_message(self, incoming: Incoming) -> ProviderNews | None:
        return reading.read(incoming, secret=self._webhook_secret, is_live=self._is_live)

    def answer(self, outcome: Outcome) -> Answer:
        return plain_answer(outcome)

    def read_settlement(self, *, content: bytes) -> SettledBatch:
        return payouts.read(content)

    def _found(self, payment_id: str, reference: str) -> ProviderState | None:
        if reference:
            return self._asked(lambda: self._state(reference))
        found = self._asked(
            lambda: self._client.payment_intents.search(
                {"query": f"metadata['payment_id']:'{payment_id}'", "limit": 1}
            )
        )
        return of_intent(found.data[0].to_dict()) if found.data else None

    def _asked(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except (stripe.CardError, stripe.InvalidRequestError):
            raise
        except (stripe.AuthenticationError, stripe.PermissionError):
            raise SetupRefused(reason="not_authorised") from None
        except (stripe.StripeError, AttributeError, KeyError, TypeError, ValueError):
            # Also what the SDK itself stumbles over in an answer that is none of Stripe's.
            raise GatewayUnavailable(provider=self.name) from None

    def _account(self) -> str:
        """Whose account this is: asked once, since a gateway is made anew for other settings."""
        if not self._known_account:
            told = self._asked(self._client.accounts.retrieve_current)
            self._known_account = str(told.id)
        return self._known_account

    def _used(self, request: PaymentRequest) -> dict[str, Any]:
        if request.card is not None:
            return cards.paying_with(request.card)
        used: dict[str, Any] = {"payment_method": request.source}
        if request.keeps_card:
            used |= {"customer": request.customer or self._new_customer(request), **cards.KEEP}
        return used

    def _new_customer(self, request: PaymentRequest) -> str:
        made = self._client.customers.create(
            {"email": request.email}, {"idempotency_key": f"{request.payment_id}:customer"}
        )
        return str(made.id)

    def _confirm(self, request: PaymentRequest) -> ProviderState:
        asked: Any = {
            "amount": to_stripe(request.amount),
            "currency": request.amount.currency.lower(),
            **self._used(request),
            "automatic_payment_methods": {"enabled": True},
            "confirm": True,
            "description": request.description,
            "receipt_email": request.email,
            "return_url": full(request.return_url),
            "metadata": {"payment_id": request.payment_id, "way": DIRECT},
        }
        intent = self._client.payment_intents.create(asked, {"idempotency_key": request.payment_id})
        return of_intent(intent.to_dict())

    def _page(self, request: PaymentRequest) -> ProviderState:
        back = full(request.return_url)
        about = {"payment_id": request.payment_id}
        price: Any = {
            "currency": request.amount.currency.lower(),
            "unit_amount": to_stripe(request.amount),
            "product_data": {"name": request.description},
        }
        intent: Any = {"metadata": about, "description": request.description}
        payer: Any = {"customer_email": request.email}
        if request.keeps_card:
            intent |= cards.KEEP
            payer = cards.keeping(customer=request.customer, email=request.email)
        asked: Any = {
            "mode": "payment",
            "client_reference_id": request.payment_id,
            **payer,
            "success_url": back,
            "cancel_url": back,
            "line_items": [{"quantity": 1, "price_data": price}],
            "metadata": about,
            "payment_intent_data": intent,
        }
        session = self._client.checkout.sessions.create(
            asked, {"idempotency_key": request.payment_id}
        )
        return of_session(session.to_dict())

    def _state(self, reference: str) -> ProviderState:
        if reference.startswith(_SESSION):
            return of_session(self._client.checkout.sessions.retrieve(reference).to_dict())
        return of_intent(self._client.payment_intents.retrieve(reference).to_dict())

    def _given_up(self, reference: str) -> ProviderState:
        if reference.startswith(_SESSION):
            return of_session(self._client.checkout.sessions.expire(reference).to_dict())
        state = of_intent(self._client.payment_intents.retrieve(reference).to_dict())
        if state.state in {State.CAPTURED, State.CANCELLED}:
            return state
        return of_intent(self._client.payment_intents.cancel(reference).to_dict())

    def _send_back(self, reference: str, amount: Money, key: str) -> str:
        intent = self._state(reference).reference
        # Stripe forgets idempotency keys after a day; what was sent back keeps ours for good.
        for made in self._client.refunds.list({"payment_intent": intent, "limit": 100}).data:
            told = made.to_dict()
            if (told.get("metadata") or {}).get("refund_key") == key and _stands(told):
                return str(made.id)
        refund = self._client.refunds.create(
            {
                "payment_intent": intent,
                "amount": to_stripe(amount),
                "metadata": {"refund_key": key},
            },
            {"idempotency_key": key},
        )
        if not _stands(refund.to_dict()):
            raise RefundRefused(reason=refund.failure_reason or "failed")
        return str(refund.id)


def _told(error: stripe.CardError) -> Mapping[str, Any]:
    told = error.error
    return {} if told is None else {"decline_code": told.decline_code, "code": told.code}


def _stands(refund: Mapping[str, Any]) -> bool:
    return refund.get("status") not in ("failed", "canceled")
