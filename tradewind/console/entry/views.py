"""`/console/` leads each person to where they work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tradewind.console.pages import url_or_nothing
from tradewind.console.shell import outside_shell
from tradewind.domains.stores.queries import stores_of
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of


@audience.person
@require_safe
def entry(request: HttpRequest) -> HttpResponse:
    """The first store the person works in, else the mall's office, else why there is nothing."""
    actor = actor_of(request)
    assert actor.person_id is not None
    for member in stores_of(person_id=actor.person_id):
        return HttpResponseRedirect(reverse("console:today", args=[member.store.slug]))
    if actor.is_operator:
        return HttpResponseRedirect(reverse("console:mall_sellers"))
    context = {"shell": outside_shell(request), "home_url": url_or_nothing("storefront:home")}
    return render(request, "console/entry/nowhere.html", context)
