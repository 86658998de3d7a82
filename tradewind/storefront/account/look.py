"""How pages look for a shopper: kept by the browser, and of a member by the account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tradewind.domains.identity.operations import keep_look
from tradewind.platform.http import audience
from tradewind.storefront.shopper import shopper_of
from tradewind.ui import look as looks
from tradewind.ui import views


@audience.public
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """The page of `ui.views.settings`; what a member posts stays with the account too."""
    person_id = shopper_of(request).person_id
    if request.method == "POST" and person_id is not None:
        keep_look(person_id=person_id, look=looks.chosen(request.POST).cookie())
    return views.settings(request)
