"""Every change of what several pieces cost each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.pricing.models import Price, QuantityPrice
from tradewind.domains.pricing.operations import tell_of
from tradewind.domains.pricing.rules import (
    MOST_FROM,
    Step,
    StepNotCheaper,
    StepWithoutPrice,
    check_days,
)
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSteps:
    """The lasting quantity prices of a variant, all in one currency."""

    variant_id: int
    steps: Sequence[Step]


def set_quantity_price(
    *,
    store_id: int,
    variant_id: int,
    pieces: int,
    amount: Money,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> int:
    """Each of at least `pieces` costs `amount`, always or within these days; returns the row's id.

    Without days it takes the place of the lasting one from as many pieces. Raises `InvalidInput`,
    `NotFound`, `StepWithoutPrice`, `StepNotCheaper` than the lasting price of one piece.
    """
    _check(pieces, amount)
    if starts_at is not None or ends_at is not None:
        check_days(starts_at, ends_at)
    with transaction.atomic():
        _lock(store_id, [variant_id])
        _check_cheaper(store_id, {variant_id: [Step(pieces, amount)]})
        rows = QuantityPrice.objects.for_store(store_id)
        days = {"starts_at": starts_at, "ends_at": ends_at}
        row, _ = rows.update_or_create(
            variant_id=variant_id,
            currency=amount.currency,
            from_pieces=pieces,
            **days,
            defaults={"amount_minor": amount.minor},
            create_defaults={"amount_minor": amount.minor, "store_id": store_id, **days},
        )
        tell_of([variant_id])
    return int(row.pk)


def set_lasting_steps(*, store_id: int, wanted: Sequence[NewSteps], currency: str) -> list[int]:
    """These and no other lasting quantity prices in `currency`; dated ones stay.

    Returns the variants whose changed. Raises as `set_quantity_price` does, with nothing written.
    """
    for one in wanted:
        for step in one.steps:
            _check(step.pieces, step.amount)
    asked = {one.variant_id: list(one.steps) for one in wanted}
    with transaction.atomic():
        _lock(store_id, sorted(asked))
        _check_cheaper(store_id, asked)
        lasting = QuantityPrice.objects.for_store(store_id).filter(
            variant_id__in=asked, currency=currency, starts_at=None, ends_at=None
        )
        had: dict[int, dict[int, int]] = {}
        for row in lasting:
            had.setdefault(row.variant_id, {})[row.from_pieces] = row.amount_minor
        changed = sorted(
            variant_id
            for variant_id, steps in asked.items()
            if {step.pieces: step.amount.minor for step in steps} != had.get(variant_id, {})
        )
        lasting.filter(variant_id__in=changed).delete()
        QuantityPrice.objects.bulk_create(
            QuantityPrice(
                store_id=store_id,
                variant_id=variant_id,
                currency=currency,
                from_pieces=step.pieces,
                amount_minor=step.amount.minor,
            )
            for variant_id in changed
            for step in asked[variant_id]
        )
        tell_of(changed)
    return changed


def remove_quantity_price(*, store_id: int, row_id: int) -> None:
    """Drop one; a dated one that has begun ends now and stays to be read.

    Raises `NotFound` for another store's.
    """
    now = clock.now()
    with transaction.atomic():
        rows = QuantityPrice.objects.for_store(store_id)
        row = rows.select_for_update().filter(pk=row_id).first()
        if row is None:
            raise NotFound(id=row_id)
        is_dated = row.starts_at is not None or row.ends_at is not None
        if row.ends_at is not None and row.ends_at <= now:
            return
        if is_dated and (row.starts_at is None or row.starts_at < now):
            row.ends_at = now
            row.save(update_fields=["ends_at"])
        else:
            row.delete()
        tell_of([row.variant_id])


def _check(pieces: int, amount: Money) -> None:
    if not 2 <= pieces <= MOST_FROM:
        raise InvalidInput({"pieces": "too_small" if pieces < 2 else "too_large"})
    if amount.minor < 0:
        raise InvalidInput({"amount": "too_small"})


def _lock(store_id: int, variant_ids: Sequence[int]) -> None:
    """The variants' rows, in key order, as every change of dated prices."""
    rows = Variant.objects.for_store(store_id).filter(pk__in=variant_ids).order_by("pk")
    found = list(rows.select_for_update(no_key=True).values_list("pk", flat=True))
    if len(found) != len(set(variant_ids)):
        raise NotFound(variants=list(variant_ids))


def _check_cheaper(store_id: int, asked: Mapping[int, Sequence[Step]]) -> None:
    lasting = Price.objects.for_store(store_id).filter(
        variant_id__in=asked, starts_at=None, ends_at=None
    )
    prices = {(row.variant_id, row.currency): row.amount for row in lasting}
    for variant_id, steps in asked.items():
        for step in steps:
            price = prices.get((variant_id, step.amount.currency))
            if price is None:
                raise StepWithoutPrice(currency=step.amount.currency)
            if step.amount >= price:
                raise StepNotCheaper(pieces=step.pieces, price=price)
