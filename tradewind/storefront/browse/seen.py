"""The switch for being chosen for, as a guest or a member, and clearing what was looked at."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tradewind.domains.consent.wording import text
from tradewind.domains.discovery import viewing
from tradewind.domains.visits import browsing
from tradewind.platform.http import audience
from tradewind.storefront.browse.personal import Personal, personal_of
from tradewind.storefront.seen import keep_seen, seen_token
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of

_SENTENCE = "account.personalization"


@audience.public
@require_http_methods(["GET", "HEAD", "POST"])
def seen(request: HttpRequest) -> HttpResponse:
    """What was looked at last, and the switch. POST `do`: ``start``, ``stop`` or ``clear``.

    A member's switch is on their privacy page, where the consent is written down.
    """
    shopper = shopper_of(request)
    if request.method == "POST":
        return _changed(request, shopper.person_id, request.POST.get("do", ""))
    personal: Personal = personal_of(shopper, seen_token(request))
    context = {
        "shell": storefront_shell(request),
        "screen": personal,
        "sentence": text(_SENTENCE, shopper.language),
        "is_member": shopper.person_id is not None,
    }
    return render(request, "storefront/browse/seen.html", context)


def _changed(request: HttpRequest, person_id: int | None, wanted: str) -> HttpResponse:
    token = seen_token(request)
    response = HttpResponseRedirect(reverse("storefront:seen"))
    if wanted == "clear":
        viewing.drop(person_id=person_id, token=token)
        browsing.forget_views(person_id=person_id, token=token)
        messages.success(request, _("Forgotten."))
    elif person_id is not None:
        return HttpResponseRedirect(reverse("storefront:account_privacy"))
    elif wanted == "start":
        keep_seen(response, browsing.allow().token)
        messages.success(request, _("From now on we choose by what you look at."))
    elif wanted == "stop":
        viewing.drop(person_id=None, token=token)
        browsing.forbid(token=token)
        keep_seen(response, "")
        messages.success(request, _("Stopped, and everything is deleted."))
    return response
