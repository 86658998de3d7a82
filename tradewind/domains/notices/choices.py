"""What people chose about being told, as their pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from tradewind.domains.notices.models import Browser
from tradewind.domains.notices.people import readers
from tradewind.domains.notices.purposes import PURPOSES
from tradewind.domains.notices.rules import Quiet, Rhythm, wanted
from tradewind.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Chosen:
    """What holds for one purpose. `can_hide`: whether the notice centre may be left out too."""

    key: str
    label: str
    note: str
    channels: frozenset[str]
    rhythm: Rhythm
    is_commercial: bool
    is_urgent: bool
    for_staff: bool

    @property
    def can_hide(self) -> bool:
        return self.is_commercial


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a person can choose, in the active language. `zone` is the clock of `quiet`."""

    purposes: list[Chosen]
    quiet: Quiet | None
    zone: str


def choices_of(*, person_id: int) -> Choices:
    """What holds now; one statement. Raises `NotFound`."""
    reader = readers(person_ids=[person_id]).get(person_id)
    if reader is None:
        raise NotFound(person=person_id)
    held = [(one, wanted(one, reader.wishes.get(one.key))) for one in PURPOSES]
    return Choices(
        purposes=[
            Chosen(
                key=one.key,
                label=str(one.label),
                note=str(one.note),
                channels=frozenset(holds.channels),
                rhythm=holds.rhythm,
                is_commercial=one.is_commercial,
                is_urgent=one.is_urgent,
                for_staff=one.for_staff,
            )
            for one, holds in held
        ],
        quiet=reader.quiet,
        zone=reader.zone,
    )


def list_browsers(*, person_id: int) -> list[Browser]:
    """Where a person is told by push, the latest first."""
    return list(Browser.objects.filter(person_id=person_id).order_by("-pk"))
