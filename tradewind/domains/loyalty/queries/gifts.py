"""Gift cards that shoppers buy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tradewind.domains.loyalty.models import GiftPurchase, GiftTerms
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class GiftOffer:
    """What a card may be bought for: `amounts` to choose from, or any from `least` to `most`."""

    amounts: Sequence[Money]
    least: Money
    most: Money


def find_gift_offer(*, currency: str) -> GiftOffer | None:
    """The offer in that currency, None where no cards are sold in it."""
    terms = GiftTerms.objects.filter(currency=currency, is_offered=True).first()
    if terms is None:
        return None
    return GiftOffer(
        amounts=[Money(minor, currency) for minor in terms.amounts],
        least=Money(terms.least_minor, currency),
        most=Money(terms.most_minor, currency),
    )


def list_gift_terms() -> Sequence[GiftTerms]:
    """What is offered, and was, by currency."""
    return list(GiftTerms.objects.order_by("currency"))


def get_gift(*, token: str) -> GiftPurchase:
    """The purchase its buyer holds the token of. Raises `NotFound`."""
    rows = GiftPurchase.objects.select_related("payment", "card")
    found = rows.filter(token=token).first() if token else None
    if found is None:
        raise NotFound(id="")
    return found


def get_purchase_of(*, card_id: str) -> GiftPurchase:
    """The purchase a bought card came from, by the card's public id. Raises `NotFound`."""
    found = GiftPurchase.objects.filter(card__public_id=card_id).first()
    if found is None:
        raise NotFound(id=card_id)
    return found


def list_gifts(*, person_id: int, limit: int = 200) -> Sequence[GiftPurchase]:
    """The cards a person bought, the latest first."""
    rows = GiftPurchase.objects.select_related("card").filter(person_id=person_id)
    return list(rows.order_by("-pk")[:limit])
