"""The port's face of paying at the door."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence

from django.conf import settings as django_settings
from django.db.models import Q

from tradewind.domains.payments.adapters.cash import risk
from tradewind.domains.payments.adapters.cash.models import CashPromise
from tradewind.domains.payments.adapters.plain import no_settlement_file, plain_answer
from tradewind.domains.payments.ports import (
    Answer,
    BadSignature,
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
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money


class CashGateway:
    """Implements `payments.ports.Gateway`."""

    name = "cash"
    settings: Sequence[Setting] = (
        Setting("most"),
        Setting("first_most", is_required=False),
    )

    def __init__(self, credentials: Mapping[str, str]) -> None:
        self._credentials = credentials

    def offers(self, context: OfferContext) -> Sequence[Method]:
        limit = self._limits("most").get(context.amount.currency)
        if limit is None or context.amount > limit:
            return []
        return [Method("cash", "banknote")]

    def check(self) -> None:
        try:
            limits = [
                risk.limits_of(self._credentials.get(c) or "") for c in ("most", "first_most")
            ]
        except InvalidInput:
            raise SetupRefused(reason="limit_unreadable") from None
        if not limits[0]:
            raise SetupRefused(reason="limit_unreadable")

    def start(self, request: PaymentRequest) -> ProviderState:
        found = CashPromise.objects.filter(payment_id=request.payment_id).first()
        if found is not None:
            return _told(found)
        email, phone = _digest(request.email.lower()), _digest(_digits(request.payer.phone))
        refusal = risk.refusal(
            amount=request.amount,
            standing=_standing(email, phone),
            most=self._limits("most"),
            first_most=self._limits("first_most"),
        )
        if refusal:
            return ProviderState("", State.DECLINED, decline_code=refusal)
        promise, _ = CashPromise.objects.get_or_create(
            payment_id=request.payment_id,
            defaults={
                "amount_minor": request.amount.minor,
                "currency": request.amount.currency,
                "email_key": email,
                "phone_key": phone,
                "promised_at": clock.now(),
            },
        )
        return _told(promise)

    def find(self, *, payment_id: str, reference: str) -> ProviderState | None:
        found = CashPromise.objects.filter(payment_id=payment_id or reference).first()
        return None if found is None else _told(found)

    def cancel(self, *, reference: str, key: str) -> ProviderState:
        return ProviderState(reference, State.CANCELLED, decline_code="cancelled")

    def refund(self, *, reference: str, amount: Money, key: str) -> str:
        raise RefundRefused(reason="by_hand")

    def read_message(self, incoming: Incoming) -> ProviderNews | None:
        raise BadSignature

    def answer(self, outcome: Outcome) -> Answer:
        return plain_answer(outcome)

    def read_settlement(self, *, content: bytes) -> SettledBatch:
        return no_settlement_file()

    def _limits(self, code: str) -> Mapping[str, Money]:
        try:
            return risk.limits_of(self._credentials.get(code) or "")
        except InvalidInput:
            # `check` told so; until it is put right nothing is trusted at the door.
            return {}


def _told(promise: CashPromise) -> ProviderState:
    # Money at the door is counted by `operations.cash`, delivery by delivery.
    return ProviderState(promise.payment_id, State.PROMISED)


def _standing(email: str, phone: str) -> risk.Standing:
    same = Q(email_key=email) | Q(phone_key=phone) if phone else Q(email_key=email)
    known = CashPromise.objects.filter(same)
    return risk.Standing(
        kept=known.filter(collected_minor__gt=0, refused_at=None).count(),
        refused=known.exclude(refused_at=None).count(),
    )


def _digits(phone: str) -> str:
    return "".join(char for char in phone if char.isdecimal())


def _digest(text: str) -> str:
    if not text:
        return ""
    key = django_settings.SECRET_KEY.encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
