"""What the page of a product's prices shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.catalogue.queries import OwnProductFacts
from tradewind.domains.catalogue.queries.facts import VariantFacts
from tradewind.domains.pricing.queries import (
    PriceRow,
    QuantityPriceRow,
    list_prices,
    list_quantity_prices,
)
from tradewind.domains.pricing.rules import MOST_FROM
from tradewind.domains.stores.models import Store
from tradewind.kernel.money import Money

EVERY = "every"
"""In place of a variant's id: each of them."""


@dataclass(frozen=True, slots=True)
class LastingPrice:
    """A price that holds until somebody changes it. `can_go`: it is not in the store's currency."""

    currency: str
    amount: Money
    compare_at: Money | None
    can_go: bool


@dataclass(frozen=True, slots=True)
class DatedPrice:
    """A price for some days. `state` is now, coming or over."""

    id: int
    amount: Money
    compare_at: Money | None
    starts_at: datetime | None
    ends_at: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class SteppedPrice:
    """What each of at least `pieces` costs. `state` is always, now, coming or over."""

    id: int
    pieces: int
    amount: Money
    starts_at: datetime | None
    ends_at: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class PricedVariant:
    """A variant with what it costs; `name` is empty when there is but one."""

    id: str
    name: str
    sku: str
    lasting: Sequence[LastingPrice]
    dated: Sequence[DatedPrice]
    stepped: Sequence[SteppedPrice]


@dataclass(frozen=True, slots=True)
class FormShown:
    """A form that was refused: what was typed, and what is wrong with it."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@dataclass(frozen=True, slots=True)
class PricesScreen:
    """The page. `lasting`, `dated` and `stepped` are its forms."""

    id: str
    url: str
    product_url: str
    title: str
    currency: str
    time_zone: str
    variants: Sequence[PricedVariant]
    choices: Sequence[tuple[str, str]]
    currencies: Sequence[tuple[str, str]]
    lasting: FormShown
    dated: FormShown
    stepped: FormShown
    most_pieces: int
    may_price: bool


def prices_screen(
    store: Store,
    facts: OwnProductFacts,
    *,
    permissions: Collection[str],
    now: datetime,
    lasting: FormShown | None = None,
    dated: FormShown | None = None,
    stepped: FormShown | None = None,
) -> PricesScreen:
    """The page of `facts`, read by two statements more."""
    live = live_variants(facts)
    rows: dict[int, list[PriceRow]] = {}
    for row in list_prices(store_id=store.pk, variant_ids=[each.variant_id for each in live]):
        rows.setdefault(row.variant_id, []).append(row)
    steps: dict[int, list[QuantityPriceRow]] = {}
    ids = [each.variant_id for each in live]
    for step in list_quantity_prices(store_id=store.pk, variant_ids=ids):
        steps.setdefault(step.variant_id, []).append(step)
    names = [(each.public_id, " · ".join(each.choices) or each.sku) for each in live]
    every = [(EVERY, _("Every variant"))] if len(live) > 1 else []
    return PricesScreen(
        id=facts.public_id,
        url=reverse("console:product_prices", args=[store.slug, facts.public_id]),
        product_url=reverse("console:product", args=[store.slug, facts.public_id]),
        title=facts.title,
        currency=store.currency,
        time_zone=store.time_zone,
        variants=[
            _variant(
                store, each, rows.get(each.variant_id, []), steps.get(each.variant_id, []), now
            )
            for each in live
        ],
        choices=[*every, *names],
        currencies=[(code, code) for code in currencies_of(store)],
        lasting=lasting or FormShown(),
        dated=dated or FormShown(),
        stepped=stepped or FormShown(),
        most_pieces=MOST_FROM,
        may_price="prices.change" in permissions,
    )


def live_variants(facts: OwnProductFacts) -> list[VariantFacts]:
    """Those that are not put away."""
    return [variant for variant in facts.variants if not variant.is_archived]


def currencies_of(store: Store) -> list[str]:
    """What a price may be in, the store's own first."""
    return [store.currency, *(code for code in settings.CURRENCIES if code != store.currency)]


def _variant(
    store: Store,
    variant: VariantFacts,
    rows: Sequence[PriceRow],
    steps: Sequence[QuantityPriceRow],
    now: datetime,
) -> PricedVariant:
    lasting = [row for row in rows if row.starts_at is None and row.ends_at is None]
    dated = [row for row in rows if row not in lasting]
    return PricedVariant(
        id=variant.public_id,
        name=" · ".join(variant.choices),
        sku=variant.sku,
        lasting=[
            LastingPrice(
                currency=row.amount.currency,
                amount=row.amount,
                compare_at=row.compare_at,
                can_go=row.amount.currency != store.currency,
            )
            for row in sorted(lasting, key=lambda row: row.amount.currency != store.currency)
        ],
        dated=[
            DatedPrice(
                id=row.id,
                amount=row.amount,
                compare_at=row.compare_at,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                state=_state(row, now),
            )
            for row in dated
        ],
        stepped=[
            SteppedPrice(
                id=row.id,
                pieces=row.pieces,
                amount=row.amount,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                state=_state(row, now) if row.starts_at or row.ends_at else "always",
            )
            for row in steps
        ],
    )


def _state(row: PriceRow | QuantityPriceRow, now: datetime) -> str:
    if row.ends_at is not None and row.ends_at <= now:
        return "over"
    return "coming" if row.starts_at is not None and row.starts_at > now else "now"
