"""Back to where a decision was pressed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse


def back_or(request: HttpRequest, url: str) -> HttpResponseRedirect:
    """To the queue of all decisions, narrowed as it was (POST `queue`, its query), else to `url`."""
    if "queue" not in request.POST:
        return HttpResponseRedirect(url)
    asked = QueryDict(request.POST["queue"])
    kept = QueryDict(mutable=True)
    for name in ("kind", "store"):
        if asked.get(name):
            kept[name] = asked[name]
    queue = reverse("console:mall_queue")
    return HttpResponseRedirect(f"{queue}?{kept.urlencode()}" if kept else queue)
