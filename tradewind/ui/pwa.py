"""The installable app: manifest, service worker and the page it shows when there is no line."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext
from django.views.decorators.http import require_GET

from tradewind.ui import mark

SHELL_FILES = (
    "dist/ui.css",
    "dist/ui.js",
    "dist/storefront.css",
    "dist/storefront.js",
    "dist/console.css",
    "dist/console.js",
    "dist/icons.svg",
    "dist/icons/mark.svg",
    "dist/fonts/inter-latin-opsz-normal.woff2",
    "dist/fonts/vazirmatn-arabic-wght-normal.woff2",
)


def keep_offline(response: HttpResponseBase, *, own: bool = False) -> None:
    """Let the service worker keep this page for when there is no line; `own` ones not as long.

    Only for pages that may lie on the device unencrypted: see `keeping`, which also says whose
    copies go when somebody signs out.
    """
    response.headers["X-Offline"] = "own" if own else "keep"


@require_GET
def manifest(_request: HttpRequest) -> HttpResponse:
    """The web app manifest (W3C Application Manifest)."""
    icons = [
        {"src": static("dist/icons/icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("dist/icons/icon-512.png"), "sizes": "512x512", "type": "image/png"},
        {
            "src": static("dist/icons/icon-maskable-512.png"),
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
    ]
    return JsonResponse(
        {
            "id": "/",
            "name": "Tradewind",
            "short_name": "Tradewind",
            "description": gettext("Many sellers, one cart, every cost said before you pay."),
            "lang": get_language(),
            "dir": "rtl" if get_language_bidi() else "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": mark.PAPER,
            "theme_color": mark.PAPER,
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker; its text changes whenever a file of the shell does."""
    files = [static(name) for name in SHELL_FILES]
    script = render_to_string(
        "ui/worker.js",
        {
            "version": hashlib.sha256("".join(files).encode()).hexdigest()[:12],
            "offline_url": reverse("ui:offline"),
            "files": json.dumps(files),
            "static_url": settings.STATIC_URL,
            "pictures_url": storages["public"].url(""),
            "icon_url": static("dist/icons/icon-192.png"),
        },
    )
    return HttpResponse(
        script,
        content_type="text/javascript",
        headers={
            "Cache-Control": "no-cache",
            # Reached as /ar/sw.js from Arabic pages, and still the worker of the whole mall.
            "Service-Worker-Allowed": "/",
            # A worker fetches under its own policy, not the page's.
            "Content-Security-Policy": "default-src 'self'",
        },
    )


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What a page that was not kept becomes without a line."""
    return render(request, "ui/offline.html")
