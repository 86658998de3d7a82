"""The letter that gathers what came since the last one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.notices.letters import Facts, Letter, letter_of
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.purposes import purpose
from tradewind.kernel.errors import NotFound
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n.languages import current


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One piece of news; `link` may be empty."""

    text: str
    link: str


def _digest(facts: Facts) -> dict[str, Any]:
    rows = Notice.objects.filter(pk__in=facts["notices"]).order_by("pk")
    return {
        "purpose": str(purpose(facts["purpose"]).label),
        "lines": [line for row in rows if (line := _line(row)) is not None],
        "link": absolute_url(reverse("storefront:account_notices"), language=current()),
    }


def _line(notice: Notice) -> DigestLine | None:
    letter = letter_of(notice.kind)
    try:
        context = letter.gather(notice.facts)
    except NotFound:  # what it was about is gone since
        return None
    return DigestLine(str(letter.subject).format_map(context), context.get("link", ""))


LETTERS = (
    Letter(
        kind="notices.digest",
        template="notices/mail/digest",
        subject=_("{purpose}: what is new"),
        gather=_digest,
    ),
)
