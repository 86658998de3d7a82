"""Who is asking, as far as the edge needs to know it.

The platform knows no domain, so two dotted paths in the settings answer for it:

- ``ACTOR_RESOLVER``: ``(request) -> Actor``
- ``STORE_RESOLVER``: ``(actor, key) -> StoreAccess | None``, `key` being a slug or a public id
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a token acting for one, or a stranger (`person_id` None).

    `mall_permissions` are what an operator may do mall-wide. `scopes` narrows a token to the
    permission names it was made for, `only_store_id` to the store it is of; None for a person who
    signed in. `needs_second_factor` keeps an operator out of the mall's office until they have one.
    """

    person_id: int | None = None
    person_public_id: str | None = None
    is_operator: bool = False
    mall_permissions: frozenset[str] = frozenset()
    scopes: frozenset[str] | None = None
    only_store_id: int | None = None
    needs_second_factor: bool = False

    @property
    def is_stranger(self) -> bool:
        return self.person_id is None

    def has_scope(self, permission: str) -> bool:
        """True unless this is a token that was not made for `permission`."""
        return self.scopes is None or permission in self.scopes


@dataclass(frozen=True, slots=True)
class StoreAccess:
    """A store the actor belongs to, its row, and the permission names held there.

    `needs_second_factor` keeps them out of it until they have one.
    """

    store: Any
    permissions: frozenset[str]
    needs_second_factor: bool = False


STRANGER = Actor()


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking; resolved once per request, on first need."""
    actor: Actor | None = getattr(request, "_actor", None)
    if actor is None:
        actor = _resolver("ACTOR_RESOLVER")(request)
        request._actor = actor  # type: ignore[attr-defined]
    return actor


def store_access(actor: Actor, key: str) -> StoreAccess | None:
    """The actor's standing in the store with that slug or public id; None for no standing at all."""
    access: StoreAccess | None = _resolver("STORE_RESOLVER")(actor, key)
    return access


def _resolver(setting: str) -> Callable[..., Any]:
    return _imported(getattr(settings, setting))


@cache
def _imported(path: str) -> Callable[..., Any]:
    found: Callable[..., Any] = import_string(path)
    return found
