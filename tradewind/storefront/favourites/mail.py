"""Where a guest hears of favourites: told on the page, confirmed and stopped by the letter's link."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.domains.consent.wording import text
from tradewind.domains.engagement.operations import mailing
from tradewind.domains.engagement.queries.favourites import get_mail
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.request_id import current_request_id
from tradewind.platform.http.throttles import throttled
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of
from tradewind.storefront.telling import told

_LIST = "storefront:favourites"


@audience.public
@throttled("favourites.mail", per_minute=10)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """POST `email`: a letter asks there; `stop` to write no longer."""
    shopper = shopper_of(request)
    if shopper.keeper is None:
        raise NotFound(id="favourites")
    try:
        if request.POST.get("stop"):
            mailing.stop_of(keeper=shopper.keeper)
            messages.success(request, _("We write to you about favourites no longer."))
        else:
            email = request.POST.get("email", "")
            mailing.ask(keeper=shopper.keeper, email=email, language=shopper.language)
            messages.success(request, _("We sent you a letter. Follow its link to confirm."))
    except TradewindError as error:
        messages.error(request, told(error))
    return HttpResponseRedirect(reverse(_LIST))


@audience.guest_token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest, token: str) -> HttpResponse:
    """What the letter asks; POST `action`: confirm or stop. Following the link alone does nothing,
    as programs that look at mail follow links. It opens nobody's favourites."""
    language = shopper_of(request).language
    if request.method == "POST":
        if request.POST.get("action") == "stop":
            mailing.stop(token=token)
            messages.success(request, _("We write to you about favourites no longer."))
            return HttpResponseRedirect(reverse("storefront:home"))
        proof = {
            "page": reverse("storefront:favourites_mail", args=["…"]),
            "request": current_request_id() or "",
            "language": language,
        }
        mailing.confirm(token=token, proof=proof)
        return HttpResponseRedirect(reverse("storefront:favourites_mail", args=[token]))
    found = get_mail(token=token)
    context = {
        "shell": storefront_shell(request),
        "email": found.email,
        "is_heard": mailing.is_heard(found),
        "sentence": text(mailing.WORDING, language),
    }
    return render(request, "storefront/favourites/mail.html", context)
