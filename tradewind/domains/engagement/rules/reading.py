"""Who may read an inquiry. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from tradewind.domains.engagement.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: their row id (None: a stranger), and the store they read for as its staff."""

    person_id: int | None = None
    staff_of: int | None = None


def may_read(
    reader: Reader, *, store_id: int, asker_id: int | None, is_secret: bool, standing: str
) -> bool:
    """The asker and the seller always; everybody else what is neither secret nor taken down."""
    if reader.staff_of == store_id:
        return True
    if asker_id is not None and reader.person_id == asker_id:
        return True
    return not is_secret and standing == Standing.SHOWN
