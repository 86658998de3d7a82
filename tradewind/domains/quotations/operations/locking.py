"""The one place that locks a request's row, and the one that moves it."""

from __future__ import annotations

from tradewind.domains.quotations.events import QuotationMoved
from tradewind.domains.quotations.models import Quotation
from tradewind.domains.quotations.rules import State, check_move
from tradewind.kernel.errors import NotFound
from tradewind.platform.events import publish

_WHY = "whose it is, the caller checks"


def locked(*, quotation_id: str = "", token: str = "", store_id: int | None = None) -> Quotation:
    """The request, its row locked until the transaction ends. Raises `NotFound`."""
    rows = Quotation.objects.across_stores(_WHY)
    rows = rows.filter(public_id=quotation_id) if quotation_id else rows.filter(token=token)
    if store_id is not None:
        rows = rows.filter(store_id=store_id)
    row = rows.select_related("store").select_for_update(of=("self",)).first()
    if row is None:
        raise NotFound(id=quotation_id or "quotation")
    return row


def move(row: Quotation, to_state: State, *, by: str) -> None:
    """Change the state of a locked row, unsaved, and tell. Raises `QuotationClosed`."""
    before = State(row.state)
    check_move(before, to_state)
    row.state = to_state
    tell(row, before.value, by=by)


def tell(row: Quotation, from_state: str, *, by: str) -> None:
    """Publish that the row came from `from_state` to where it is."""
    publish(
        QuotationMoved(
            quotation_id=row.public_id,
            store_id=row.store.public_id,
            from_state=from_state,
            to_state=str(row.state),
            offer=row.version,
            by=by,
        )
    )
