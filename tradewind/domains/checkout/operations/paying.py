"""Hold and pay: the first half of the saga.

``hold`` is one transaction that ends with stock reserved, the agreed purchase written down and a
payment started. Only then the provider is called, between transactions, with the payment's own id
as idempotency key; `settle` does the rest, now or whenever the provider tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tradewind.domains.checkout.drafting import purchase_draft, write_down
from tradewind.domains.checkout.models import Checkout, PaymentPart
from tradewind.domains.checkout.operations.locking import locked_checkout, move
from tradewind.domains.checkout.operations.settling import settle
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.checkout.quoting import Quote
from tradewind.domains.checkout.rules import (
    HOLD,
    CheckoutClosed,
    DetailsMissing,
    QuoteHasProblems,
    State,
    TotalChanged,
)
from tradewind.domains.inventory.operations import hold
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.models import Payment
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform.i18n.addresses import check_address

_WRITTEN_BY_HOLD = (
    "held_until",
    "agreed",
    "currency",
    "total_minor",
    "failure",
    "state",
    "updated_at",
)


@dataclass(frozen=True, slots=True)
class Tender:
    """How the shopper pays. `source` is a provider's token, never card data; `return_url` is where
    the provider's own page leads back to.
    """

    provider: str
    method: str = "card"
    source: str = ""
    return_url: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """Where paying led: the checkout as it now is, and the provider's page if one must be visited."""

    checkout: Checkout
    redirect_url: str


def pay(*, checkout: Checkout, tender: Tender, agreed_total: Money) -> Paid:
    """Hold the stock and pay `agreed_total`, the total the shopper saw.

    Raises, with nothing changed: `DetailsMissing`, `QuoteHasProblems`, `StockShort`,
    `TotalChanged` (another total than agreed), `CheckoutClosed`. A decline is no error: the
    checkout is open again and `failure` says why. Paying one that is being paid continues that
    payment; paying one that is paid returns it.
    """
    payment = _hold(checkout, tender, agreed_total, clock.now())
    if payment is not None:
        payment = payments.begin(
            payment=payment,
            source=tender.source,
            return_url=tender.return_url,
            description=checkout.public_id,
            email=checkout.email,
            language=checkout.language,
        )
    settled = settle(checkout_id=checkout.public_id)
    waits = settled.state == State.HELD and payment is not None
    return Paid(settled, payment.redirect_url if waits and payment else "")


def _hold(seen: Checkout, tender: Tender, agreed: Money, now: datetime) -> Payment | None:
    with transaction.atomic():
        row = locked_checkout(public_id=seen.public_id)
        row.cart = seen.cart
        if row.state == State.CONFIRMED:
            return None
        if row.state == State.HELD:
            return _running_payment(row)
        if row.state != State.OPEN:
            raise CheckoutClosed(state=row.state)
        quote = _sound_quote(row, agreed)
        row.held_until = now + HOLD
        hold(
            holder=row.public_id,
            wanted={
                line.facts.variant_id: line.facts.quantity for s in quote.stores for line in s.lines
            },
            expires_at=row.held_until,
        )
        row.agreed = write_down(purchase_draft(row, quote))
        row.currency, row.total_minor = quote.currency, quote.total.minor
        row.failure = ""
        move(row, State.HELD)
        row.save(update_fields=_WRITTEN_BY_HOLD)
        payment = payments.open_payment(
            purpose=row.public_id,
            provider=tender.provider,
            method=tender.method,
            amount=quote.total,
            expires_at=row.held_until,
        )
        PaymentPart.objects.create(
            checkout=row,
            kind=PaymentPart.Kind.GATEWAY,
            amount_minor=quote.total.minor,
            currency=quote.currency,
            payment=payment,
        )
    return payment


def _running_payment(row: Checkout) -> Payment | None:
    part = row.parts.filter(state=PaymentPart.State.WAITING).select_related("payment").first()
    return part.payment if part else None


def _sound_quote(row: Checkout, agreed: Money) -> Quote:
    missing = _missing(row)
    if missing:
        raise DetailsMissing(missing)
    quote = quote_checkout(checkout=row)
    if not quote.pieces:
        raise DetailsMissing({"cart": "required"})
    if quote.problems:
        raise QuoteHasProblems(
            problems=[(p.code, p.line_id, dict(p.details)) for p in quote.problems]
        )
    if quote.total != agreed:
        raise TotalChanged(agreed=agreed, now=quote.total)
    return quote


def _missing(row: Checkout) -> dict[str, str]:
    missing = {} if row.email else {"email": "required"}
    try:
        check_address(row.country, row.address)
    except InvalidInput as error:
        missing.update(error.fields)
    return missing
