"""What payments tell, whenever they tell it, and what shoppers are told of it."""

from __future__ import annotations

from tradewind.domains.checkout.events import CheckoutUndone, LatePaymentRefunded
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.operations import settle
from tradewind.domains.checkout.queries.settled import settled
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import notify
from tradewind.domains.payments.events import PaymentMoved
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.rules import State
from tradewind.platform.events import Envelope, acting


def on_payments_moved(envelopes: list[Envelope]) -> None:
    """Any news of a payment settles its checkout. Most were settled by the page that paid; those are
    found by one read and left alone, so that their rows are not locked once more."""
    told: dict[str, Envelope] = {}
    for envelope in envelopes:
        if isinstance(envelope.event, PaymentMoved) and _is_ours(envelope.event):
            told.setdefault(envelope.event.purpose, envelope)
    done = settled(checkout_ids=told)
    # In key order, as every operation that locks several checkouts.
    for checkout_id in sorted(told.keys() - done):
        cause = told[checkout_id]
        with acting(request_id=cause.request_id, actor=cause.actor):
            settle(checkout_id=checkout_id)


def tell_of_expiry(event: CheckoutUndone, envelope: Envelope) -> None:
    """Time ran out unseen. Whoever was declined, or gave up, stands before the page that says so."""
    if not _ran_out(event, envelope):
        return
    _tell(event.checkout_id, "checkout.undone", about=event.checkout_id, facts={})


def tell_of_late_refusal(event: PaymentMoved, envelope: Envelope) -> None:
    """A bank that said yes for now and then no: the shopper believes to have paid."""
    refused_late = event.from_state is State.PENDING and event.to_state is State.DECLINED
    if refused_late and _is_ours(event):
        _tell(event.purpose, "checkout.payment_failed", about=event.payment_id, facts={})


def tell_of_late_payment(event: LatePaymentRefunded, envelope: Envelope) -> None:
    """Money that came too late is announced before it arrives back."""
    amount: dict[str, int | str] = {"minor": event.amount.minor, "currency": event.amount.currency}
    _tell(event.checkout_id, "checkout.late_payment", about=event.payment_id, facts=amount)


def _is_ours(event: PaymentMoved) -> bool:
    """Whether it pays for a checkout: deposits are topped up by payments too."""
    return event.purpose.startswith("chk_")


def _ran_out(event: CheckoutUndone, envelope: Envelope) -> bool:
    if event.failure != "cancelled":
        return event.failure == "expired"
    # When time is up the mall cancels what still waits; before that it was the shopper.
    waited = Payment.objects.filter(purpose=event.checkout_id).order_by("-pk").first()
    return waited is not None and waited.expires_at <= envelope.occurred_at


def _tell(checkout_id: str, kind: str, *, about: str, facts: dict[str, int | str]) -> None:
    checkout = Checkout.objects.select_related("cart").get(public_id=checkout_id)
    if not checkout.email:
        return
    notify(
        key=f"{kind}:{about}",
        kind=kind,
        channel=Notice.Channel.EMAIL,
        language=checkout.language,
        facts={"checkout": checkout_id, **facts},
        email=checkout.email,
        person_id=checkout.cart.person_id,
    )
