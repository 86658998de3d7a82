"""What people are told about their data, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.notices.letters import Facts, Letter
from tradewind.domains.privacy.proof import erasure_code
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.languages import current


def _page() -> str:
    return absolute_url(reverse("storefront:account_data"), language=current())


def _due(facts: Facts) -> dict[str, Any]:
    due = datetime.fromisoformat(facts["due"])
    return {"due": due, "day": formats.long_date(due), "link": _page()}


def _ready(facts: Facts) -> dict[str, Any]:
    until = datetime.fromisoformat(facts["until"])
    return {"until": until, "day": formats.long_date(until), "link": _page()}


def _code(facts: Facts) -> dict[str, Any]:
    return {"code": erasure_code(person_id=facts["person"]), "link": _page()}


LETTERS = (
    Letter(
        kind="privacy.erasure_code",
        template="privacy/mail/code",
        subject=_("Your code for erasing your account"),
        gather=_code,
    ),
    Letter(
        kind="privacy.archive_ready",
        template="privacy/mail/archive",
        subject=_("The copy of your data is ready until {day}"),
        gather=_ready,
    ),
    Letter(
        kind="privacy.erasure_asked",
        template="privacy/mail/asked",
        subject=_("Your account will be erased on {day}"),
        gather=_due,
    ),
    Letter(
        kind="privacy.erasure_cancelled",
        template="privacy/mail/cancelled",
        subject=_("Your account stays"),
        gather=_due,
    ),
    Letter(
        kind="privacy.erasure_hindered",
        template="privacy/mail/hindered",
        subject=_("Your account could not be erased yet"),
        gather=_due,
    ),
)
