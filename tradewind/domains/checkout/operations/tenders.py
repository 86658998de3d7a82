"""What a purchase is paid with, and writing it down as the parts of a held checkout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tradewind.domains.checkout.models import Checkout, PaymentPart
from tradewind.domains.checkout.quoting import Quote
from tradewind.domains.checkout.rules import TendersDoNotAdd
from tradewind.domains.loyalty import operations as loyalty
from tradewind.domains.loyalty.operations import Payer as Owner
from tradewind.domains.loyalty.operations import Tender as Kept
from tradewind.domains.loyalty.queries import worth_of
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.cards import CardNotKept
from tradewind.domains.payments.gateways import require_offer
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.operations.card_use import CARD, NO_CARD, CardUse
from tradewind.domains.payments.ports import OfferContext, Payer
from tradewind.kernel.money import Money, total


@dataclass(frozen=True, slots=True)
class Tender:
    """Paying through a provider. `amount` None: all that no other tender pays.

    `source` is a provider's token or the public id of a card that the shopper keeps, never card
    data; `keeps_card` says that they agree to keep the one used. `return_url` is where the
    provider's own page leads back to; `payer` is what is known of who pays.
    """

    provider: str
    method: str = "card"
    source: str = ""
    return_url: str = ""
    payer: Payer = field(default_factory=Payer)
    amount: Money | None = None
    keeps_card: bool = False


@dataclass(frozen=True, slots=True)
class Means:
    """Everything one purchase is paid with: what the mall keeps for the shopper (`kept`: points,
    deposit, gift cards), and `gateways`, of which at most one takes the rest. `proof` is a guest's
    one-time code for points that are not a member's.
    """

    gateways: Sequence[Tender] = ()
    kept: Sequence[Kept] = ()
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A gateway tender with the payment it is to be asked as."""

    tender: Tender
    payment: Payment


def hold_for(means: Means, quote: Quote, country: str, now: datetime) -> timedelta:
    """The longest any chosen method may take for the sum it pays.

    Raises `MethodNotOffered`, `UnknownProvider`, `MileageNotOffered`.
    """
    rest = quote.total
    for kept in means.kept:
        rest -= worth_of(kind=kept.kind, amount=kept.amount, currency=quote.currency, at=now)
    for tender in means.gateways:
        rest -= tender.amount or Money.zero(quote.currency)
    return max(
        (
            require_offer(
                provider=tender.provider,
                method=tender.method,
                context=OfferContext(tender.amount or rest, country),
            ).method.hold
            for tender in means.gateways
            if tender.amount or rest.minor > 0
        ),
        default=timedelta(),
    )


def open_parts(
    row: Checkout, quote: Quote, means: Means, expires_at: datetime
) -> tuple[list[Asked], list[PaymentPart]]:
    """Set aside what is kept, and write a payment for each gateway tender that pays something; the
    parts they make, in order, are the caller's to write.

    Part of the transaction that holds the stock. Raises as `loyalty.operations.reserve`, and
    `TendersDoNotAdd` where the parts are not the total, and as `payments.operations.open_payment`.
    """
    parts: list[PaymentPart] = []
    if means.kept:
        holds = loyalty.reserve(
            holder=row.public_id,
            payer=Owner(person_id=row.cart.person_id, proof=means.proof),
            tenders=means.kept,
            goods=quote.goods - quote.goods_off,
            total=quote.total,
        )
        parts += [_part(row, PaymentPart.Kind(str(hold.kind)), hold.value) for hold in holds]
    kept = total((Money(part.amount_minor, part.currency) for part in parts), quote.currency)
    asked = []
    for tender, amount in _amounts(means.gateways, quote.total, kept):
        payment = payments.open_payment(
            purpose=row.public_id,
            provider=tender.provider,
            method=tender.method,
            amount=amount,
            expires_at=expires_at,
            card_use=_card_use(row, tender),
        )
        part = _part(row, PaymentPart.Kind.GATEWAY, amount)
        part.payment = payment
        parts.append(part)
        asked.append(Asked(tender, payment))
    return asked, parts


def _card_use(row: Checkout, tender: Tender) -> CardUse:
    """Raises `CardNotKept` where a guest would have a card kept."""
    card_id = tender.source if tender.source.startswith(CARD) else ""
    if not card_id and not tender.keeps_card:
        return NO_CARD
    person = row.cart.person
    if tender.keeps_card and person is None:
        raise CardNotKept(provider=tender.provider)
    return CardUse(
        card_id=card_id,
        owner_id=row.cart.person_id,
        # What is kept already need not be kept again.
        keeps_for=person.public_id if person and tender.keeps_card and not card_id else "",
    )


def _amounts(tenders: Sequence[Tender], whole: Money, kept: Money) -> list[tuple[Tender, Money]]:
    """Each tender with what it pays; one that would pay nothing is left out."""
    rest = whole - kept
    for tender in tenders:
        if tender.amount is not None:
            rest -= tender.amount
    open_ended = [tender for tender in tenders if tender.amount is None]
    if rest.minor < 0 or (rest and len(open_ended) != 1):
        raise TendersDoNotAdd(total=whole, missing=rest)
    amounts = [(tender, tender.amount or rest) for tender in tenders]
    return [(tender, amount) for tender, amount in amounts if amount]


def _part(row: Checkout, kind: PaymentPart.Kind, amount: Money) -> PaymentPart:
    return PaymentPart(checkout=row, kind=kind, amount_minor=amount.minor, currency=amount.currency)
