"""The port's face of the sandbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import orjson
from django.urls import reverse
from pydantic import Field, TypeAdapter, ValidationError

from tradewind.domains.payments.adapters.plain import plain_answer
from tradewind.domains.payments.adapters.sandbox import cards, desk, settlement, signing
from tradewind.domains.payments.adapters.sandbox.cards import ACCOUNT, NEXT_TIME
from tradewind.domains.payments.adapters.sandbox.models import SandboxPayment
from tradewind.domains.payments.adapters.sandbox.scenarios import SCENARIOS, scenario_of
from tradewind.domains.payments.cards import CardNews, CardToken, KeptCard
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
    Setting,
    SettledBatch,
)
from tradewind.domains.payments.rules import State
from tradewind.kernel import clock
from tradewind.kernel.money import Money

# PostgreSQL holds no NUL in a text, and no column of ours more than this.
_Word = Annotated[str, Field(max_length=40, pattern=r"^[\w.-]*$")]


@dataclass(frozen=True, slots=True)
class _Message:
    id: _Word
    key: _Word
    reference: _Word
    state: State
    decline_code: _Word
    amount: Annotated[int, Field(strict=True, gt=0, lt=2**63)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]


@dataclass(frozen=True, slots=True)
class _CardMessage:
    id: _Word
    card: _Word
    kind: Literal["card.detached"]


_MESSAGE: TypeAdapter[_Message | _CardMessage] = TypeAdapter(_Message | _CardMessage)


class SandboxGateway:
    """Implements `payments.ports.Gateway` and `payments.cards.CardKeeper`."""

    name = "sandbox"
    settings: Sequence[Setting] = ()

    def __init__(self, credentials: Mapping[str, str]) -> None:
        """It takes no settings: it is there from the beginning."""

    def offers(self, context: OfferContext) -> Sequence[Method]:
        offered = Method("card", "credit-card", keeps_cards=True)
        return [offered] if context.amount.minor > 0 else []

    def check(self) -> None:
        """There is nothing that could be set up wrongly."""

    def start(self, request: PaymentRequest) -> ProviderState:
        scenario = scenario_of(request.source)
        if request.card is not None:
            card = cards.find(request.card)
            if card is None:
                return ProviderState("", State.DECLINED, decline_code="unknown_source")
            scenario = NEXT_TIME[card.next_time].scenario or None
        elif request.source and scenario is None:
            return ProviderState("", State.DECLINED, decline_code="unknown_source")
        payment = desk.ask(request, scenario)
        if scenario is not None and SCENARIOS[scenario].loses_answer:
            raise GatewayUnavailable(provider=self.name)
        return _told(payment)

    def find(self, *, payment_id: str, reference: str) -> ProviderState | None:
        payment = SandboxPayment.objects.filter(key=payment_id).first()
        return None if payment is None else _told(payment)

    def cancel(self, *, reference: str, key: str) -> ProviderState:
        return _told(desk.give_up(reference=reference))

    def refund(self, *, reference: str, amount: Money, key: str) -> str:
        return desk.send_back(reference=reference, amount=amount, key=key).reference

    def kept_card(self, *, reference: str) -> KeptCard | None:
        return cards.kept(reference)

    def let_card_go(self, *, token: CardToken) -> None:
        if token.account == ACCOUNT:
            cards.let_go(token.method, clock.now())

    def read_message(self, incoming: Incoming) -> ProviderNews | None:
        headers, body = incoming.headers, incoming.body
        signing.check(headers.get(signing.HEADER, ""), body, clock.now())
        try:
            told = _MESSAGE.validate_json(body)
        except ValidationError:
            # Signed by us and yet unreadable: of no version we know.
            raise BadSignature from None
        if isinstance(told, _CardMessage):
            news = CardNews(told.card, facts=None)
            return ProviderNews(told.id, told.kind, "", None, None, {"id": told.id}, card=news)
        return ProviderNews(
            message_id=told.id,
            kind=f"payment.{told.state.value}",
            payment_id=told.key,
            amount=Money(told.amount, told.currency),
            state=ProviderState(
                reference=told.reference, state=told.state, decline_code=told.decline_code
            ),
            body=orjson.loads(body),
        )

    def answer(self, outcome: Outcome) -> Answer:
        return plain_answer(outcome)

    def read_settlement(self, *, content: bytes) -> SettledBatch:
        return settlement.read(content)


def _told(payment: SandboxPayment) -> ProviderState:
    waits = payment.state == State.PENDING and not payment.scenario
    return ProviderState(
        reference=payment.reference,
        state=State(payment.state),
        redirect_url=reverse("sandbox:pay", args=[payment.reference]) if waits else "",
        decline_code=payment.decline_code,
    )
