"""Tickets: what `web` allows one page to hear, signed, good for a minute.

``base64url(json).base64url(HMAC-SHA-256)``. `web` has checked the person's rights when it issues one;
the hub only checks the signature and the time, and asks nobody.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

import orjson

from tradewind.kernel import clock
from tradewind.kernel.errors import TradewindError
from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.lines import check_topic

LIFETIME = timedelta(seconds=60)
TOPICS_AT_MOST = 50


class TicketForged(TradewindError):
    """The ticket was not signed by this mall, or was changed since."""

    code = "realtime_ticket_forged"


class TicketExpired(TradewindError):
    """The ticket's minute is over; `web` gives another to who still may have it."""

    code = "realtime_ticket_expired"


class TooManyTopics(TradewindError):
    """One page may listen to 50 topics."""

    code = "realtime_too_many_topics"


def issue(*, topics: Sequence[str], now: datetime | None = None) -> str:
    """A ticket for exactly these topics, good for 60 s from `now` (aware; the clock's by default).

    The caller has checked that the person may read every one of them. Raises `BadTopic`,
    `TooManyTopics`.
    """
    if len(topics) > TOPICS_AT_MOST:
        raise TooManyTopics(count=len(topics), limit=TOPICS_AT_MOST)
    return sign(topics=topics, key=_own_key(), now=now or clock.now())


def sign(*, topics: Sequence[str], key: bytes, now: datetime) -> str:
    """`issue` with a given key (`Configuration.ticket_key`)."""
    ends = int((now + LIFETIME).timestamp())
    body = orjson.dumps({"ends": ends, "topics": [check_topic(topic) for topic in topics]})
    return f"{_written(body)}.{_written(_signature(body, key))}"


def verify(*, ticket: str, key: bytes, now: datetime) -> tuple[str, ...]:
    """The topics of a valid ticket. Raises `TicketForged` or `TicketExpired`."""
    body_text, _, signature_text = ticket.partition(".")
    try:
        body, signature = _read(body_text), _read(signature_text)
    except (binascii.Error, UnicodeEncodeError, ValueError):
        raise TicketForged() from None
    if not hmac.compare_digest(signature, _signature(body, key)):
        raise TicketForged()
    claims = orjson.loads(body)
    if now.timestamp() >= claims["ends"]:
        raise TicketExpired()
    return tuple(claims["topics"])


@lru_cache(maxsize=1)
def _own_key() -> bytes:
    return Configuration.from_environment().ticket_key


def _signature(body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, body, "sha256")


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _read(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
