"""Cards that people keep."""

from __future__ import annotations

from datetime import timedelta

from tradewind.domains.identity.models import Person
from tradewind.domains.payments.adapters.sandbox import desk
from tradewind.domains.payments.adapters.sandbox.models import SandboxPayment
from tradewind.domains.payments.models import SavedCard
from tradewind.domains.payments.operations import (
    CardUse,
    begin,
    keep_card,
    name_card,
    open_payment,
    refresh,
)
from tradewind.kernel import clock, ids
from tradewind.kernel.money import Money


def make_saved_card(
    *, person: Person, label: str = "", brand: str = "visa", next_time: str = "pays"
) -> SavedCard:
    """A card kept by the sandbox after a payment with consent; `next_time` is how it pays then."""
    payment = open_payment(
        purpose=ids.new_id("top"),
        provider="sandbox",
        method="card",
        amount=Money(1_000, "CAD"),
        expires_at=clock.now() + timedelta(minutes=15),
        card_use=CardUse(keeps_for=person.public_id),
    )
    begin(
        payment=payment,
        source="",
        return_url="/",
        description="kept",
        email=person.email,
        language="en",
    )
    reference = payment.provider_reference or _reference(payment.public_id)
    desk.play(reference=reference, scenario="pays", brand=brand, next_time=next_time)
    refresh(payment_id=payment.public_id)
    card = keep_card(payment_id=payment.public_id)
    assert card is not None
    if label:
        card = name_card(person_id=person.pk, card_id=card.public_id, label=label)
    return card


def _reference(payment_id: str) -> str:
    return str(SandboxPayment.objects.get(key=payment_id).reference)
