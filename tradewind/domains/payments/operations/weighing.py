"""What a provider tells, held against what we asked for, before it is believed."""

from __future__ import annotations

from dataclasses import asdict, replace

from tradewind.domains.payments.models import Contradiction, Payment, PaymentInstructions
from tradewind.domains.payments.operations.contradictions import note_contradiction
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State, contradicts
from tradewind.kernel.money import Money

Kind = Contradiction.Kind


def weigh(payment: Payment, found: ProviderState) -> ProviderState:
    """`found` as far as it may be believed of a locked payment.

    Less than was asked for is not paid; another currency is nothing; more is paid, and the rest is
    for a person to send back. A "no" after a "yes" is written down and changes nothing.
    """
    if contradicts(State(payment.state), found.state):
        _note(payment, Kind.DENIED, None)
    if found.received is None or found.state is not State.CAPTURED:
        return found
    got = found.received
    if got == payment.amount:
        return found
    if got.currency != payment.currency:
        _note(payment, Kind.OTHER_AMOUNT, got)
        return replace(found, state=State.PENDING)
    if got < payment.amount:
        _note(payment, Kind.PART_PAID, got)
        return replace(found, state=State.PENDING)
    _note(payment, Kind.OVER_PAID, got)
    return found


def keep_instructions(payment: Payment, found: ProviderState) -> None:
    """Keep what the shopper needs to pay by hand, where the provider gave anything."""
    if found.instructions is not None:
        PaymentInstructions.objects.update_or_create(
            payment=payment, defaults={"body": asdict(found.instructions)}
        )


def _note(payment: Payment, kind: Contradiction.Kind, told: Money | None) -> None:
    note_contradiction(kind=kind, provider=payment.provider, payment=payment, told=told)
