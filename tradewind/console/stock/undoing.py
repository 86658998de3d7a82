"""Taking back what staff just did to a shelf: a signed address, good once and for ten minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from tradewind.domains.inventory import operations
from tradewind.domains.inventory.models import StockMovement
from tradewind.domains.stores.models import Store
from tradewind.kernel import ids
from tradewind.kernel.errors import TradewindError

_SALT = "tradewind.console.stock.undo"
_SECONDS = 600


class UndoGone(TradewindError):
    """It was taken back already, or too long ago."""

    code = "console_undo_gone"


@dataclass(frozen=True, slots=True)
class Change:
    """So many pieces (signed) came to or left a shelf; row ids."""

    variant_id: int
    location_id: int
    pieces: int
    kind: StockMovement.Kind


def undo_url(store: Store, changes: Sequence[Change]) -> str:
    """Where POST takes these changes back; empty when there are none."""
    if not changes:
        return ""
    rows = [[c.variant_id, c.location_id, c.pieces, c.kind.value] for c in changes]
    token = signing.dumps({"key": ids.new_token(), "rows": rows}, salt=_SALT, compress=True)
    return reverse("console:stock_undo", args=[store.slug, token])


def take_back(store: Store, token: str, *, actor: str) -> None:
    """Undo what `token` names, once. Raises `UndoGone`, and `StockPromised` for pieces sold since."""
    try:
        said: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        raise UndoGone from None
    guard = f"stock-undo:{said['key']}"
    with transaction.atomic():
        # Added in this transaction: a refusal below leaves the undo as good as it was.
        if not cache.add(guard, 1, _SECONDS):
            raise UndoGone
        for variant_id, location_id, pieces, kind in said["rows"]:
            operations.adjust(
                store_id=store.pk,
                location_id=location_id,
                variant_id=variant_id,
                change=-pieces,
                kind=StockMovement.Kind(kind),
                reference="undo",
                actor=actor,
            )
