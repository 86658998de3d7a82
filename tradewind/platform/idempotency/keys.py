"""Taking up a key, answering under it, giving it back: one statement each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import orjson
from django.db import connection
from django.http import HttpResponse

from tradewind.kernel import clock
from tradewind.platform.idempotency.errors import IdempotencyInProgress, IdempotencyKeyReused

EXPIRY = timedelta(hours=24)
LEASE = timedelta(minutes=2)
_KEPT_HEADERS = ("Content-Type", "Location", "ETag", "Content-Language", "Cache-Control")

# A rival that has the key but is not committed can't be seen, and the INSERT would wait for it;
# the advisory lock it holds till its end is tried instead. hashtextextended gives 64 bits: should
# two keys ever meet, one is told to come again.
_TAKE = """
INSERT INTO idempotency_key AS used
    (scope, key, fingerprint, attempt, leased_until, expires_at, headers, body)
SELECT %(scope)s, %(key)s, %(fingerprint)s, 1, %(leased_until)s, %(expires_at)s, '{}', ''
WHERE pg_try_advisory_xact_lock(hashtextextended(%(scope)s || ' ' || %(key)s, 0))
ON CONFLICT (scope, key) DO UPDATE SET
    fingerprint = EXCLUDED.fingerprint, attempt = used.attempt + 1, status = NULL,
    leased_until = EXCLUDED.leased_until, expires_at = EXCLUDED.expires_at
WHERE used.expires_at <= %(now)s
   OR (used.status IS NULL AND used.leased_until <= %(now)s
       AND used.fingerprint = EXCLUDED.fingerprint)
RETURNING attempt
"""
_FIND = (
    "SELECT fingerprint, status, headers::text, body FROM idempotency_key"
    " WHERE scope = %s AND key = %s"
)
_ANSWER = (
    "UPDATE idempotency_key SET status = %s, headers = %s::jsonb, body = %s"
    " WHERE scope = %s AND key = %s AND attempt = %s"
)
_GIVE_BACK = (
    "DELETE FROM idempotency_key WHERE scope = %s AND key = %s AND attempt = %s AND status IS NULL"
)
_SWEEP = "DELETE FROM idempotency_key WHERE expires_at <= %s"


@dataclass(frozen=True, slots=True)
class Taken:
    """A key that is ours to answer under. `attempt` fences off whoever had it before."""

    scope: str
    key: str
    attempt: int

    def answer(self, response: HttpResponse) -> None:
        """Keep `response` for replays; without effect when another took the key up since."""
        kept = {name: response[name] for name in _KEPT_HEADERS if name in response}
        with connection.cursor() as cursor:
            cursor.execute(
                _ANSWER,
                [
                    response.status_code,
                    orjson.dumps(kept).decode(),
                    response.content,
                    self.scope,
                    self.key,
                    self.attempt,
                ],
            )

    def give_back(self) -> None:
        """Let the key be used again, as if it never had been."""
        with connection.cursor() as cursor:
            cursor.execute(_GIVE_BACK, [self.scope, self.key, self.attempt])


def take(*, scope: str, key: str, fingerprint: bytes) -> Taken | HttpResponse:
    """Take the key up, or the answer that was given under it.

    Raises `IdempotencyKeyReused` and `IdempotencyInProgress`.
    """
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE,
            {
                "scope": scope,
                "key": key,
                "fingerprint": fingerprint,
                "now": now,
                "leased_until": now + LEASE,
                "expires_at": now + EXPIRY,
            },
        )
        taken = cursor.fetchone()
        if taken is not None:
            return Taken(scope, key, taken[0])
        cursor.execute(_FIND, [scope, key])
        found = cursor.fetchone()
    if found is None:
        raise IdempotencyInProgress
    used_for, status, headers, body = found
    if bytes(used_for) != fingerprint:
        raise IdempotencyKeyReused
    if status is None:
        raise IdempotencyInProgress
    return HttpResponse(bytes(body), status=status, headers=orjson.loads(headers))


def sweep_expired() -> int:
    """Forget keys older than `EXPIRY`. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_SWEEP, [clock.now()])
        return int(cursor.rowcount)
