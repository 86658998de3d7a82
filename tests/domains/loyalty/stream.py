"""The event stream, followed by hand."""

from __future__ import annotations

from tradewind.config.wiring import SUBSCRIPTIONS
from tradewind.platform.events import cursors
from tradewind.platform.events.consumer import Pass, consume
from tradewind.platform.events.sequencer import number_committed


def follow(name: str) -> None:
    """Let one subscription take in everything that was published."""
    (wanted,) = (one for one in SUBSCRIPTIONS if one.name == name)
    cursors.ensure([wanted])
    while number_committed():
        while consume(wanted) is Pass.MOVED:
            pass
