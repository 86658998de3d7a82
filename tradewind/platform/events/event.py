"""What an event is: a frozen class with a name, a version and the aggregate it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from tradewind.platform.events.codec import Coder, coder


class DuplicateEvent(RuntimeError):
    """Two classes claim one name and version. A bug, found at import."""


class UnknownEvent(RuntimeError):
    """A stored event has a name and version that no class here declares."""


_classes: dict[tuple[str, int], type[Event]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact, in the past tense. Holds ids, money and codes, never personal data.

    A subclass is a frozen, slotted, keyword-only dataclass and declares `name`
    (``orders.order_placed``, never changed once published) and `aggregate`, the field whose value
    names the aggregate: a public id (``ord_…``), unique over all kinds. When its fields change,
    `version` grows, and the former class stays under another Python name with an `upgrade`.
    """

    name: ClassVar[str]
    aggregate: ClassVar[str]
    version: ClassVar[int] = 1

    def __init_subclass__(cls, **options: Any) -> None:
        # super() without arguments would look for the class from before slots=True rebuilt it.
        super(Event, cls).__init_subclass__(**options)
        key = (cls.name, cls.version)
        known = _classes.get(key)
        if known is not None and _path(known) != _path(cls):
            raise DuplicateEvent(f"{_path(cls)} and {_path(known)} are both {key}")
        _classes[key] = cls

    def upgrade(self) -> Event:
        """The same fact as the next version's class; the newest version returns itself."""
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """An event as a subscriber gets it.

    `position` grows along the stream (with gaps). `event_id` (``evt_…``) names the event outside,
    for idempotency keys and webhooks. `request_id` and `actor` are those of the request or the
    event that caused it, where known.
    """

    position: int
    event_id: str
    occurred_at: datetime
    aggregate: str
    event: Event
    request_id: str | None = None
    actor: str | None = None


def event_classes() -> list[type[Event]]:
    """Every declared class, by name and version."""
    return [_classes[key] for key in sorted(_classes)]


def encode(event: Event) -> Any:
    """The fields of `event` as JSON values."""
    return _coder(type(event)).encode(event)


def decode(name: str, version: int, payload: Any) -> Event:
    """The event of a stored row, upgraded to its newest version. Raises `UnknownEvent`."""
    try:
        cls = _classes[name, version]
    except KeyError:
        raise UnknownEvent(f"{name} version {version}") from None
    event: Event = _coder(cls).decode(payload)
    while (newer := event.upgrade()) is not event:
        event = newer
    return event


def aggregate_of(event: Event) -> str:
    """The value of the field that names the aggregate."""
    return str(getattr(event, event.aggregate))


def _coder(cls: Any) -> Coder:
    return coder(cls)


def _path(cls: type[Event]) -> str:
    # Not the qualified name: slots=True rebuilds a class before it gets that one back.
    return f"{cls.__module__}.{cls.__name__}"
