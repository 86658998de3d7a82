"""The reader's own look, and the living gallery of components."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from tradewind.ui import gallery, look
from tradewind.ui.shell import Shell


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Theme, text size, contrast, motion, links and spacing: a page of its own, and where its form is posted.

    POST takes the names of `look.CHOICES` and ``next``, a path of ours to go back to.
    """
    if request.method == "GET":
        return render(request, "ui/look.html", {"shell": Shell(look_url=request.path)})
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    keep_look(request, response, look.chosen(request.POST))
    return response


def keep_look(request: HttpRequest, response: HttpResponseBase, chosen: look.Look) -> None:
    """Let the browser show pages like that from now on."""
    response.set_cookie(
        look.COOKIE,
        chosen.cookie(),
        max_age=look.COOKIE_SECONDS,
        secure=request.is_secure(),
        samesite="Lax",
    )


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state; ``?dir=rtl``, ``?theme=dark`` and ``?contrast=more`` choose how."""
    page = gallery.page(request.GET)
    with override(page.language):
        return render(request, "ui/gallery/page.html", page.context())


@require_GET
def layouts(request: HttpRequest, layout: str) -> HttpResponse:
    """A layout around sample content: ``storefront``, ``console``, ``plain``; or a fragment they ask for."""
    page = gallery.page(request.GET)
    with override(page.language):
        return render(request, f"ui/gallery/{layout}.html", page.context(layout))
