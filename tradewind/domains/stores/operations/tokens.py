"""Keys that programs sign in with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from tradewind.domains.identity.models import Person
from tradewind.domains.stores import tokens
from tradewind.domains.stores.models import ApiToken
from tradewind.domains.stores.rules import EVERY_PERMISSION
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import audit
from tradewind.platform.http.audience import PERSON_SCOPE

_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class CreatedToken:
    """A new token and its secret, which can be read here and never again."""

    token: ApiToken
    secret: str


def create_token(
    *, store_id: int, name: str, scopes: Collection[str], person_id: int
) -> CreatedToken:
    """A key that may do what `scopes` names, as far as its maker may. Raises `InvalidInput`."""
    wrong: dict[str, str] = {}
    if not name.strip():
        wrong["name"] = "required"
    elif len(name.strip()) > 60:
        wrong["name"] = "too_long"
    if not scopes:
        wrong["scopes"] = "required"
    elif not set(scopes) <= EVERY_PERMISSION | {PERSON_SCOPE}:
        wrong["scopes"] = "unknown"
    if wrong:
        raise InvalidInput(wrong)
    secret = tokens.new_secret()
    with transaction.atomic():
        token = ApiToken.objects.create(
            store_id=store_id,
            name=name.strip(),
            prefix=tokens.shown(secret),
            digest=tokens.digest(secret),
            scopes=sorted(set(scopes)),
            created_by_id=person_id,
        )
        audit.record(
            actor=Person.objects.get(pk=person_id).public_id,
            action="stores.create_token",
            subject=token.public_id,
            store_id=store_id,
            changes={"scopes": [[], token.scopes]},
        )
    return CreatedToken(token, secret)


def revoke_token(*, store_id: int, token_id: str, actor: str) -> None:
    """Refuse a key from now on. Again changes nothing. Raises `NotFound`."""
    with transaction.atomic():
        token = (
            ApiToken.objects.for_store(store_id)
            .select_for_update()
            .filter(public_id=token_id)
            .first()
        )
        if token is None:
            raise NotFound(id=token_id)
        if token.revoked_at is not None:
            return
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        audit.record(actor=actor, action="stores.revoke_token", subject=token_id, store_id=store_id)


def note_token_use(*, token: ApiToken) -> None:
    """Remember that the key was used, at most once a minute: a busy program costs no writes."""
    now = clock.now()
    stale = now - _NOTED_EVERY
    if token.last_used_at is not None and token.last_used_at > stale:
        return
    ApiToken.objects.for_store(token.store_id).filter(
        Q(last_used_at=None) | Q(last_used_at__lte=stale), pk=token.pk
    ).update(last_used_at=now)
