"""Access tokens that expire: asked for once, shared by threads, renewed when refused."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from tradewind.domains.payments.adapters.wire import Reply
from tradewind.domains.payments.ports import GatewayUnavailable, SetupRefused

_UNAUTHORISED = 401
_EARLY_SECONDS = 30
_AN_EPOCH = 1_000_000_000
"""Some vendors give the moment a token ends instead of how long it lasts."""


@dataclass(frozen=True, slots=True)
class Token:
    """`ends_at` is in seconds of the Unix clock."""

    access: str
    refresh: str
    ends_at: float


class TokenBox:
    """`login` gets a token by credentials, `renew` by a refresh token (None where there is none)."""

    def __init__(
        self,
        login: Callable[[], Reply],
        renew: Callable[[str], Reply] | None = None,
    ) -> None:
        self._login, self._renew = login, renew
        self._lock = Lock()
        self._token: Token | None = None

    def call(self, ask: Callable[[Mapping[str, str]], Reply]) -> Reply:
        """`ask` with a token in its headers; once more with a new one where that was refused.

        A refusal for want of a token did nothing, so repeating it is safe. Raises `SetupRefused`
        when the credentials are not taken.
        """
        token = self._current(refused=None)
        reply = ask(_bearer(token))
        if reply.status == _UNAUTHORISED:
            reply = ask(_bearer(self._current(refused=token)))
        if reply.status == _UNAUTHORISED:
            raise SetupRefused(reason="not_authorised")
        return reply

    def _current(self, *, refused: Token | None) -> Token:
        with self._lock:
            kept = self._token
            if kept is not None and kept is not refused and kept.ends_at > time.time():
                return kept
            self._token = self._renewed(kept) or _token_of(self._login())
            if self._token is None:
                raise SetupRefused(reason="not_authorised")
            return self._token

    def _renewed(self, kept: Token | None) -> Token | None:
        if kept is None or self._renew is None or not kept.refresh:
            return None
        try:
            return _token_of(self._renew(kept.refresh))
        except GatewayUnavailable:
            return None


def _bearer(token: Token) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {token.access}"}


def _token_of(reply: Reply) -> Token | None:
    access: Any = reply.body.get("access_token")
    if not reply.is_fine or not isinstance(access, str) or not access:
        return None
    lasts = reply.body.get("expires_in")
    seconds = float(lasts) if isinstance(lasts, int | float) else 300.0
    ends_at = seconds if seconds > _AN_EPOCH else time.time() + seconds
    return Token(access, str(reply.body.get("refresh_token") or ""), ends_at - _EARLY_SECONDS)
