"""What a store sold, what was kept of it, and what the mall owes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ninja import Field, Path, Query, Router, Schema

from tradewind.api.shapes import Amount
from tradewind.domains.ledger.models import Payout
from tradewind.domains.ledger.statements import (
    Statement,
    StatementRow,
    list_payouts,
    store_statements,
)
from tradewind.domains.orders.queries.commissions import ShareSum, commission_by_share
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse, money

router = Router()

_LONGEST = timedelta(days=3 * 366)


class StoreStatementParams(Schema):
    first: date = Field(alias="from", description="The first day, in the store's own time")
    last: date = Field(alias="until", description="The last day, itself in it")


class StatementRowShape(Schema):
    """`gross` is what shoppers paid: `tax`, `commission` and `earned` together."""

    kind: str
    reference: str
    at: str
    gross: Amount
    tax: Amount
    commission: Amount
    earned: Amount
    paid: Amount


class ShareShape(Schema):
    """What was `sold` (without tax) at one share of the mall, 1/100 %, and the `commission` that
    made; both before returns."""

    commission_bp: int
    sold: Amount
    commission: Amount


class StatementShape(Schema):
    """`closing` is what is owed after: `opening` and `earned` without `paid`."""

    currency: str
    opening: Amount
    sales: Amount
    refunds: Amount
    tax: Amount
    commission: Amount
    earned: Amount
    paid: Amount
    closing: Amount
    shares: list[ShareShape]
    rows: list[StatementRowShape]


class StatementList(Schema):
    items: list[StatementShape]


class PayoutShape(Schema):
    id: str
    store_id: str
    amount: Amount
    paid_on: str
    reference: str
    note: str
    taken_back_at: str | None


class PayoutList(Schema):
    items: list[PayoutShape]


@router.get("/statement", response=StatementList, summary="Some days, by currency")
@audience.store("money.view")
def read_statement(
    request: audience.StoreRequest, store: Path[str], params: Query[StoreStatementParams]
) -> JsonResponse:
    if params.last < params.first:
        raise InvalidInput({"until": "too_small"})
    if params.last - params.first > _LONGEST or not 2000 <= params.first.year <= 2200:
        raise InvalidInput({"until": "too_large"})
    zone = ZoneInfo(request.store.time_zone)
    start = datetime.combine(params.first, time.min, zone)
    end = datetime.combine(params.last + timedelta(days=1), time.min, zone)
    found = store_statements(store_id=request.store.pk, start=start, end=end)
    shares = commission_by_share(store_id=request.store.pk, start=start, end=end)
    return JsonResponse(
        {"items": [_statement(each, shares.get(each.currency, ())) for each in found]}
    )


@router.get("/payouts", response=PayoutList, summary="What the mall paid the store")
@audience.store("money.view")
def read_payouts(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    found = list_payouts(store_id=request.store.pk)
    return JsonResponse({"items": [payout_json(payout) for payout in found]})


def payout_json(payout: Payout) -> dict[str, Any]:
    """A payout, read with its `store`, as JSON."""
    return {
        "id": payout.public_id,
        "store_id": payout.store.public_id,
        "amount": money(payout.amount),
        "paid_on": payout.paid_on,
        "reference": payout.reference,
        "note": payout.note,
        "taken_back_at": payout.taken_back_at,
    }


def _statement(found: Statement, shares: Sequence[ShareSum]) -> dict[str, Any]:
    names = ("opening", "sales", "refunds", "tax", "commission", "earned", "paid", "closing")
    sums = {name: money(getattr(found, name)) for name in names}
    return {
        "currency": found.currency,
        **sums,
        "shares": [
            {
                "commission_bp": share.commission_bp,
                "sold": money(share.sold),
                "commission": money(share.commission),
            }
            for share in shares
        ],
        "rows": [_row(row) for row in found.rows],
    }


def _row(row: StatementRow) -> dict[str, Any]:
    names = ("gross", "tax", "commission", "earned", "paid")
    amounts = {name: money(getattr(row, name)) for name in names}
    return {"kind": row.kind, "reference": row.reference, "at": row.at, **amounts}
