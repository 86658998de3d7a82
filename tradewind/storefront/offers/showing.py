"""An offer in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tradewind.domains.promotions.queries import ShownOffer
from tradewind.domains.promotions.rules import Conditions, Layer, Reward, RewardKind, Terms
from tradewind.kernel.money import Money
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.languages import country_name


@dataclass(frozen=True, slots=True)
class OfferCard:
    """What it gives in a few words, what it asks for in a few more. `seller` is empty for the mall's."""

    id: str
    name: str
    gives: str
    asks: Sequence[str]
    code: str
    seller: str
    ends_at: datetime | None
    is_kept: bool
    can_be_kept: bool


def card_of(shown: ShownOffer) -> OfferCard:
    """The offer as a card."""
    return OfferCard(
        id=shown.public_id,
        name=shown.name,
        gives=_gives(shown.terms, shown.currency),
        asks=_asks(shown.terms.needs, shown.currency),
        code=shown.code,
        seller=shown.seller,
        ends_at=shown.ends_at,
        is_kept=shown.is_kept,
        can_be_kept=shown.how != "automatic" and not shown.is_kept,
    )


def _gives(terms: Terms, currency: str) -> str:
    reward = terms.reward
    match reward.kind:
        case RewardKind.PERCENT:
            return _("{percent} % off").format(percent=_percent(reward))
        case RewardKind.AMOUNT if terms.layer is Layer.ITEM:
            return _("{amount} off each").format(amount=_money(reward.minor, currency))
        case RewardKind.AMOUNT:
            return _("{amount} off the order").format(amount=_money(reward.minor, currency))
        case RewardKind.FIXED_PRICE:
            return _("{amount} each").format(amount=_money(reward.minor, currency))
        case RewardKind.BUY_GET:
            return _("Buy {buy}, get {get}").format(buy=reward.buy, get=reward.get)
        case RewardKind.TIERED | RewardKind.QUANTITY_PRICES:
            return _("The more, the less it costs")
        case RewardKind.BUNDLE:
            return _("Together for {amount}").format(amount=_money(reward.minor, currency))
        case _:
            if reward.percent_bp == 10_000:
                return _("Free delivery")
            return _("Cheaper delivery")


def _asks(needs: Conditions, currency: str) -> list[str]:
    asks = []
    if needs.minimum_minor:
        amount = _money(needs.minimum_minor, currency)
        asks.append(_("from {amount}").format(amount=amount))
    if needs.minimum_quantity:
        asks.append(_("from {count} pieces").format(count=needs.minimum_quantity))
    if needs.first_order:
        asks.append(_("on a first order"))
    if needs.members_only:
        asks.append(_("for members"))
    if needs.places:
        countries = sorted({place.partition("-")[0] for place in needs.places})
        asks.append(", ".join(country_name(country) for country in countries))
    return asks


def _percent(reward: Reward) -> str:
    return f"{reward.percent_bp / 100:g}"


def _money(minor: int, currency: str) -> str:
    return formats.money(Money(minor, currency))
