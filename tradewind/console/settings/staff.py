"""Who works in the store: asking people in, their roles, saying goodbye."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import actor
from tradewind.console.settings.forms import Typed, done, saved, settings_page
from tradewind.domains.stores import operations
from tradewind.domains.stores.models import ROLE_NAMES
from tradewind.domains.stores.queries import list_invitations, list_staff
from tradewind.domains.stores.rules import Role
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of


@audience.store("staff.change")
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Members and open invitations; POST `email` and `role` to ask somebody in."""
    outcome: HttpResponse | Typed = Typed({"role": Role.OPERATOR.value})
    if request.method == "POST":
        outcome = saved(
            request, _url(request), lambda: _invite(request), _("The invitation is sent.")
        )
    if isinstance(outcome, HttpResponse):
        return outcome
    context = {
        "members": [
            (member, member.person.public_id == actor(request))
            for member in list_staff(store_id=request.store.pk)
        ],
        "invitations": list_invitations(store_id=request.store.pk),
        "roles": [(role.value, str(name)) for role, name in ROLE_NAMES.items()],
    }
    return settings_page(request, "staff.html", outcome, context)


@audience.store("staff.change")
@require_POST
def role(request: audience.StoreRequest, store: str, person_id: str) -> HttpResponse:
    """Another role for a member: POST `role`."""
    return done(
        request,
        _url(request),
        lambda: operations.change_role(
            store_id=request.store.pk,
            person_id=person_id,
            role=_role(request),
            actor=actor(request),
        ),
        _("The role is changed."),
    )


@audience.store("staff.change")
@require_POST
def removal(request: audience.StoreRequest, store: str, person_id: str) -> HttpResponse:
    """End somebody's work here."""
    return done(
        request,
        _url(request),
        lambda: operations.remove_staff(
            store_id=request.store.pk, person_id=person_id, actor=actor(request)
        ),
        _("They no longer work here."),
    )


@audience.store("staff.change")
@require_POST
def withdrawal(request: audience.StoreRequest, store: str, invitation_id: int) -> HttpResponse:
    """Take an open invitation back."""
    return done(
        request,
        _url(request),
        lambda: operations.withdraw_invitation(
            store_id=request.store.pk, invitation_id=invitation_id, actor=actor(request)
        ),
        _("The invitation is withdrawn."),
    )


@audience.store("staff.change")
@require_POST
def renewal(request: audience.StoreRequest, store: str, invitation_id: int) -> HttpResponse:
    """Send a new link for an open invitation."""
    return done(
        request,
        _url(request),
        lambda: operations.renew_invitation(store_id=request.store.pk, invitation_id=invitation_id),
        _("A new link is on its way."),
    )


def _invite(request: audience.StoreRequest) -> None:
    person_id = actor_of(request).person_id
    assert person_id is not None
    operations.invite(
        store_id=request.store.pk,
        email=request.POST.get("email", ""),
        role=_role(request),
        actor_id=person_id,
    )


def _role(request: audience.StoreRequest) -> Role:
    try:
        return Role(request.POST.get("role", ""))
    except ValueError:
        raise InvalidInput({"role": "unknown"}) from None


def _url(request: audience.StoreRequest) -> str:
    return reverse("console:staff", args=[request.store.slug])
