"""What the mall has to look at, and what it said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.catalogue.models import Inspection, Moderation
from tradewind.domains.catalogue.queries.facts import OwnProductFacts
from tradewind.domains.catalogue.queries.product import get_store_product
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

_WHY = "the mall looks at what every store sells"


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRow:
    """A product in the mall's queue, or what became of it. Public ids; `refusals` are the reasons
    it was refused for before, the latest first."""

    product_id: str
    title: str
    brand: str
    store_id: str
    store_slug: str
    store_name: str
    verdict: str
    reason: str
    asked_at: datetime
    decided_at: datetime | None
    refusals: Sequence[str]


def looks_first() -> bool:
    """Whether the mall looks at new products before they are sold."""
    return Moderation.objects.filter(pk=1, look_first=True).exists()


def count_waiting_inspections() -> int:
    """How many products wait to be looked at."""
    rows = Inspection.objects.across_stores(_WHY).filter(verdict=Inspection.Verdict.WAITING)
    return rows.filter(product__archived_at=None).count()


def list_inspections(
    *, verdict: str = "waiting", cursor: str = "", limit: int = 50
) -> Page[InspectionRow]:
    """The queue, who waits longest first; with another `verdict` what was decided, the latest
    first. Two statements. Raises `InvalidInput`."""
    if verdict not in Inspection.Verdict.values:
        raise InvalidInput({"verdict": "unknown"})
    rows = Inspection.objects.across_stores(_WHY).filter(verdict=verdict)
    is_queue = verdict == Inspection.Verdict.WAITING
    if is_queue:
        rows = rows.filter(product__archived_at=None)
    if cursor:
        (last,) = decode_cursor(cursor, 1)
        if not isinstance(last, int):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__gt=last) if is_queue else rows.filter(pk__lt=last)
    ordered = rows.select_related("product", "store").order_by("pk" if is_queue else "-pk")
    found = list(ordered[: limit + 1])
    refusals = _refusals(found[:limit])
    more = len(found) > limit
    return Page(
        [_row(row, refusals.get(row.product_id, [])) for row in found[:limit]],
        encode_cursor(found[limit - 1].pk) if more else None,
    )


def last_verdict(*, store_id: int, product_id: int) -> Inspection | None:
    """What the mall said last of a product (row id), None while it never looked at it."""
    rows = Inspection.objects.for_store(store_id).filter(product_id=product_id)
    return rows.order_by("-pk").first()


def get_inspected_product(*, product_id: str, language: str) -> OwnProductFacts:
    """A product any store asked the mall to look at, in one language. Raises `NotFound`."""
    rows = Inspection.objects.across_stores(_WHY).filter(product__public_id=product_id)
    store_id = rows.values_list("store_id", flat=True).first()
    if store_id is None:
        raise NotFound(id=product_id)
    return get_store_product(store_id=store_id, product_id=product_id, language=language)


def _refusals(rows: Sequence[Inspection]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    refused = Inspection.objects.across_stores(_WHY).filter(
        product_id__in=[row.product_id for row in rows],
        verdict=Inspection.Verdict.REFUSED,
    )
    for product_id, pk, reason in refused.order_by("-pk").values_list("product_id", "pk", "reason"):
        if pk not in {row.pk for row in rows}:
            found.setdefault(product_id, []).append(reason)
    return found


def _row(row: Inspection, refusals: list[str]) -> InspectionRow:
    return InspectionRow(
        product_id=str(row.product.public_id),
        title=row.product.title,
        brand=row.product.brand,
        store_id=row.store.public_id,
        store_slug=row.store.slug,
        store_name=row.store.name,
        verdict=row.verdict,
        reason=row.reason,
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        refusals=refusals,
    )
