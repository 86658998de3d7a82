"""Talking to a provider over HTTP: bounded in time and size, repeated only where that is safe."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import httpx
import orjson

from tradewind.domains.payments.ports import GatewayUnavailable

_CONNECT_SECONDS = 5.0
_MOST_BYTES = 1_000_000
_TRIES = 3
_PAUSE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Reply:
    """A provider's answer that could be read: its status and JSON object."""

    status: int
    body: Mapping[str, Any]

    @property
    def is_fine(self) -> bool:
        return 200 <= self.status < 300


class Wire:
    """One provider's address. Neither requests nor answers are ever logged: they hold secrets."""

    def __init__(self, provider: str, url: str, *, seconds: float = 15.0) -> None:
        self._provider = provider
        self._seconds = seconds
        self._client = httpx.Client(
            base_url=url,
            timeout=httpx.Timeout(seconds, connect=_CONNECT_SECONDS),
            follow_redirects=False,
        )

    def ask(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        is_repeatable: bool = False,
    ) -> Reply:
        """One call; `is_repeatable` ones are tried again where no answer came.

        Raises `GatewayUnavailable` for silence, a server's error and whatever is no JSON object.
        """
        request = self._client.build_request(
            method,
            path,
            content=None if json is None else orjson.dumps(json),
            data=form,
            headers={
                **({"Content-Type": "application/json"} if json is not None else {}),
                **(headers or {}),
            },
        )
        tries = _TRIES if is_repeatable else 1
        for attempt in range(1, tries + 1):
            try:
                return self._once(request, auth)
            except GatewayUnavailable:
                if attempt == tries:
                    raise
                time.sleep(_PAUSE_SECONDS * attempt)
        raise GatewayUnavailable(provider=self._provider)

    def _once(self, request: httpx.Request, auth: tuple[str, str] | None) -> Reply:
        until = time.monotonic() + self._seconds
        try:
            response = self._client.send(request, auth=auth, stream=True)
            try:
                body = self._read(response, until)
            finally:
                response.close()
        except httpx.HTTPError:
            raise GatewayUnavailable(provider=self._provider) from None
        if response.status_code >= 500:
            raise GatewayUnavailable(provider=self._provider)
        try:
            told = orjson.loads(body) if body else {}
        except orjson.JSONDecodeError:
            raise GatewayUnavailable(provider=self._provider) from None
        if not isinstance(told, dict):
            raise GatewayUnavailable(provider=self._provider)
        return Reply(response.status_code, told)

    def _read(self, response: httpx.Response, until: float) -> bytes:
        # A server that drips a byte now and then never runs into a timeout of one read.
        body = b""
        for part in response.iter_bytes():
            body += part
            if len(body) > _MOST_BYTES or time.monotonic() > until:
                raise GatewayUnavailable(provider=self._provider)
        return body


def decimal_of(told: object) -> Decimal:
    """An amount a provider wrote as text or number. Raises `ValueError`."""
    try:
        value = Decimal(str(told))
    except InvalidOperation:
        raise ValueError("no amount") from None
    if not value.is_finite():
        raise ValueError("no amount")
    return value
