"""Who buys many: goods that cost less by the dozen, and prices that were asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.pricing.models import QuantityPrice
from tradewind.domains.pricing.quantity_prices import set_quantity_price
from tradewind.domains.quotations.models import Quotation
from tradewind.domains.quotations.operations import Answered, Asking, answer, ask
from tradewind.flows.furnish.writing.cast import CAST
from tradewind.flows.furnish.writing.people import People
from tradewind.kernel import clock
from tradewind.kernel.money import Money

_WHY = "shoppers ask every store"

# SKU → pieces and what each costs from there on, in the store's currency.
_STEPS: Mapping[str, Sequence[tuple[int, str]]] = {
    "NEI-FIRCANDLE-FIR-180G": ((6, "22.00"), (12, "20.00"), (48, "17.50")),
    "NEI-FIRCANDLE-CEDAR-180G": ((6, "22.00"), (12, "20.00"), (48, "17.50")),
    "CAL-FIRSTPRESS-500ML": ((6, "17.50"), (24, "15.90")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A request `ago` days ago for pieces by SKU; `each` is what its seller offers, empty while
    nobody answered."""

    by: str
    ago: float
    lines: Mapping[str, int]
    message: str
    each: Mapping[str, str]
    note: str = ""


_ASKED = (
    _Asked(
        by="maya@example.com",
        ago=2,
        lines={"NEI-FIRCANDLE-FIR-180G": 60},
        message="Sixty for our team's winter party. Could they come wrapped by the dozen?",
        each={"NEI-FIRCANDLE-FIR-180G": "16.80"},
        note="Gladly. Five boxes of twelve, each with a ribbon.",
    ),
    _Asked(
        by="julien@example.com",
        ago=0.3,
        lines={"CAL-FIRSTPRESS-500ML": 40},
        message="Pour le comité d’entreprise : quarante bouteilles, livrées en une fois à Paris.",
        each={},
    ),
)


def write_many(*, people: People, owners: Mapping[int, str]) -> None:
    """Quantity prices and requests, each once. `owners` are actors by their store's row id."""
    with transaction.atomic():
        if not QuantityPrice.objects.across_stores(_WHY).exists():
            _write_steps()
        if not Quotation.objects.across_stores(_WHY).exists():
            for told in _ASKED:
                _ask(told, people, owners)


def _write_steps() -> None:
    for sku, steps in _STEPS.items():
        variant = _variant(sku)
        for pieces, amount in steps:
            set_quantity_price(
                store_id=variant.store_id,
                variant_id=variant.pk,
                pieces=pieces,
                amount=Money.of(amount, variant.store.currency),
            )


def _ask(told: _Asked, people: People, owners: Mapping[int, str]) -> None:
    person = people[told.by]
    shopper = next(shopper for shopper in CAST if shopper.email == told.by)
    variants = {sku: _variant(sku) for sku in told.lines}
    at = clock.now() - timedelta(days=told.ago)
    with clock.frozen_at(at):
        (row,) = ask(
            asking=Asking(
                lines={variants[sku].public_id: pieces for sku, pieces in told.lines.items()},
                email=person.email,
                name=shopper.name,
                message=told.message,
                wanted_on=at.date() + timedelta(days=21),
                currency=shopper.currency,
                country=shopper.country,
                region=shopper.region,
                language=person.language,
                person_id=person.pk,
            )
        )
    if told.each:
        with clock.frozen_at(at + timedelta(hours=3)):
            answer(
                store_id=row.store_id,
                quotation_id=row.public_id,
                said=Answered(
                    lines={
                        variants[sku].public_id: (pieces, Money.of(told.each[sku], row.currency))
                        for sku, pieces in told.lines.items()
                    },
                    delivery=None,
                    valid_until=at + timedelta(days=30),
                    note=told.note,
                ),
                actor=owners[row.store_id],
            )


def _variant(sku: str) -> Variant:
    rows = Variant.objects.across_stores(_WHY).select_related("store")
    return rows.get(sku=sku)
