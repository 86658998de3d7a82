"""Who is asking: the session's person, an API token, or a stranger. Named in the settings."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest

from tradewind.domains.identity.models import Person
from tradewind.domains.identity.queries import has_second_factor
from tradewind.domains.stores import tokens
from tradewind.domains.stores.models import ApiToken, StaffMember
from tradewind.domains.stores.operations.tokens import note_token_use
from tradewind.domains.stores.rules import (
    MALL_PERMISSIONS,
    NEEDS_SECOND_FACTOR,
    PERMISSIONS,
    Role,
)
from tradewind.kernel.errors import NotFound
from tradewind.platform.http.actors import STRANGER, Actor, StoreAccess


def resolve_actor(request: HttpRequest) -> Actor:
    """The actor of a request. A token speaks for its maker, within its scopes, over REST alone:
    pages are for people, who have a session and answer for what they press.
    """
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    is_token = scheme.lower() == "bearer" and secret.startswith(tokens.PREFIX)
    if is_token and request.path_info.startswith("/api/"):
        return _of_token(secret)
    person = getattr(request, "user", None)
    if isinstance(person, Person) and person.is_active:
        return _of_person(person)
    return STRANGER


def resolve_store(actor: Actor, key: str) -> StoreAccess | None:
    """The actor's standing in the store with that slug or public id; None where there is none."""
    if actor.person_id is None:
        return None
    member = (
        StaffMember.objects.across_stores("access is what finds out the store")
        .select_related("store")
        .filter(_named(key), person_id=actor.person_id)
        .first()
    )
    if member is None or actor.only_store_id not in (None, member.store_id):
        return None
    role = Role(member.role)
    return StoreAccess(
        store=member.store,
        permissions=PERMISSIONS[role],
        # Packing needs none; and whoever made a token had one.
        needs_second_factor=role in NEEDS_SECOND_FACTOR
        and actor.scopes is None
        and _lacks_second_factor(actor.person_id),
    )


def _named(key: str) -> Q:
    try:
        return Q(store__public_id=key) if key.startswith("str_") else Q(store__slug=key)
    except NotFound:
        return Q(pk=None)


def _of_person(person: Person) -> Actor:
    return Actor(
        person_id=person.pk,
        person_public_id=person.public_id,
        is_operator=person.is_operator,
        mall_permissions=MALL_PERMISSIONS if person.is_operator else frozenset(),
        needs_second_factor=person.is_operator and _lacks_second_factor(person.pk),
    )


def _lacks_second_factor(person_id: int) -> bool:
    return settings.SECOND_FACTOR_REQUIRED and not has_second_factor(person_id=person_id)


def _of_token(secret: str) -> Actor:
    token = (
        ApiToken.objects.across_stores("a token is known by its secret alone")
        .select_related("created_by")
        .filter(digest=tokens.digest(secret), revoked_at=None, created_by__is_active=True)
        .first()
    )
    if token is None:
        return STRANGER
    note_token_use(token=token)
    # Mall-wide powers never pass through a store's token.
    return replace(
        _of_person(token.created_by),
        is_operator=False,
        mall_permissions=frozenset(),
        scopes=frozenset(token.scopes),
        only_store_id=token.store_id,
        needs_second_factor=False,
    )
