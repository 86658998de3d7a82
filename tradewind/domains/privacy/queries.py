"""What people asked about their data, for themselves and for the mall's office."""

from __future__ import annotations

from datetime import datetime

from tradewind.domains.privacy.models import Archive, Erasure
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor


def latest_archive(*, person_id: int) -> Archive | None:
    """The copy asked for last."""
    return Archive.objects.filter(person_id=person_id).order_by("-pk").first()


def get_archive(*, archive_id: str, person_id: int | None = None) -> Archive:
    """A copy, of that person when given. Raises `NotFound`."""
    rows = Archive.objects.filter(public_id=archive_id)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    archive = rows.first()
    if archive is None:
        raise NotFound(id=archive_id)
    return archive


def find_erasure(*, person_id: int) -> Erasure | None:
    """The wish that waits."""
    return Erasure.objects.filter(person_id=person_id, state=Erasure.State.ASKED).first()


def due_erasures(*, now: datetime, limit: int = 50) -> list[str]:
    """Public ids of wishes whose days have passed."""
    rows = Erasure.objects.filter(state=Erasure.State.ASKED, due_at__lte=now)
    return list(rows.order_by("due_at", "pk").values_list("public_id", flat=True)[:limit])


def list_erasures(*, state: str = "", cursor: str = "", limit: int = 50) -> Page[Erasure]:
    """Wishes with their persons, the latest first. Raises `InvalidInput` for a bad cursor."""
    rows = Erasure.objects.select_related("person").order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    if cursor:
        (last,) = decode_cursor(cursor, 1)
        if not isinstance(last, int):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__lt=last)
    found = list(rows[: limit + 1])
    items = found[:limit]
    return Page(items, encode_cursor(items[-1].pk) if len(found) > limit else None)


def count_erasures() -> int:
    """How many wait."""
    return Erasure.objects.filter(state=Erasure.State.ASKED).count()
