"""Fixed-window throttling: one statement against an unlogged table.

A fixed window lets through at most twice the limit around its edge, which is close enough for
what it protects, and costs one row per key however long it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Any, Literal, TypeVar

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from tradewind.kernel import clock
from tradewind.kernel.errors import TradewindError
from tradewind.platform.http import problem
from tradewind.platform.http.actors import actor_of

View = TypeVar("View", bound=Callable[..., Any])

_HIT = """
    INSERT INTO http_throttlecounter AS counter (key, "window", hits) VALUES (%s, %s, 1)
    ON CONFLICT (key) DO UPDATE SET
        hits = CASE WHEN counter."window" = EXCLUDED."window" THEN counter.hits + 1 ELSE 1 END,
        "window" = EXCLUDED."window"
    RETURNING hits
"""
# A key ends with the length of its windows, a window is numbered from 1970 on.
_FORGET = """
    DELETE FROM http_throttlecounter
    WHERE "window" * split_part(key, ':', 2)::bigint < %s
"""


class TooManyRequests(TradewindError):
    """The limit of a window is used up; `seconds` until the next one."""

    code = "too_many_requests"

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.details["seconds"])}


problem.register({TooManyRequests: 429})


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most `limit` uses of `name` in `seconds`, counted per address or per person."""

    name: str
    limit: int
    seconds: int
    by: Literal["ip", "actor"]


def throttled(
    name: str, *, per_minute: int, by: Literal["ip", "actor"] = "ip"
) -> Callable[[View], View]:
    """Mark a view: at most `per_minute` requests; strangers count by address even with ``actor``.

    Like the audience it is enforced before the view runs and before a body is read.
    """
    throttle = Throttle(name, per_minute, 60, by)

    def mark(view: View) -> View:
        view.throttles = (*getattr(view, "throttles", ()), throttle)  # type: ignore[attr-defined]
        return view

    return mark


def hit(request: HttpRequest, throttle: Throttle) -> None:
    """Count this request. Raises `TooManyRequests` beyond the limit."""
    who = f"ip:{client_ip(request)}"
    if throttle.by == "actor":
        actor = actor_of(request)
        who = who if actor.is_stranger else f"person:{actor.person_id}"
    count(name=throttle.name, who=who, limit=throttle.limit, seconds=throttle.seconds)


def count(*, name: str, who: str, limit: int, seconds: int) -> None:
    """Count one use of `name` by `who` (anything that tells them apart; only its hash is kept).

    Raises `TooManyRequests` from the use after `limit` in the same window of `seconds` on.
    """
    now = int(clock.now().timestamp())
    digest = blake2b(who.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16)
    with connection.cursor() as cursor:
        cursor.execute(_HIT, [f"{name}:{seconds}:{digest.hexdigest()}", now // seconds])
        (hits,) = cursor.fetchone()
    if hits > limit:
        raise TooManyRequests(seconds=seconds - now % seconds)


def forget_stale(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Drop counters whose window is long over; gives how many. For the daily sweep."""
    cutoff = int((clock.now() - older_than).timestamp())
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [cutoff])
        return int(cursor.rowcount)


def client_ip(request: HttpRequest) -> str:
    """The address the request came from.

    ``X-Forwarded-For`` counts only as far as ``TRADEWIND_PROXIES`` says that proxies of ours
    wrote it: with one proxy the last entry, with two the one before.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.PROXIES
    if not proxies:
        return peer
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return chain[-proxies] if len(chain) >= proxies and chain[-proxies] else peer
