"""Ways to sign in: allauth's pages for most, and what is linked from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tradewind.domains.identity import queries
from tradewind.domains.identity.outside import operations
from tradewind.domains.identity.outside.operations import LastWayIn
from tradewind.domains.identity.queries import OutsideIdentity
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.storefront.account.frame import account_page, person_id_of, person_of
from tradewind.storefront.outside.ways import Way, outside_ways

_TAB = "storefront:account_security"


@dataclass(frozen=True, slots=True)
class SecurityScreen:
    """`linked` opens the account already, `offered` could."""

    email: str
    linked: Sequence[OutsideIdentity]
    offered: Sequence[Way]


@audience.person
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """What opens this account. Four statements beside the frame's."""
    linked = queries.outside_identities(person_id=person_id_of(request))
    taken = {identity.provider for identity in linked}
    screen = SecurityScreen(
        email=person_of(request).email,
        linked=linked,
        offered=[way for way in outside_ways() if way.provider not in taken],
    )
    return account_page(request, "security.html", _TAB, {"screen": screen})


@audience.person
@reauthentication_required(app="allauth.socialaccount")  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def unlink(request: HttpRequest, provider: str) -> HttpResponse:
    """Say what is lost; a POST does it."""
    person_id = person_id_of(request)
    linked = queries.outside_identities(person_id=person_id)
    identity = next((identity for identity in linked if identity.provider == provider), None)
    if identity is None:
        raise Http404("nothing of that name is linked")
    if request.method != "POST":
        return account_page(request, "unlink.html", _TAB, {"identity": identity})
    try:
        operations.unlink(person_id=person_id, provider=provider)
    except LastWayIn as error:
        context: dict[str, object] = {"identity": identity, "problem": sentence(error.code)}
        return account_page(request, "unlink.html", _TAB, context, status=409)
    messages.success(request, _("{name} is unlinked.").format(name=identity.name))
    return HttpResponseRedirect(reverse(_TAB))
