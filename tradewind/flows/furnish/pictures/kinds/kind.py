"""What a picture needs to know about a kind of thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tradewind.flows.furnish.pictures.sheet import Sheet

Stance = Literal["stands", "flat", "rail", "ceiling"]


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of thing is drawn.

    `setting` names the room of the third scene (`settings.SETTINGS`), `focus` the spot the second
    scene comes close to, `stance` whether it stands on the table, lies `flat` and is seen from
    above, or hangs from a `rail` or the `ceiling`.
    """

    draw: Callable[[Sheet], None]
    setting: str
    focus: tuple[float, float] = (200, 290)
    stance: Stance = "stands"
