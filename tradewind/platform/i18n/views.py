"""The form with which a reader picks language, currency and zone."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import languages
from tradewind.platform.i18n.negotiation import localised_path, remember


@audience.public
@require_POST
def choose_preferences(request: HttpRequest) -> HttpResponse:
    """POST `language`, `currency`, `time_zone` (any of them) and `next`, a path of the mall.

    Goes back to `next`, under the prefix of the chosen language.
    """
    language = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    if language in languages():
        parts = urlsplit(target)
        target = urlunsplit(parts._replace(path=localised_path(parts.path or "/", language)))
    response = HttpResponseRedirect(target)
    remember(
        response,
        language=language,
        currency=request.POST.get("currency", ""),
        time_zone=request.POST.get("time_zone", ""),
    )
    return response
