"""Setting a provider up: its settings, where it is offered, and trying whether it answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction

from tradewind.domains.payments.gateways import gateway, vendors
from tradewind.domains.payments.models import ProviderAccount
from tradewind.domains.payments.ports import GatewayUnavailable, Setting, UnknownProvider
from tradewind.domains.payments.setups import forget_setups
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.platform import audit
from tradewind.platform.secrets import decrypt, encrypt

_ADDRESSES = frozenset({"url", "page"})
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class MethodTerms:
    """Where a method is offered: empty lists mean everywhere."""

    is_enabled: bool
    currencies: Sequence[str]
    countries: Sequence[str]


def set_up(*, provider: str, given: Mapping[str, str], actor: str) -> ProviderAccount:
    """Keep a provider's settings; a secret left empty stays what it was.

    Raises `UnknownProvider`, `InvalidInput` with a code by setting.
    """
    vendor = vendors().get(provider)
    if vendor is None:
        raise UnknownProvider(provider=provider)
    with transaction.atomic():
        row, _ = ProviderAccount.objects.select_for_update().get_or_create(provider=provider)
        kept = _kept(row)
        told = {s.code: given.get(s.code, "").strip() for s in vendor.settings}
        secrets = {
            s.code: told[s.code] or kept.get(s.code, "") for s in vendor.settings if s.is_secret
        }
        shown = {s.code: told[s.code] for s in vendor.settings if not s.is_secret}
        _require(vendor.settings, {**shown, **secrets})
        row.settings, row.secrets = shown, encrypt(json.dumps(secrets)) if secrets else ""
        row.checked_at, row.check_failure = None, ""
        row.save()
        # Which settings changed, never to what: some of them are secrets.
        audit.record(
            actor=actor,
            action="payments.set_up",
            subject=provider,
            store_id=None,
            changes={"secrets": [None, sorted(c for c in secrets if told[c])]},
        )
    forget_setups()
    return row


def set_terms(
    *,
    provider: str,
    is_enabled: bool,
    position: int,
    terms: Mapping[str, MethodTerms],
    actor: str,
) -> ProviderAccount:
    """Offer a provider or stop offering it, where, and at which place of the list.

    Payments under way go on. Raises `UnknownProvider`.
    """
    if provider not in vendors():
        raise UnknownProvider(provider=provider)
    with transaction.atomic():
        row, _ = ProviderAccount.objects.select_for_update().get_or_create(provider=provider)
        row.is_enabled, row.position = is_enabled, max(0, min(999, position))
        row.terms = {code: asdict(one) for code, one in terms.items()}
        row.save()
        audit.record(
            actor=actor,
            action="payments.offer" if is_enabled else "payments.stop_offering",
            subject=provider,
            store_id=None,
            changes={"terms": [None, row.terms]},
        )
    forget_setups()
    return row


def check_setup(*, provider: str) -> str:
    """Try the connection, outside any transaction; returns why it fails, empty when it works."""
    forget_setups()
    failure = ""
    try:
        gateway(provider).check()
    except GatewayUnavailable as error:
        failure = str(error.details.get("reason") or error.code)
    # Not `save`: a new check must not look like new settings, which would drop every connection.
    ProviderAccount.objects.filter(provider=provider).update(
        checked_at=clock.now(), check_failure=failure[:80]
    )
    return failure


def _kept(row: ProviderAccount) -> dict[str, str]:
    try:
        kept: dict[str, str] = json.loads(decrypt(row.secrets)) if row.secrets else {}
    except InvalidToken:
        # Enter them anew: no key we have opens the old ones.
        return {}
    return kept


def _require(wanted: Sequence[Setting], told: Mapping[str, str]) -> None:
    wrong = {}
    for setting in wanted:
        value = told[setting.code]
        if setting.is_required and not value:
            wrong[setting.code] = "required"
        elif (
            len(value) > _LONGEST
            or "\x00" in value
            or (setting.code in _ADDRESSES and value and not _is_safe(value))
        ):
            wrong[setting.code] = "invalid"
    if wrong:
        raise InvalidInput(wrong)


def _is_safe(address: str) -> bool:
    """Credentials go there: encrypted, except to this very machine while trying things out."""
    parts = urlsplit(address)
    is_local = parts.hostname in ("127.0.0.1", "localhost") and not settings.PRODUCTION
    return bool(parts.hostname) and (parts.scheme == "https" or is_local)
