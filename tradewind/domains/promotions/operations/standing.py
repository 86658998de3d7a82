"""Whether a promotion runs: published, paused, going on, ended."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tradewind.domains.promotions.errors import PromotionIncomplete, PromotionOver
from tradewind.domains.promotions.events import PromotionMoved
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.operations.writing import locked_promotion
from tradewind.domains.stores.queries import public_ids
from tradewind.kernel import clock
from tradewind.platform import audit
from tradewind.platform.events import publish

_State = Promotion.State
_MOVES: Mapping[str, frozenset[str]] = {
    _State.DRAFT: frozenset({_State.LIVE}),
    _State.LIVE: frozenset({_State.PAUSED, _State.ENDED}),
    _State.PAUSED: frozenset({_State.LIVE, _State.ENDED}),
    _State.ENDED: frozenset(),
}


def publish_promotion(*, store_id: int | None, promotion_id: str, actor: str) -> Promotion:
    """Run it, within its window: a draft, or one that was paused.

    Raises `NotFound`, `PromotionOver`, `PromotionIncomplete` (one with codes that has none).
    """
    return _move(store_id, promotion_id, _State.LIVE, actor)


def pause_promotion(*, store_id: int | None, promotion_id: str, actor: str) -> Promotion:
    """Stop it until it is published again; what is held or paid keeps it."""
    return _move(store_id, promotion_id, _State.PAUSED, actor)


def end_promotion(*, store_id: int | None, promotion_id: str, actor: str) -> Promotion:
    """Stop it for good."""
    return _move(store_id, promotion_id, _State.ENDED, actor)


def _move(store_id: int | None, promotion_id: str, to_state: str, actor: str) -> Promotion:
    with transaction.atomic():
        row = locked_promotion(store_id=store_id, promotion_id=promotion_id)
        from_state = row.state
        if from_state == to_state:
            return row
        if to_state not in _MOVES[from_state]:
            raise PromotionOver(state=from_state)
        if to_state == _State.LIVE:
            _check_ready(row)
        row.state = to_state
        row.save(update_fields=["state", "updated_at"])
        audit.record(
            actor=actor,
            action=f"promotions.{to_state}",
            subject=str(row.public_id),
            store_id=store_id,
            changes={"state": [from_state, to_state]},
        )
        publish(
            PromotionMoved(
                promotion_id=str(row.public_id),
                store_id=public_ids(store_ids=[store_id])[store_id] if store_id else "",
                from_state=from_state,
                to_state=to_state,
            )
        )
    return row


def _check_ready(row: Promotion) -> None:
    if row.ends_at is not None and row.ends_at <= clock.now():
        raise PromotionOver
    if row.how == Promotion.How.CODE and not row.codes.exists():
        raise PromotionIncomplete(missing="code")
