"""The mall's banner on a shopper's page, and taking it away: remembered by the browser."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from tradewind.domains.notices.banners import find_banner
from tradewind.kernel import clock
from tradewind.platform.http import audience
from tradewind.storefront.going_back import back
from tradewind.storefront.shopper import Shopper
from tradewind.ui.shell import Banner

DISMISSED_COOKIE = "tw_dismissed"
_AGE = 365 * 24 * 3600  # seconds
_MOST = 20
_ID = re.compile(r"ban_[0-9a-z]{26}")


def banner_for(request: HttpRequest, shopper: Shopper) -> tuple[Banner, ...]:
    """What the mall shows this reader on top, at most one."""
    found = find_banner(
        person_id=shopper.person_id,
        language=shopper.language,
        place=shopper.place,
        now=clock.now(),
        dismissed=_dismissed(request),
    )
    if found is None:
        return ()
    return (
        Banner(
            text=found.text,
            url=found.link,
            dismiss_url=reverse("storefront:banner", args=[found.public_id]),
        ),
    )


@audience.public
@require_POST
def dismissal(request: HttpRequest, banner_id: str) -> HttpResponse:
    """Take a banner away; the page without script comes back to where it was."""
    is_part = "HX-Request" in request.headers
    response = HttpResponse() if is_part else back(request, reverse("storefront:home"))
    if _ID.fullmatch(banner_id):
        kept = [known for known in _dismissed(request) if known != banner_id][-(_MOST - 1) :]
        response.set_cookie(
            DISMISSED_COOKIE,
            ".".join([*kept, banner_id]),
            max_age=_AGE,
            httponly=True,
            secure=settings.HTTPS,
            samesite="Lax",
        )
    return response


def _dismissed(request: HttpRequest) -> list[str]:
    return [
        known
        for known in request.COOKIES.get(DISMISSED_COOKIE, "").split(".")[-_MOST:]
        if _ID.fullmatch(known)
    ]
