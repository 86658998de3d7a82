"""The help page about the installed app."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.platform.http import audience
from tradewind.storefront.shell import storefront_shell


@audience.public
@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """How to install, what works without a line, what iOS can't do."""
    return render(request, "storefront/phone/phone.html", {"shell": storefront_shell(request)})
