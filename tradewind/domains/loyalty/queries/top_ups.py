"""Payments into a deposit."""

from __future__ import annotations

from datetime import datetime, timedelta

from tradewind.domains.loyalty.models import TopUp
from tradewind.domains.loyalty.rules.deposits import choices
from tradewind.domains.loyalty.rules.errors import DepositNotOffered
from tradewind.domains.loyalty.terms import deposit_terms
from tradewind.domains.payments.gateways import Offer, offers
from tradewind.domains.payments.ports import OfferContext
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money

_AT_ONCE = timedelta(hours=1)


def get_top_up(*, person_id: int, top_up_id: str) -> TopUp:
    """A person's own top-up with its payment. Raises `NotFound`."""
    rows = TopUp.objects.select_related("payment").filter(wallet__person_id=person_id)
    found = rows.filter(public_id=top_up_id).first()
    if found is None:
        raise NotFound(id=top_up_id)
    return found


def ways_to_pay(*, amount: Money) -> list[Offer]:
    """How `amount` may be paid in: at once, so not by cash at a door."""
    found = offers(OfferContext(amount))
    return [offer for offer in found if offer.method.hold <= _AT_ONCE]


def choices_of_amount(*, balance: Money, now: datetime) -> list[Money]:
    """Round amounts that may be paid in beside `balance`; none where no deposit is kept."""
    try:
        terms = deposit_terms(currency=balance.currency, at=now)
    except DepositNotOffered:
        return []
    most = min(terms.most_minor, terms.most_held_minor - balance.minor)
    return [Money(minor, balance.currency) for minor in choices(least=terms.least_minor, most=most)]
