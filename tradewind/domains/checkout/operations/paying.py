"""Hold and pay: the first half of the saga.

``hold`` is one transaction that ends with stock reserved, the agreed purchase written down and a
payment started. Only then the provider is called, between transactions, with the payment's own id
as idempotency key; `settle` does the rest, now or whenever the provider tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection, transaction

from tradewind.domains.checkout.drafting import purchase_draft, write_down
from tradewind.domains.checkout.models import Checkout, PaymentPart
from tradewind.domains.checkout.operations.locking import locked_checkout, move
from tradewind.domains.checkout.operations.settling import settle, settle_by
from tradewind.domains.checkout.operations.tenders import (
    Asked,
    Means,
    Tender,
    hold_for,
    open_parts,
)
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.checkout.quoting import Quote
from tradewind.domains.checkout.rules import (
    HOLD,
    CheckoutClosed,
    DetailsMissing,
    QuoteHasProblems,
    State,
    TotalChanged,
    slot_field,
)
from tradewind.domains.inventory.operations import hold
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import OPEN
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.domains.promotions import operations as promotions
from tradewind.domains.quotations import operations as quotations
from tradewind.domains.shipping import slots
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform.i18n.addresses import check_address
from tradewind.platform.models import direct

_WRITTEN_BY_HOLD = (
    "held_until",
    "agreed",
    "currency",
    "total_minor",
    "failure",
    "state",
    "updated_at",
)

_HOLD = """
WITH held AS (UPDATE checkout_checkout SET {} WHERE id = %s)
INSERT INTO checkout_paymentpart (checkout_id, state, kind, amount_minor, currency, payment_id)
SELECT %s, %s, kind, minor, currency, payment
FROM unnest(%s::varchar[], %s::bigint[], %s::varchar[], %s::bigint[]) WITH ORDINALITY
    AS part (kind, minor, currency, payment, place)
ORDER BY place
"""


@dataclass(frozen=True, slots=True)
class Paid:
    """Where paying led: the checkout as it now is, and the provider's page if one must be visited."""

    checkout: Checkout
    redirect_url: str


def pay(*, checkout: Checkout, means: Means, agreed_total: Money) -> Paid:
    """Hold the stock and pay `agreed_total`, the total the shopper saw, by all of `means`.

    Raises, with nothing changed: `DetailsMissing`, `QuoteHasProblems`, `StockShort`,
    `TotalChanged` (another total than agreed), `CheckoutClosed`, `TendersDoNotAdd`,
    `CouponUsedUp`, `CouponYoursUsed`, `QuotationExpired`, `SlotFull`, `SlotClosed`, `CardUnknown`,
    `CardExpired`, `CardNotKept`, and what `loyalty.operations.reserve` raises. A decline is
    no error: the checkout is open again and `failure` says why. Paying one that is being paid
    continues that payment; paying one that is paid returns it.
    """
    asked = _hold(checkout, means, agreed_total, clock.now())
    answers = [(one.payment, _ask(checkout, one)) for one in asked]
    settled: Checkout | None = None
    for payment, found in answers:
        if found is not None:
            settled = settle_by(
                checkout_id=checkout.public_id, payment_id=payment.public_id, found=found
            )
    if settled is None:
        settled = settle(checkout_id=checkout.public_id)
    if settled.state != State.HELD:
        return Paid(settled, "")
    pages = [found.redirect_url if found else payment.redirect_url for payment, found in answers]
    return Paid(settled, next((page for page in pages if page), ""))


def _ask(checkout: Checkout, asked: Asked) -> ProviderState | None:
    tender = asked.tender
    return payments.ask(
        payment=asked.payment,
        source=tender.source,
        return_url=tender.return_url,
        description=checkout.public_id,
        email=checkout.email,
        language=checkout.language,
        payer=replace(
            tender.payer,
            phone=tender.payer.phone or checkout.phone,
            country=checkout.country,
        ),
    )


def _hold(seen: Checkout, means: Means, agreed: Money, now: datetime) -> list[Asked]:
    """Stock, uses of promotions and kept tenders, always in this order: it is that of their locks."""
    with transaction.atomic():
        row = locked_checkout(public_id=seen.public_id)
        row.cart = seen.cart
        if row.state == State.CONFIRMED:
            return []
        if row.state == State.HELD:
            return _running(row, means)
        if row.state != State.OPEN:
            raise CheckoutClosed(state=row.state)
        quote = _sound_quote(row, agreed)
        row.held_until = now + max(HOLD, hold_for(means, quote, row.country, now))
        if row.quotation:
            quotations.begin_payment(quotation_id=row.quotation, until=row.held_until)
        hold(
            holder=row.public_id,
            wanted={
                line.facts.variant_id: line.facts.quantity for s in quote.stores for line in s.lines
            },
            expires_at=row.held_until,
        )
        if quote.deals.applied:
            promotions.reserve(
                holder=row.public_id,
                applied=quote.deals.applied,
                person_id=row.cart.person_id,
                email=row.email,
            )
        days = slots.book(holder=row.public_id, wanted=_slots_of(row, quote), now=now)
        row.agreed = write_down(purchase_draft(row, quote, days))
        row.currency, row.total_minor = quote.currency, quote.total.minor
        row.failure = ""
        move(row, State.HELD)
        asked, parts = open_parts(row, quote, means, row.held_until)
        _write(row, parts)
        return asked


def _write(row: Checkout, parts: Sequence[PaymentPart]) -> None:
    """The held checkout and what is to pay for it."""
    text, values = direct.assignments(row, *_WRITTEN_BY_HOLD)
    with connection.cursor() as cursor:
        cursor.execute(
            _HOLD.format(text),
            [
                *values,
                row.pk,
                row.pk,
                PaymentPart.State.WAITING.value,
                [str(part.kind) for part in parts],
                [part.amount_minor for part in parts],
                [part.currency for part in parts],
                [part.payment_id for part in parts],
            ],
        )


def _slots_of(row: Checkout, quote: Quote) -> dict[int, tuple[str, str]]:
    """The hours chosen at each store whose chosen method asks for some."""
    wanted = {}
    for store in quote.stores:
        if store.delivery is not None and store.delivery.has_slots:
            chosen = row.deliveries.get(slot_field(store.facts.public_id), "")
            if not chosen:
                raise DetailsMissing({"slot": "required"})
            wanted[store.facts.store_id] = (store.delivery.method_id, chosen)
    return wanted


def _running(row: Checkout, means: Means) -> list[Asked]:
    """The payments this checkout waits for, each with the tender it was asked as."""
    parts = row.parts.filter(state=PaymentPart.State.WAITING, payment__isnull=False)
    found = []
    for part in parts.select_related("payment").order_by("pk"):
        payment = part.payment
        if payment is not None and PaymentState(payment.state) in OPEN:
            same = (t for t in means.gateways if t.provider == payment.provider)
            found.append(Asked(next(same, Tender(provider=payment.provider)), payment))
    return found


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
