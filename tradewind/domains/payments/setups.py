"""How each provider is set up here: remembered for a few seconds, secrets decrypted in memory only."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import InvalidToken

from tradewind.domains.payments.models import ProviderAccount
from tradewind.platform.secrets import decrypt

_TTL_SECONDS = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Terms:
    """Where a method is offered; an empty list of currencies or countries means all."""

    is_enabled: bool = True
    currencies: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Setup:
    """`version` changes whenever anything else does."""

    provider: str
    version: str
    is_enabled: bool
    position: int
    credentials: tuple[tuple[str, str], ...]
    terms: Mapping[str, Terms]


def setups() -> Mapping[str, Setup]:
    """Every provider that was set up, by name. A change shows after a few seconds everywhere."""
    return _read(int(time.monotonic() // _TTL_SECONDS))


def find_setup(provider: str) -> Setup | None:
    """How that provider is set up, or None."""
    return setups().get(provider)


def forget_setups() -> None:
    """Read them anew at the next question."""
    _read.cache_clear()


@lru_cache(maxsize=1)
def _read(_moment: int) -> Mapping[str, Setup]:
    # A new moment is another key and so misses the cache, which makes the time to live.
    made = {}
    for account in ProviderAccount.objects.all():
        try:
            made[account.provider] = _setup(account)
        except InvalidToken:
            # No key fits any more: as good as not set up, and no reason to stop all the others.
            _log.error("secrets of payment provider %s can't be read", account.provider)
    return made


def _setup(account: ProviderAccount) -> Setup:
    secret = json.loads(decrypt(account.secrets)) if account.secrets else {}
    together = {**account.settings, **secret}
    return Setup(
        provider=account.provider,
        version=account.updated_at.isoformat(),
        is_enabled=account.is_enabled,
        position=account.position,
        credentials=tuple(sorted((str(k), str(v)) for k, v in together.items())),
        terms={code: _terms(given) for code, given in account.terms.items()},
    )


def _terms(given: Mapping[str, object]) -> Terms:
    return Terms(
        is_enabled=bool(given.get("is_enabled", True)),
        currencies=_names(given.get("currencies")),
        countries=_names(given.get("countries")),
    )


def _names(given: object) -> frozenset[str]:
    return frozenset(map(str, given)) if isinstance(given, list) else frozenset()
