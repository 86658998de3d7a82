"""What realtime reads from the environment. The hub runs without Django, so not from its settings."""

from __future__ import annotations

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tradewind.kernel.errors import TradewindError

# Signs tickets of a development mall only: production without SECRET_KEY is refused below.
_DEVELOPMENT_SECRET = "development-only-key-that-production-refuses-to-start-with"  # noqa: S105


class SecretMissing(TradewindError):
    """Production was started without SECRET_KEY, so tickets could be forged by anyone."""

    code = "realtime_secret_missing"


@dataclass(frozen=True, slots=True)
class Configuration:
    """How a process of this mall reaches the bus, signs tickets and knows its own pages.

    `bus_url` is a ``redis://`` or ``postgres://`` address, `public_origin` is ``https://mall.example``
    or empty, `allowed_hosts` are host names as Django writes them (``.mall.example`` with subdomains).
    """

    secret: str
    bus_url: str
    public_origin: str = ""
    allowed_hosts: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Configuration:
        """Read SECRET_KEY, REDIS_URL, DATABASE_URL, TRADEWIND_URL and TRADEWIND_ALLOWED_HOSTS.

        Redis or Valkey carries the lines when it is set, PostgreSQL otherwise. Raises
        `SecretMissing` in production without a key.
        """
        env = os.environ if environ is None else environ
        secret = env.get("SECRET_KEY", "")
        if not secret:
            if env.get("TRADEWIND_ENV") == "production":
                raise SecretMissing()
            secret = _DEVELOPMENT_SECRET
        hosts = env.get("TRADEWIND_ALLOWED_HOSTS", "").split(",")
        return cls(
            secret=secret,
            bus_url=env.get("REDIS_URL") or env.get("DATABASE_URL") or "postgres:///tradewind",
            public_origin=_origin(env.get("TRADEWIND_URL", "")),
            allowed_hosts=tuple(host.strip().lower() for host in hosts if host.strip()),
        )

    @property
    def ticket_key(self) -> bytes:
        """32 bytes for signing tickets and nothing else."""
        return self._derive("tickets")

    @property
    def channel(self) -> str:
        """The bus channel: named after the key, so two malls on one Redis do not hear each other."""
        return f"tradewind_live_{self._derive('channel').hex()[:16]}"

    def _derive(self, purpose: str) -> bytes:
        return hmac.digest(
            self.secret.encode(), f"tradewind.realtime.{purpose}.v1".encode(), "sha256"
        )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""
