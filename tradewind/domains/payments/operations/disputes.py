"""Disputes: what a shopper asked their bank to take back, and how it ended."""

from __future__ import annotations

from dataclasses import replace

from tradewind.domains.payments.models import Contradiction, Dispute, Payment
from tradewind.domains.payments.operations.contradictions import note_contradiction
from tradewind.domains.payments.ports import ProviderNews
from tradewind.domains.payments.rules import State
from tradewind.kernel import clock

Kind = Contradiction.Kind


def note_dispute(payment: Payment, news: ProviderNews) -> ProviderNews:
    """Keep the dispute's row; returns the news as far as the payment is to follow it.

    A dispute of a part moves nothing by itself, and neither does old news of one that was won.
    """
    told = news.dispute
    if told is None:
        return news
    now = clock.now()
    dispute, _ = Dispute.objects.select_for_update().get_or_create(
        reference=told.reference,
        defaults={
            "payment": payment,
            "amount_minor": told.amount.minor,
            "currency": told.amount.currency,
            "reason": told.reason[:60],
            "answer_by": told.answer_by,
            "opened_at": now,
        },
    )
    if dispute.outcome == Dispute.Outcome.OPEN and told.outcome != Dispute.Outcome.OPEN:
        dispute.outcome, dispute.closed_at = told.outcome, now
        dispute.save(update_fields=["outcome", "closed_at"])
    if news.state is None:
        return news
    if told.amount != payment.amount:
        note_contradiction(
            kind=Kind.PART_DISPUTED, provider=payment.provider, payment=payment, told=told.amount
        )
        return replace(news, state=None)
    if news.state.state is State.REVERSED and dispute.outcome == Dispute.Outcome.WON:
        return replace(news, state=None)
    if news.state.state is State.RECOVERED:
        note_contradiction(kind=Kind.WON_BACK, provider=payment.provider, payment=payment)
    return news
