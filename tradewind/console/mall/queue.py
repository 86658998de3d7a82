"""Everything that waits for the mall, on one page: what it is, since when, and what to decide."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_safe

from tradewind.console.shell import mall_shell
from tradewind.flows.waiting_decisions import WORDS, Kind, Waiting, waiting_decisions
from tradewind.kernel import clock
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.ui.shell import Link

PAGE = "console/mall/queue.html"
_LATE = timedelta(hours=24)
_NAMES: Mapping[Kind, Promise] = {
    Kind.PRODUCT: gettext_lazy("New products"),
    Kind.REVIEW: gettext_lazy("Reviews"),
    Kind.QUESTION: gettext_lazy("Questions"),
    Kind.APPEAL: gettext_lazy("Appeals"),
    Kind.APPLICATION: gettext_lazy("Applications"),
}
_ONE: Mapping[Kind, Promise] = {
    Kind.PRODUCT: gettext_lazy("New product"),
    Kind.REVIEW: gettext_lazy("Review"),
    Kind.QUESTION: gettext_lazy("Question"),
    Kind.APPEAL: gettext_lazy("Appeal"),
    Kind.APPLICATION: gettext_lazy("Application"),
}
_ICONS = {
    Kind.PRODUCT: "package-plus",
    Kind.REVIEW: "star",
    Kind.QUESTION: "message-circle",
    Kind.APPEAL: "rotate-ccw",
    Kind.APPLICATION: "store",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A button: what it says and what it posts. `fields` are names and values."""

    label: str
    url: str
    fields: Sequence[tuple[str, str]]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class QueueItem:
    """Something that waits. `age` says how long, `detail_url` leads to all there is to see."""

    waiting: Waiting
    name: str
    icon: str
    age: str
    is_late: bool
    detail_url: str
    decisions: Sequence[Decision]


@dataclass(frozen=True, slots=True)
class QueueScreen:
    """What waits, longest first; `late` are those that waited over a day."""

    views: Sequence[Link]
    stores: Sequence[tuple[str, str]]
    kind: str
    store: str
    items: Sequence[QueueItem]
    late: int
    is_more: bool


@audience.mall("mall.view")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """GET `kind` and `store` (public id)."""
    permissions = actor_of(request).mall_permissions
    kinds = [kind for kind in Kind if kind not in WORDS or "words.judge" in permissions]
    found = waiting_decisions(kinds=kinds)
    kind, store = request.GET.get("kind", ""), request.GET.get("store", "")
    shown = [
        one for one in found.items if kind in ("", one.kind.value) and store in ("", one.store_id)
    ]
    url = reverse("console:mall_queue")
    back = urlencode({name: value for name, value in (("kind", kind), ("store", store)) if value})
    items = [_item(one, permissions, back) for one in shown]
    screen = QueueScreen(
        views=[
            Link(_("All"), url, count=sum(found.counts.values()), is_current=not kind),
            *(
                Link(
                    str(_NAMES[one]), f"{url}?kind={one.value}", count=count, is_current=one == kind
                )
                for one, count in found.counts.items()
            ),
        ],
        stores=_stores(found.items),
        kind=kind,
        store=store,
        items=items,
        late=sum(item.is_late for item in items),
        is_more=found.is_more,
    )
    return render(request, PAGE, {"shell": mall_shell(request), "screen": screen})


def _stores(items: Sequence[Waiting]) -> list[tuple[str, str]]:
    named = {one.store_id: one.store_name for one in items if one.store_id}
    return [("", _("Every seller")), *sorted(named.items(), key=lambda pair: pair[1].casefold())]


def _item(one: Waiting, permissions: Collection[str], back: str) -> QueueItem:
    waited = clock.now() - one.since
    return QueueItem(
        waiting=one,
        name=str(_ONE[one.kind]),
        icon=_ICONS[one.kind],
        age=_age(waited),
        is_late=waited > _LATE,
        detail_url=_detail(one),
        decisions=_decisions(one, permissions, back),
    )


def _age(waited: timedelta) -> str:
    hours = int(waited.total_seconds() // 3600)
    if hours < 1:
        return _("waits for less than an hour")
    if hours < 48:
        return ngettext("waits for {n} hour", "waits for {n} hours", hours).format(n=hours)
    days = hours // 24
    return ngettext("waits for {n} day", "waits for {n} days", days).format(n=days)


def _detail(one: Waiting) -> str:
    if one.kind is Kind.PRODUCT:
        return reverse("console:mall_product", args=[one.id])
    if one.kind is Kind.APPLICATION:
        return reverse("console:mall_application", args=[one.id])
    if one.kind is Kind.APPEAL:
        return f"{reverse('console:mall_words')}?view=appeals#{one.id}"
    view = "held" if one.is_hidden else "reported"
    return f"{reverse('console:mall_words')}?view={view}#{one.id}"


def _decisions(one: Waiting, permissions: Collection[str], back: str) -> list[Decision]:
    """What can be decided at once. A refusal that somebody has to act on is written on its own page."""
    here = ("queue", back)
    if one.kind is Kind.PRODUCT and "products.approve" in permissions:
        url = reverse("console:mall_product_approval", args=[one.id])
        return [Decision(_("Let it be sold"), url, [here], "primary")]
    if one.kind in (Kind.REVIEW, Kind.QUESTION):
        url = reverse("console:mall_word_decision", args=[one.id])
        keep, hide = _("Nothing in it is against our rules."), _hidden_because(one.reasons)
        return [
            Decision(pgettext("a report", "Keep it"), url, [here, ("keep", "1"), ("reason", keep)]),
            Decision(_("Hide it"), url, [here, ("keep", "0"), ("reason", hide)], "danger"),
        ]
    if one.kind is Kind.APPEAL:
        url = reverse("console:mall_appeal_answer", args=[one.id])
        stay, turn = _("We looked again and it stays."), _("We looked again and decide otherwise.")
        return [
            Decision(_("Leave it as it is"), url, [here, ("grant", "0"), ("answer", stay)]),
            Decision(_("Decide otherwise"), url, [here, ("grant", "1"), ("answer", turn)]),
        ]
    return []


def _hidden_because(reasons: Mapping[str, int]) -> str:
    if not reasons:
        return _("It does not keep to our rules.")
    most = max(reasons, key=lambda reason: reasons[reason])
    return _("It does not keep to our rules: {reason}.").format(reason=most)
