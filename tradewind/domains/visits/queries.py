"""Reading visits and link codes."""

from __future__ import annotations

from django.db.models import Q

from tradewind.domains.visits.models import LinkCode


def find_link_code(*, code: str) -> LinkCode | None:
    """The link with that code, archived or not: what hangs on a wall must lead somewhere."""
    return LinkCode.objects.filter(code=code).first()


def list_link_codes(*, store_id: int | None) -> list[LinkCode]:
    """Codes of a store, or the mall's own, that count; the latest first."""
    return list(LinkCode.objects.filter(Q(store_id=store_id), archived_at=None).order_by("-pk"))
