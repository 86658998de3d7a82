"""What shoppers see before checkout: offers on a product's page, and their wallet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from tradewind.domains.promotions.models import Promotion, Tally, WalletEntry
from tradewind.domains.promotions.queries.candidates import terms_of
from tradewind.domains.promotions.rules import BasketLine, How, Offer, Terms, keys_of, read_terms
from tradewind.domains.promotions.rules.matching import in_scope
from tradewind.domains.promotions.whose import whos_of

_MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """An advantage as a shopper may read of it. `code` is one that anybody may type, or empty.

    `is_kept` is True once it is in the reader's wallet; `seller` is empty for the mall's own.
    """

    public_id: str
    name: str
    terms: Terms
    currency: str
    how: str
    code: str
    seller: str
    ends_at: datetime | None
    is_kept: bool


@dataclass(frozen=True, slots=True)
class KeptOffer:
    """An entry of the wallet. `is_used` when its person has had all uses of it."""

    entry_id: str
    offer: ShownOffer
    source: str
    is_used: bool
    is_over: bool
    starts_at: datetime | None


def shown_for(
    *,
    lines: Sequence[BasketLine],
    now: datetime,
    currency: str,
    country: str = "",
    region: str = "",
    language: str = "",
    person_id: int | None = None,
) -> list[ShownOffer]:
    """Public offers about any of these goods, as a `BasketLine` of one piece each, the ones that
    end soonest first. Two statements.
    """
    rows = (
        Promotion.objects.across_stores("what is public of any seller")
        .filter(
            Q(starts_at=None) | Q(starts_at__lte=now),
            Q(ends_at=None) | Q(ends_at__gt=now),
            Q(total_limit=None) | Q(used__lt=F("total_limit")),
            state=Promotion.State.LIVE,
            is_public=True,
            currency__in=("", currency),
            reach__overlap=keys_of(lines),
        )
        .select_related("store")
        .order_by(F("ends_at").asc(nulls_last=True), "-pk")
    )
    found = [
        row
        for row in rows[: _MOST_SHOWN * 4]
        if _is_here(row, country, region) and any(in_scope(_asked(row), line) for line in lines)
    ][:_MOST_SHOWN]
    return _shown(found, language, person_id)


def wallet_of(*, person_id: int, email: str, now: datetime, language: str = "") -> list[KeptOffer]:
    """Everything the person keeps: what can be used first, then what starts, then what is over."""
    entries = list(
        WalletEntry.objects.filter(person_id=person_id)
        .select_related("promotion__store", "code")
        .order_by("-pk")[:200]
    )
    spent = _spent([entry.promotion for entry in entries], person_id, email)
    kept = [
        KeptOffer(
            entry_id=str(entry.public_id),
            offer=_one(
                entry.promotion, language, entry.code.text if entry.code else "", is_kept=True
            ),
            source=entry.source,
            is_used=entry.promotion_id in spent,
            is_over=entry.promotion.state != Promotion.State.LIVE
            or (entry.promotion.ends_at is not None and entry.promotion.ends_at <= now),
            starts_at=entry.promotion.starts_at
            if entry.promotion.starts_at and entry.promotion.starts_at > now
            else None,
        )
        for entry in entries
        if entry.promotion.state != Promotion.State.DRAFT
    ]
    return sorted(kept, key=lambda one: (one.is_over, one.is_used, one.starts_at is not None))


def _spent(promotions: Collection[Promotion], person_id: int, email: str) -> set[int]:
    limits = {row.pk: row.person_limit for row in promotions if row.person_limit is not None}
    tallies = Tally.objects.filter(
        promotion_id__in=limits, who__in=whos_of(person_id=person_id, email=email)
    )
    return {
        promotion_id
        for promotion_id, used in tallies.values_list("promotion_id", "used")
        if used >= (limits[promotion_id] or 0)
    }


def _shown(found: Sequence[Promotion], language: str, person_id: int | None) -> list[ShownOffer]:
    codes: dict[int, str] = {}
    kept: set[int] = set()
    numbers = [row.pk for row in found if row.how != Promotion.How.AUTOMATIC]
    if numbers:
        codes = dict(_shared_codes(numbers).values_list("pk", "codes__text"))
    if numbers and person_id is not None:
        entries = WalletEntry.objects.filter(person_id=person_id, promotion_id__in=numbers)
        kept = set(entries.values_list("promotion_id", flat=True))
    return [
        _one(row, language, codes.get(row.pk, ""), is_kept=row.pk in kept)
        for row in found
        # One whose codes are for one person each has nothing to offer a reader without one.
        if row.how != Promotion.How.CODE or row.pk in codes
    ]


def _shared_codes(numbers: Collection[int]) -> QuerySet[Promotion]:
    rows: QuerySet[Promotion] = Promotion.objects.across_stores("codes that are public").filter(
        pk__in=numbers, how=Promotion.How.CODE, codes__limit=None, codes__text__isnull=False
    )
    return rows


def _one(row: Promotion, language: str, code: str, *, is_kept: bool) -> ShownOffer:
    return ShownOffer(
        public_id=str(row.public_id),
        name=row.text("name", language),
        terms=_terms(row),
        currency=row.currency,
        how=row.how,
        code=code,
        seller=row.store.text("name", language) if row.store else "",
        ends_at=row.ends_at,
        is_kept=is_kept,
    )


def _terms(row: Promotion) -> Terms:
    return terms_of(
        public_id=str(row.public_id), version=row.version, read=lambda: read_terms(row.terms)
    )


def _is_here(row: Promotion, country: str, region: str) -> bool:
    places = _terms(row).needs.places
    return not places or not country or country in places or f"{country}-{region}" in places


def _asked(row: Promotion) -> Offer:
    return Offer(
        promotion_id=row.pk,
        public_id=str(row.public_id),
        name=row.name,
        store_id=row.store_id,
        terms=_terms(row),
        currency=row.currency,
        how=How.AUTOMATIC,
    )
