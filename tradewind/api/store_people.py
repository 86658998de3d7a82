"""Who works in a store, who is asked to, and which programs may call in its name."""

from __future__ import annotations

from typing import Any

from ninja import Field, Path, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.stores import operations, queries
from tradewind.domains.stores.models import ApiToken, StaffMember, StoreInvitation
from tradewind.domains.stores.rules import Role
from tradewind.kernel.errors import NotAllowed
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()


class MemberShape(Schema):
    id: str
    name: str
    email: str
    role: Role
    joined_at: str


class InvitationShape(Schema):
    id: int
    email: str
    role: Role
    expires_at: str


class StaffShape(Schema):
    members: list[MemberShape]
    invitations: list[InvitationShape]


class InvitationIn(Schema):
    email: str = Field(max_length=254)
    role: Role


class RoleIn(Schema):
    role: Role


class TokenIn(Schema):
    name: str = Field(max_length=60)
    scopes: list[str] = Field(max_length=40, examples=[["orders.view", "stock.change"]])


class TokenShape(Schema):
    id: str
    name: str
    prefix: str
    scopes: list[str]
    created_by: str
    created_at: str
    last_used_at: str | None


class NewTokenShape(TokenShape):
    secret: str = Field(description="Shown here and never again")


class TokenList(Schema):
    items: list[TokenShape]


@router.get("/staff", response=StaffShape, summary="Who works here and who is asked to")
@audience.store("staff.change")
def staff(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    store_id = request.store.pk
    return JsonResponse(
        {
            "members": [_member(one) for one in queries.list_staff(store_id=store_id)],
            "invitations": [
                _invitation(one) for one in queries.list_invitations(store_id=store_id)
            ],
        }
    )


@router.post("/staff/invitations", response={201: InvitationShape}, summary="Ask somebody to join")
@decorate_view(idempotent)
@audience.store("staff.change")
def invite(request: audience.StoreRequest, store: Path[str], body: InvitationIn) -> JsonResponse:
    invitation = operations.invite(
        store_id=request.store.pk, email=body.email, role=body.role, actor_id=_person(request)
    )
    return JsonResponse(_invitation(invitation), status=201)


@router.post("/staff/invitations/{invitation_id}/renewal", response=StaffShape, summary="New link")
@decorate_view(idempotent)
@audience.store("staff.change")
def renew(request: audience.StoreRequest, store: Path[str], invitation_id: int) -> JsonResponse:
    operations.renew_invitation(store_id=request.store.pk, invitation_id=invitation_id)
    return staff(request, store)


@router.delete("/staff/invitations/{invitation_id}", response=StaffShape, summary="Take it back")
@decorate_view(idempotent)
@audience.store("staff.change")
def withdraw(request: audience.StoreRequest, store: Path[str], invitation_id: int) -> JsonResponse:
    operations.withdraw_invitation(
        store_id=request.store.pk, invitation_id=invitation_id, actor=_actor(request)
    )
    return staff(request, store)


@router.put("/staff/{person_id}", response=StaffShape, summary="Give another role")
@decorate_view(idempotent)
@audience.store("staff.change")
def change_role(
    request: audience.StoreRequest, store: Path[str], person_id: str, body: RoleIn
) -> JsonResponse:
    operations.change_role(
        store_id=request.store.pk, person_id=person_id, role=body.role, actor=_actor(request)
    )
    return staff(request, store)


@router.delete("/staff/{person_id}", response=StaffShape, summary="End somebody's work here")
@decorate_view(idempotent)
@audience.store("staff.change")
def remove(request: audience.StoreRequest, store: Path[str], person_id: str) -> JsonResponse:
    operations.remove_staff(store_id=request.store.pk, person_id=person_id, actor=_actor(request))
    return staff(request, store)


@router.get("/tokens", response=TokenList, summary="Programs that may call in the store's name")
@audience.store("tokens.change")
def tokens(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    found = queries.list_tokens(store_id=request.store.pk)
    return JsonResponse({"items": [_token(token) for token in found]})


# Not idempotent by key: the kept answer would hold the secret.
@router.post("/tokens", response={201: NewTokenShape}, summary="Let a program in")
@audience.store("tokens.change")
def create_token(request: audience.StoreRequest, store: Path[str], body: TokenIn) -> JsonResponse:
    if actor_of(request).scopes is not None:
        # A token that makes tokens could widen itself.
        raise NotAllowed(permission="tokens.change")
    created = operations.create_token(
        store_id=request.store.pk,
        name=body.name,
        scopes=body.scopes,
        person_id=_person(request),
    )
    return JsonResponse({**_token(created.token), "secret": created.secret}, status=201)


@router.delete("/tokens/{token_id}", response=TokenList, summary="Let a program in no more")
@decorate_view(idempotent)
@audience.store("tokens.change")
def revoke_token(request: audience.StoreRequest, store: Path[str], token_id: str) -> JsonResponse:
    operations.revoke_token(store_id=request.store.pk, token_id=token_id, actor=_actor(request))
    return tokens(request, store)


def _actor(request: audience.StoreRequest) -> str:
    return actor_of(request).person_public_id or ""


def _person(request: audience.StoreRequest) -> int:
    person_id = actor_of(request).person_id
    if person_id is None:
        raise audience.SignInNeeded
    return person_id


def _member(member: StaffMember) -> dict[str, Any]:
    return {
        "id": member.person.public_id,
        "name": member.person.name,
        "email": member.person.email,
        "role": member.role,
        "joined_at": member.joined_at,
    }


def _invitation(invitation: StoreInvitation) -> dict[str, Any]:
    return {
        "id": invitation.pk,
        "email": invitation.email,
        "role": invitation.role,
        "expires_at": invitation.expires_at,
    }


def _token(token: ApiToken) -> dict[str, Any]:
    return {
        "id": token.public_id,
        "name": token.name,
        "prefix": token.prefix,
        "scopes": token.scopes,
        "created_by": str(token.created_by),
        "created_at": token.created_at,
        "last_used_at": token.last_used_at,
    }
