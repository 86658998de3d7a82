"""What every action of the console shares: who did it, and how its end is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.platform import audit
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.audience import StoreRequest
from tradewind.platform.http.sentences import sentence


def actor(request: HttpRequest) -> str:
    """Public id of whoever acts."""
    return actor_of(request).person_public_id or ""


def recorded(
    request: StoreRequest,
    *,
    action: str,
    subject: str,
    act: Callable[[], object],
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Run `act` and note it in the audit trail, both or neither. Its errors come through."""
    with transaction.atomic():
        act()
        audit.record(
            actor=actor(request),
            action=action,
            subject=subject,
            store_id=request.store.pk,
            changes=changes,
        )


def told(error: TradewindError) -> str:
    """The sentence a person reads for `error`; of several wrong fields, the first one's."""
    if isinstance(error, InvalidInput):
        codes = list(error.fields.values())
        return sentence(f"field.{codes[0]}") if codes else sentence(error.code)
    return sentence(error.code, error.details)


def field_errors(error: InvalidInput) -> dict[str, str]:
    """A sentence for each wrong field."""
    return {field: sentence(f"field.{code}") for field, code in error.fields.items()}


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks, and only the part that changes is wanted."""
    restores = "HX-History-Restore-Request" in request.headers
    return "HX-Request" in request.headers and not restores


def whole_number(text: str, *, signed: bool = False) -> int | None:
    """The number a person typed, None for anything else; at most seven digits."""
    digits = text.strip().removeprefix("-") if signed else text.strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 7):
        return None
    return int(text)
