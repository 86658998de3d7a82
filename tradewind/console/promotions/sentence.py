"""A promotion as one sentence that a merchant, or a shopper, reads."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tradewind.domains.promotions.rules import Layer, RewardKind, Terms
from tradewind.kernel.money import Money
from tradewind.platform.i18n import formats


def sentence_of(terms: Terms, currency: str) -> str:
    """``15 % off some categories from $50.00``: what it takes, off what, from when on."""
    said = _what(terms, currency)
    goods = _goods(terms)
    if terms.reward.kind is not RewardKind.BUNDLE and goods:
        said = _("{what} on {goods}").format(what=said, goods=goods)
    if terms.needs.minimum_minor:
        amount = formats.money(Money(terms.needs.minimum_minor, currency))
        said = _("{what} from {amount}").format(what=said, amount=amount)
    return said


def _what(terms: Terms, currency: str) -> str:
    reward = terms.reward
    percent = f"{reward.percent_bp / 100:g}"
    amount = formats.money(Money(reward.minor, currency)) if currency else str(reward.minor)
    match reward.kind:
        case RewardKind.PERCENT if terms.layer is Layer.ORDER:
            return _("{percent} % off the order").format(percent=percent)
        case RewardKind.PERCENT:
            return _("{percent} % off").format(percent=percent)
        case RewardKind.AMOUNT if terms.layer is Layer.ORDER:
            return _("{amount} off the order").format(amount=amount)
        case RewardKind.AMOUNT:
            return _("{amount} off each").format(amount=amount)
        case RewardKind.FIXED_PRICE:
            return _("{amount} each").format(amount=amount)
        case RewardKind.BUY_GET:
            return _("Buy {buy}, get {get}").format(buy=reward.buy, get=reward.get)
        case RewardKind.TIERED:
            return _("More off the more is bought")
        case RewardKind.QUANTITY_PRICES:
            return _("A better price for several")
        case RewardKind.BUNDLE:
            return _("Together for {amount}").format(amount=amount)
        case RewardKind.SHIPPING if reward.percent_bp == 10_000:
            return _("Free delivery")
        case _:
            worth = f"{percent} %" if reward.percent_bp else amount
            return _("{worth} off delivery").format(worth=worth)


def _goods(terms: Terms) -> str:
    scope = terms.scope
    if scope.products:
        return _("some products")
    if scope.categories or scope.sections:
        return _("some categories")
    if scope.tags:
        return ", ".join(sorted(scope.tags))
    return ""
