"""Web push: a message that a browser shows although no page is open (RFC 8030, 8291, 8292)."""

from tradewind.platform.push.errors import PushDelayed, PushGone, PushRefused
from tradewind.platform.push.keys import public_key
from tradewind.platform.push.sending import Message, Subscription, check_keys, send
from tradewind.platform.push.services import check_endpoint

__all__ = [
    "Message",
    "PushDelayed",
    "PushGone",
    "PushRefused",
    "Subscription",
    "check_endpoint",
    "check_keys",
    "public_key",
    "send",
]
