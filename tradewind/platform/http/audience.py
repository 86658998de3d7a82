"""Every route says whom it is for, and saying so enforces it.

The decorators only mark a view; the edge middleware reads the mark before the view runs and before
a body is parsed. They fit function views, class-based views and django-ninja operations, above
or below the route's own decorator. A route without a mark answers 500 and fails the build.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.http import HttpRequest

from tradewind.kernel.errors import NotAllowed, NotFound, TradewindError
from tradewind.platform.http.actors import Actor, StoreAccess, actor_of, store_access

View = TypeVar("View", bound=Callable[..., Any])

PERSON_SCOPE = "person"
"""What a token must be made for to act on routes of `person`."""


class Kind(StrEnum):
    """The five audiences of a route."""

    PUBLIC = "public"
    GUEST_TOKEN = "guest_token"  # noqa: S105
    PERSON = "person"
    STORE = "store"
    MALL = "mall"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a route serves, and the permission it needs (stores and mall only)."""

    kind: Kind
    permission: str = ""


class SignInNeeded(TradewindError):
    """The route is not for strangers: pages lead to sign-in, the REST API answers 401."""

    code = "sign_in_needed"


class SecondFactorNeeded(TradewindError):
    """The actor's work needs a second factor they have not set up: pages lead to where they can."""

    code = "second_factor_needed"


class StoreRequest(HttpRequest):
    """What views of `store` receive; `store` is the row the resolver found."""

    store: Any
    store_access: StoreAccess


PUBLIC = Audience(Kind.PUBLIC)
GUEST_TOKEN = Audience(Kind.GUEST_TOKEN)
PERSON = Audience(Kind.PERSON)


def public(view: View) -> View:
    """Anybody."""
    return _mark(view, PUBLIC)


def guest_token(view: View) -> View:
    """Whoever holds the token in the URL or header. The view itself checks that token."""
    return _mark(view, GUEST_TOKEN)


def person(view: View) -> View:
    """Anybody who signed in; the view shows only what is theirs."""
    return _mark(view, PERSON)


def store(permission: str) -> Callable[[View], View]:
    """Staff of the store named by the URL's `store` who hold `permission` there."""
    return lambda view: _mark(view, Audience(Kind.STORE, permission))


def mall(permission: str) -> Callable[[View], View]:
    """Operators of the mall who hold `permission`."""
    return lambda view: _mark(view, Audience(Kind.MALL, permission))


def admit(request: HttpRequest, audience: Audience, route: dict[str, Any]) -> None:
    """Let the request through to a view of `audience`, `route` being the URL's keyword arguments.

    Views of a store find it as `request.store`. Raises `SignInNeeded` for strangers, `NotFound`
    where a store or the mall's office is none of the actor's business, `SecondFactorNeeded`,
    `NotAllowed` for a member without the permission and for tokens made for something else.
    """
    if audience.kind is Kind.PUBLIC or audience.kind is Kind.GUEST_TOKEN:
        return
    actor = actor_of(request)
    if actor.is_stranger:
        raise SignInNeeded
    if audience.kind is Kind.PERSON:
        _require_scope(actor, PERSON_SCOPE)
    elif audience.kind is Kind.MALL:
        _admit_operator(actor, audience.permission)
    else:
        access = _admit_staff(actor, audience.permission, str(route["store"]))
        request.store = access.store  # type: ignore[attr-defined]
        request.store_access = access  # type: ignore[attr-defined]


def _mark(view: View, audience: Audience) -> View:
    view.audience = audience  # type: ignore[attr-defined]
    return view


def _require_scope(actor: Actor, permission: str) -> None:
    if not actor.has_scope(permission):
        raise NotAllowed(permission=permission)


def _admit_operator(actor: Actor, permission: str) -> None:
    if not actor.is_operator:
        raise NotFound
    if actor.needs_second_factor:
        raise SecondFactorNeeded
    if permission not in actor.mall_permissions or not actor.has_scope(permission):
        raise NotAllowed(permission=permission)


def _admit_staff(actor: Actor, permission: str, key: str) -> StoreAccess:
    access = store_access(actor, key)
    if access is None:
        raise NotFound(id=key)
    if access.needs_second_factor:
        raise SecondFactorNeeded
    if permission not in access.permissions or not actor.has_scope(permission):
        raise NotAllowed(permission=permission)
    return access
