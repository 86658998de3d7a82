"""The stream of everything that happened: published with the change, delivered exactly once.

A domain declares its facts as frozen `Event` classes and calls `publish` inside the transaction
that makes them true. A `Subscription` in `config/wiring.py` says who reacts. See docs/events.md.
"""

from tradewind.platform.events.event import Envelope, Event
from tradewind.platform.events.origin import acting
from tradewind.platform.events.publishing import (
    NoTransaction,
    publish,
    publish_all,
    together,
)
from tradewind.platform.events.subscription import (
    BEGINNING,
    NOW,
    PATIENT,
    PROMPT,
    Lane,
    Start,
    Subscription,
)

__all__ = [
    "BEGINNING",
    "NOW",
    "PATIENT",
    "PROMPT",
    "Envelope",
    "Event",
    "Lane",
    "NoTransaction",
    "Start",
    "Subscription",
    "acting",
    "publish",
    "publish_all",
    "together",
]
