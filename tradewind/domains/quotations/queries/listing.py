"""Finding requests: a store's, a person's, the one a link opens."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.quotations.models import Offer, OfferLine, Quotation, WantedLine
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

_WHY = "who holds the link may read it"


def get_by_token(*, token: str) -> Quotation:
    """The request that a link opens, whole. Six statements. Raises `NotFound`."""
    found = None
    if token and "\0" not in token:
        found = _whole(Quotation.objects.across_stores(_WHY)).filter(token=token).first()
    if found is None:
        raise NotFound(id="quotation")
    return found


def get_of_store(*, store_id: int, quotation_id: str) -> Quotation:
    """One of the store's, whole. Six statements. Raises `NotFound`."""
    rows = _whole(Quotation.objects.for_store(store_id))
    found = rows.filter(public_id=quotation_id).first()
    if found is None:
        raise NotFound(id=quotation_id)
    return found


def list_of_store(
    *, store_id: int, view: str = "", cursor: str = "", limit: int = 25
) -> Page[Quotation]:
    """The store's, the latest first; with `view` ``waiting`` those the seller has to answer. Each with
    its store and wanted lines. Raises `InvalidInput`.
    """
    rows = Quotation.objects.for_store(store_id)
    if view == "waiting":
        rows = rows.exclude(waits_since=None)
    return _page(rows, cursor, limit)


def list_of_person(*, person_id: int, cursor: str = "", limit: int = 25) -> Page[Quotation]:
    """What a member asked for, the latest first. Raises `InvalidInput`."""
    return _page(Quotation.objects.for_person(person_id), cursor, limit)


def count_waiting(*, store_id: int) -> int:
    """How many wait for the seller. One statement."""
    return Quotation.objects.for_store(store_id).exclude(waits_since=None).count()


def _page(rows: QuerySet[Quotation], cursor: str, limit: int) -> Page[Quotation]:
    if cursor:
        (last_id,) = decode_cursor(cursor, 1)
        if not isinstance(last_id, int):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__lt=last_id)
    found = list(
        rows.select_related("store")
        .prefetch_related(Prefetch("wanted", _lines(WantedLine.objects)))
        .order_by("-pk")[: limit + 1]
    )
    more = len(found) > limit
    return Page(found[:limit], encode_cursor(found[limit - 1].pk) if more else None)


def _whole(rows: QuerySet[Quotation]) -> QuerySet[Quotation]:
    offers = Offer.objects.across_stores(_WHY).prefetch_related(
        Prefetch("lines", _lines(OfferLine.objects))
    )
    return rows.select_related("store", "person").prefetch_related(
        Prefetch("wanted", _lines(WantedLine.objects)),
        Prefetch("offers", offers),
        "messages",
    )


def _lines(manager: object) -> QuerySet[WantedLine]:
    rows: QuerySet[WantedLine] = manager.across_stores(_WHY)  # type: ignore[attr-defined]
    return rows.prefetch_related(
        Prefetch(
            "variant",
            Variant.objects.across_stores(_WHY).select_related("product"),
        )
    )
