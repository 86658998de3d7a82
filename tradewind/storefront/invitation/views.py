"""An invitation to work in a store: look at it, then accept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tradewind.domains.stores.errors import InvitationForAnother, InvitationGone
from tradewind.domains.stores.models import ROLE_NAMES
from tradewind.domains.stores.operations import accept_invitation
from tradewind.domains.stores.queries import find_invitation
from tradewind.domains.stores.rules import Role
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.problem import Problem
from tradewind.platform.http.throttles import throttled
from tradewind.storefront.plain import plain_shell


@audience.guest_token
@throttled("invitation", per_minute=30)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show who asks for what; a POST by somebody signed in accepts."""
    person_id = actor_of(request).person_id
    if request.method == "POST" and person_id is not None:
        return _accept(request, secret, person_id)
    return _page(request, secret)


def _accept(request: HttpRequest, secret: str, person_id: int) -> HttpResponse:
    try:
        accept_invitation(secret=secret, person_id=person_id)
    except (InvitationGone, InvitationForAnother) as error:
        return _page(request, secret, code=error.code, status=409)
    return redirect(reverse("console:entry"))


def _page(request: HttpRequest, secret: str, *, code: str = "", status: int = 200) -> HttpResponse:
    found = find_invitation(secret=secret)
    if found is None:
        code, status = InvitationGone.code, 410
    shown = {
        "shell": plain_shell(),
        "problem": Problem(status, code).title if code else "",
        "title": _("Join {store}").format(store=found.store.name) if found else _("Invitation"),
        "store": found.store.name if found else "",
        "inviter": str(found.invited_by) if found else "",
        "role": ROLE_NAMES[Role(found.role)] if found else "",
        "email": found.email if found else "",
        "is_signed_in": actor_of(request).person_id is not None,
        "here": request.get_full_path(),
    }
    return render(request, "storefront/invitation/invitation.html", shown, status=status)
