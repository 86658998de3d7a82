"""Who asked to be erased, and the record of each. The mall can't hurry or stop it: it is the
person's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tradewind.console.shell import mall_shell
from tradewind.domains.privacy.models import Erasure
from tradewind.domains.privacy.queries import count_erasures, list_erasures
from tradewind.domains.privacy.wording import BASES
from tradewind.flows.erase_person.hindrances import describe
from tradewind.platform.http import audience
from tradewind.ui.shell import Link


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """A wish. `who` is a public id: who it was is nobody's business any more."""

    erasure: Erasure
    who: str
    hindrances: Sequence[str]
    removed: Sequence[tuple[str, int]]
    kept: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ErasuresScreen:
    """`more_url` is empty at the end."""

    views: Sequence[Link]
    rows: Sequence[ErasureRow]
    more_url: str


@audience.mall("mall.view")
@require_safe
def erasures(request: HttpRequest) -> HttpResponse:
    """GET `view`: asked, cancelled or done."""
    view = request.GET.get("view", "")
    state = view if view in Erasure.State.values else Erasure.State.ASKED.value
    page = list_erasures(state=state, cursor=request.GET.get("cursor", ""))
    url, waiting = reverse("console:mall_erasures"), count_erasures()
    screen = ErasuresScreen(
        views=[
            Link(
                label=str(kind.label),
                url=f"{url}?view={kind.value}",
                count=waiting if kind is Erasure.State.ASKED else 0,
                is_current=kind.value == state,
            )
            for kind in Erasure.State
        ],
        rows=[_row(erasure) for erasure in page.items],
        more_url=f"{url}?view={state}&cursor={page.next_cursor}" if page.next_cursor else "",
    )
    return render(
        request, "console/mall/erasures.html", {"shell": mall_shell(request), "screen": screen}
    )


def _row(erasure: Erasure) -> ErasureRow:
    return ErasureRow(
        erasure=erasure,
        who=erasure.person.public_id,
        hindrances=[describe(code).words for code in erasure.hindrances],
        removed=[(what, count) for what, count in erasure.removed.items() if count],
        kept=[(kept["what"], str(BASES[kept["basis"]])) for kept in erasure.kept],
    )
