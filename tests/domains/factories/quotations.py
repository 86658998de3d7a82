"""Requests for a price, and offers that answer them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.domains.factories.checkout import ADDRESS
from tests.domains.factories.promotions import ACTOR
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.operations import Details
from tradewind.domains.identity.models import Person
from tradewind.domains.quotations import operations
from tradewind.domains.quotations.models import Quotation
from tradewind.domains.quotations.operations import Answered, Asking
from tradewind.kernel import clock
from tradewind.kernel.money import Money


def make_quotation(
    *wanted: tuple[Variant, int], person: Person | None = None, email: str = "noor@example.org"
) -> Quotation:
    """Somebody in Ontario asks the seller of the first variant for a price."""
    found = operations.ask(
        asking=Asking(
            lines={variant.public_id: quantity for variant, quantity in wanted},
            email=email,
            name="Noor Haddad",
            message="For our office",
            wanted_on=None,
            currency="CAD",
            country="CA",
            region="ON",
            language="en",
            person_id=person.pk if person else None,
        )
    )
    return found[0]


def make_offer(
    row: Quotation,
    lines: Mapping[Variant, tuple[int, str]],
    *,
    delivery: str | None = None,
    valid_until: datetime | None = None,
    keeps_stock: bool = False,
) -> Quotation:
    """The seller answers: pieces and the price of each, ``{variant: (50, "8.00")}``."""
    return operations.answer(
        store_id=row.store_id,
        quotation_id=row.public_id,
        said=Answered(
            lines={
                variant.public_id: (quantity, Money.of(each, row.currency))
                for variant, (quantity, each) in lines.items()
            },
            delivery=None if delivery is None else Money.of(delivery, row.currency),
            valid_until=valid_until or clock.now() + timedelta(days=7),
            keeps_stock=keeps_stock,
        ),
        actor=ACTOR,
    )


def accepted(row: Quotation, *, version: int = 1, person: Person | None = None) -> Checkout:
    """The offer accepted, its checkout filled in and ready to be paid."""
    checkout = checkouts.accept_offer(
        token=row.token, version=version, person_id=person.pk if person else None
    )
    return checkouts.set_details(checkout=checkout, details=Details(country="CA", address=ADDRESS))
