"""What a checkout is paid with, over REST."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Field, Schema

from tradewind.domains.checkout.operations import Means, Tender
from tradewind.domains.loyalty.operations import Tender as Kept
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.domains.payments.ports import Payer
from tradewind.kernel.money import POINTS, Money
from tradewind.platform.http.throttles import client_ip

_RETURN = r"^(/[^/\\].*|/?)$"
_MOST = 2**62
_SOURCE = "A provider's token or the id of a card in `/me/cards`, never card data"
_KEEP = "The shopper agrees that the card be kept for next time; members only"


class GiftCardPart(Schema):
    """A gift card by its code, and how much of it to spend."""

    code: str = Field(max_length=40)
    minor: int = Field(gt=0, le=_MOST)


class ProviderPart(Schema):
    """One provider's share of a payment made through several."""

    provider: str = Field(max_length=20)
    method: str = Field("card", max_length=20)
    source: str = Field("", max_length=200, description=_SOURCE)
    keep_card: bool = Field(False, description=_KEEP)
    minor: int = Field(gt=0, le=_MOST)


class AgreedTotal(Schema):
    minor: int = Field(ge=0, le=_MOST)
    currency: str = Field(pattern="^[A-Z]{3}$")


class PaymentIn(Schema):
    """`agreed_total` is the total the shopper saw: another one is refused, never charged.

    Points, deposit, gift cards and `parts` pay what they say, `provider` the rest; without a
    provider they must make the whole total. `proof` is what a guest's one-time code gave.
    """

    provider: str = Field("", max_length=20, examples=["sandbox"])
    method: str = Field("card", max_length=20)
    source: str = Field("", max_length=200, description=_SOURCE)
    keep_card: bool = Field(False, description=_KEEP)
    return_url: str = Field("", max_length=500, pattern=_RETURN)
    fields: dict[str, str] = Field(
        default_factory=dict, description="What the method asks for, by code"
    )
    points: int = Field(0, ge=0, le=_MOST)
    deposit_minor: int = Field(0, ge=0, le=_MOST)
    gift_cards: list[GiftCardPart] = Field(default_factory=list, max_length=5)
    parts: list[ProviderPart] = Field(default_factory=list, max_length=3)
    proof: str = Field("", max_length=400)
    agreed_total: AgreedTotal

    @property
    def total(self) -> Money:
        return Money(self.agreed_total.minor, self.agreed_total.currency)


def means_of(request: HttpRequest, body: PaymentIn) -> Means:
    """The body as the checkout takes it."""
    unit = body.agreed_total.currency
    payer = Payer(
        ip=client_ip(request),
        fields={code: value[:100] for code, value in list(body.fields.items())[:20]},
    )
    shares: list[tuple[PaymentIn | ProviderPart, Money | None]] = [
        (part, Money(part.minor, unit)) for part in body.parts
    ]
    if body.provider:
        shares.append((body, None))
    return Means(
        gateways=[
            Tender(
                provider=share.provider,
                method=share.method,
                source=share.source,
                return_url=body.return_url,
                payer=payer,
                amount=amount,
                keeps_card=share.keep_card,
            )
            for share, amount in shares
        ],
        kept=_kept(body, unit),
        proof=body.proof,
    )


def _kept(body: PaymentIn, unit: str) -> list[Kept]:
    kept = []
    if body.points:
        kept.append(Kept(TenderKind.MILEAGE, Money(body.points, POINTS)))
    if body.deposit_minor:
        kept.append(Kept(TenderKind.DEPOSIT, Money(body.deposit_minor, unit)))
    return kept + [
        Kept(TenderKind.GIFT, Money(card.minor, unit), code=card.code) for card in body.gift_cards
    ]
