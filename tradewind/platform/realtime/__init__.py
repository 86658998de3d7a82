"""Telling open pages what changed: publish a line here, a page with a ticket sees it.

    realtime.publish(topic="order:ord_…", kind="stage", payload={"stage": "shipped"}, seq=7)
    ticket = realtime.tickets.issue(topics=["order:ord_…"])

`docs/guides/realtime.md` shows the whole way, from the publisher's row to the page.
"""

from __future__ import annotations

from tradewind.platform.realtime import tickets
from tradewind.platform.realtime.publishing import captured, publish

__all__ = ["captured", "publish", "tickets"]
