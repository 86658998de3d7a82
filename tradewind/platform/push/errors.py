"""What becomes of a message that a push service did not take."""

from __future__ import annotations

from tradewind.kernel.errors import TradewindError


class PushGone(TradewindError):
    """The service no longer knows this browser: forget it. `status`."""

    code = "push_gone"


class PushDelayed(TradewindError):
    """The service is away or busy; the same message may go out later. `reason`."""

    code = "push_delayed"


class PushRefused(TradewindError):
    """This message will never be taken. `reason`."""

    code = "push_refused"
