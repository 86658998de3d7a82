"""Claims as the shopper, the seller and the mall read them, and what can still be asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from tradewind.domains.orders.claims import RUNNING, ClaimKind, Pieces, Refusal, Window, claimable
from tradewind.domains.orders.models import Claim, ClaimLine, Order, OrderLine, ReturnPolicy
from tradewind.domains.orders.rules import Stage
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

_WHY = "a purchase shows the claims about its own orders, whichever stores they are of"


@dataclass(frozen=True, slots=True)
class LineStanding:
    """A line with where its pieces are, and how many may be claimed of each kind, or why none."""

    line: OrderLine
    pieces: Pieces
    may: Mapping[ClaimKind, tuple[int, Refusal | None]]


def standing_of(*, order: Order, now: datetime) -> Sequence[LineStanding]:
    """What can still be asked about each line of the order. Three statements."""
    lines = list(order.lines.all())
    claimed = _claimed(order)
    policy = policy_of(store_id=order.store_id)
    since = _arrived_at(order)
    days = {
        ClaimKind.CANCEL: 0,
        ClaimKind.RETURN: policy.return_days,
        ClaimKind.EXCHANGE: policy.exchange_days,
    }
    found = []
    for line in lines:
        unsent, sent = claimed.get((line.pk, True), 0), claimed.get((line.pk, False), 0)
        pieces = Pieces(
            quantity=line.quantity,
            cancelled=line.cancelled,
            shipped=line.shipped,
            returned=line.returned,
            claimed=unsent + sent,
        )
        may = {
            kind: claimable(
                kind,
                pieces,
                stage=Stage(order.stage),
                window=Window(since, days[kind]),
                claimed_unsent=unsent,
                now=now,
            )
            for kind in ClaimKind
        }
        found.append(LineStanding(line=line, pieces=pieces, may=may))
    return found


def policy_of(*, store_id: int) -> ReturnPolicy:
    """What the store promises; the defaults, unsaved, where it said nothing."""
    found = ReturnPolicy.objects.for_store(store_id).first()
    return found or ReturnPolicy(store_id=store_id)


def get_claim(*, store_id: int, claim_id: str) -> Claim:
    """The store's claim with that public id, whole. Raises `NotFound`."""
    return _one(_whole(Claim.objects.for_store(store_id)), claim_id)


def get_claim_of(*, purchase_id: int, claim_id: str) -> Claim:
    """A claim about an order of that purchase (row id), whole. Raises `NotFound`."""
    rows = Claim.objects.across_stores(_WHY).filter(order__purchase_id=purchase_id)
    return _one(_whole(rows), claim_id)


def claims_of(*, purchase_id: int) -> Sequence[Claim]:
    """Every claim about a purchase (row id), newest first."""
    rows = Claim.objects.across_stores(_WHY).filter(order__purchase_id=purchase_id)
    return list(_whole(rows).order_by("-pk"))


def claims_of_order(*, order: Order) -> Sequence[Claim]:
    """Every claim about an order, newest first."""
    return list(_whole(Claim.objects.for_store(order.store_id).filter(order=order)).order_by("-pk"))


def list_claims(
    *, store_id: int, states: Sequence[str] = (), text: str = "", cursor: str = "", limit: int = 50
) -> Page[Claim]:
    """A store's claims, newest first; `text` is how a number or the buyer's name begins. Raises `InvalidInput` for a bad cursor."""
    rows = Claim.objects.for_store(store_id)
    if states:
        rows = rows.filter(state__in=states)
    if text:
        rows = rows.filter(Q(number__istartswith=text) | Q(order__purchase__name__icontains=text))
    if cursor:
        (last,) = decode_cursor(cursor, 1)
        if not isinstance(last, int):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__lt=last)
    found = list(_whole(rows).order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], encode_cursor(found[limit - 1].pk) if more else None)


def count_claims(*, store_id: int) -> Mapping[str, int]:
    """How many claims of a store stand in each running state."""
    rows = Claim.objects.for_store(store_id).filter(state__in=RUNNING).order_by()
    return dict(rows.values_list("state").annotate(count=Count("pk")))


def order_checkout(*, store_id: int, order_id: str) -> str:
    """Public id of the checkout a store's order came from. Raises `NotFound`."""
    rows = Order.objects.for_store(store_id).filter(public_id=order_id)
    return _found(rows.values_list("purchase__checkout", flat=True).first(), order_id)


def claim_checkout(*, store_id: int, claim_id: str) -> str:
    """Public id of the checkout that the order of a store's claim came from. Raises `NotFound`."""
    rows = Claim.objects.for_store(store_id).filter(public_id=claim_id)
    return _found(rows.values_list("order__purchase__checkout", flat=True).first(), claim_id)


def _found(checkout_id: str | None, named: str) -> str:
    if checkout_id is None:
        raise NotFound(id=named)
    return checkout_id


def _claimed(order: Order) -> dict[tuple[int, bool], int]:
    rows = ClaimLine.objects.for_store(order.store_id).filter(
        claim__order=order, claim__state__in=RUNNING
    )
    counted: dict[tuple[int, bool], int] = {}
    for line_id, kind, pieces in (
        rows.order_by().values_list("line_id", "claim__kind").annotate(pieces=Sum("quantity"))
    ):
        key = (line_id, kind == ClaimKind.CANCEL)
        counted[key] = counted.get(key, 0) + pieces
    return counted


def _arrived_at(order: Order) -> datetime | None:
    """When the last parcel arrived, replacements included; a replacement counts from its sending."""
    arrivals = [
        parcel.delivered_at or (parcel.shipped_at if parcel.claim_id else None)
        for parcel in order.shipments.all()
    ]
    known = [moment for moment in arrivals if moment is not None]
    return max(known) if known else None


def _whole(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return rows.select_related("order__purchase", "store", "location").prefetch_related(
        "lines__line", "lines__replacement", "photos", "steps"
    )


def _one(rows: QuerySet[Claim], claim_id: str) -> Claim:
    found = rows.filter(public_id=claim_id).first()
    if found is None:
        raise NotFound(id=claim_id)
    return found
