"""Who reacts to which events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tradewind.platform.events.event import Envelope, Event
from tradewind.platform.events.origin import acting


class Start(StrEnum):
    """Where a subscription that never ran begins."""

    BEGINNING = "beginning"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Lane:
    """Subscriptions that share a thread, a rhythm and, while all goes well, a transaction.

    A round comes at most every `every_seconds`: the longer, the more events share its cost.
    """

    name: str
    every_seconds: float


PROMPT = Lane("prompt", 0.05)
PATIENT = Lane("patient", 0.5)

BEGINNING = Start.BEGINNING
NOW = Start.NOW

Handler = Callable[[Any, Envelope], None]
BatchHandler = Callable[[list[Envelope]], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subscription:
    """A reader of the stream with a cursor of its own, kept under `name`.

    Either `handles` (event class → ``handler(event, envelope)``, one event at a time) or `batch`
    (``batch(envelopes)``, up to `batch_size` of the classes in `events`, in order). Handlers run
    in the transaction that moves the cursor: what they write happens exactly once. What happens
    outside PostgreSQL happens at least once, so defer a job for it or make it repeatable. A
    handler that raises parks the event and later ones of its aggregate for this subscription.
    `lane` says how soon it must come and with whom it may share a transaction.
    """

    name: str
    start: Start
    handles: Mapping[type[Event], Handler] = field(default_factory=dict)
    batch: BatchHandler | None = None
    events: Sequence[type[Event]] = ()
    batch_size: int = 200
    lane: Lane = PROMPT

    def __post_init__(self) -> None:
        if bool(self.handles) == (self.batch is not None) or bool(self.events) == bool(
            self.handles
        ):
            raise ValueError(f"{self.name}: give either handles, or batch with events")

    @property
    def event_names(self) -> list[str]:
        """Names of the events it wants, in alphabetical order."""
        return sorted({cls.name for cls in (self.handles or self.events)})

    def deliver(self, envelopes: list[Envelope]) -> None:
        """Hand over `envelopes` in order; whatever a handler raises comes through."""
        if self.batch is not None:
            self.batch(envelopes)
            return
        for envelope in envelopes:
            handler = self.handles[type(envelope.event)]
            # What a handler publishes carries on the request and actor of what caused it.
            with acting(request_id=envelope.request_id, actor=envelope.actor):
                handler(envelope.event, envelope)
