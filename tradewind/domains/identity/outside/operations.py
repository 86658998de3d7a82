"""Writes about outside identities that are not allauth's: unlinking, and the mall's own keys."""

from __future__ import annotations

import json
from collections.abc import Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from tradewind.domains.identity.jobs import send_letter
from tradewind.domains.identity.models import Person, ProviderAccess
from tradewind.domains.identity.outside.apps import NEEDED
from tradewind.kernel import ids
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.platform import audit
from tradewind.platform.secrets import encrypt


class LastWayIn(TradewindError):
    """Without that identity the person could not sign in any more."""

    code = "identity_last_way_in"


def unlink(*, person_id: int, provider: str) -> None:
    """Let an identity open the account no more. Raises `NotFound` and `LastWayIn`."""
    with transaction.atomic():
        # Two at once would each see the other's identity still standing.
        person = Person.objects.select_for_update().get(pk=person_id)
        gone = SocialAccount.objects.filter(user=person, provider=provider)
        if not gone.exists():
            raise NotFound(id=provider)
        if not _has_another_way(person, provider):
            raise LastWayIn
        gone.delete()
        send_letter.defer(
            name="socialaccount/email/account_disconnected",
            key=ids.new_token(),
            email=person.email,
            language=person.language,
            facts={},
        )
        audit.record(
            actor=person.public_id,
            action="identity.unlink_outside_identity",
            subject=person.public_id,
            store_id=None,
            changes={"provider": [provider, None]},
        )


def _has_another_way(person: Person, provider: str) -> bool:
    if SocialAccount.objects.filter(user=person).exclude(provider=provider).exists():
        return True
    # A password opens nothing before an address is confirmed, and can't be replaced without one.
    if person.has_usable_password():
        return bool(EmailAddress.objects.filter(user=person, verified=True).exists())
    keys = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    return any(key.wrap().is_passwordless for key in keys)


def set_up_provider(
    *, provider: str, credentials: Mapping[str, str], actor: str | None = None
) -> None:
    """Keep what a provider gave the mall, encrypted; from now on people may come by it.

    `credentials` has the names `apps.NEEDED` lists. Raises `InvalidInput`.
    """
    needed = NEEDED.get(provider)
    if needed is None:
        raise InvalidInput({"provider": "unknown"})
    if missing := {name: "required" for name in needed if not credentials.get(name, "").strip()}:
        raise InvalidInput(missing)
    kept = json.dumps({name: credentials[name].strip() for name in needed})
    with transaction.atomic():
        ProviderAccess.objects.update_or_create(
            provider=provider, defaults={"credentials": encrypt(kept)}
        )
        _record_change(provider, "set_up", actor)


def give_up_provider(*, provider: str, actor: str | None = None) -> None:
    """Take its button away. Links stay, and work again when it is set up anew."""
    with transaction.atomic():
        deleted, _by_model = ProviderAccess.objects.filter(provider=provider).delete()
        if not deleted:
            raise NotFound(id=provider)
        _record_change(provider, "give_up", actor)


def _record_change(provider: str, what: str, actor: str | None) -> None:
    audit.record(
        actor=actor,
        action=f"identity.{what}_provider",
        subject=provider,
        store_id=None,
    )
