"""Work that waits, as *Today* lists it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tradewind.console.claims.listing import NEEDS_SELLER
from tradewind.console.pages import page_url
from tradewind.domains.orders.queries import count_claims
from tradewind.domains.stores.models import Store
from tradewind.platform.i18n import formats


@dataclass(frozen=True, slots=True)
class Task:
    """Work that waits. `count` pieces of it, `note` what makes it pressing."""

    icon: str
    title: str
    note: str
    url: str
    count: int
    action: str
    is_urgent: bool = False


def claim_tasks(store: Store) -> list[Task]:
    """What of a store's claims waits for its people. One statement."""
    waiting = count_claims(store_id=store.pk)
    count = sum(waiting.get(state, 0) for state in NEEDS_SELLER)
    if not count:
        return []
    title = ngettext("{n} return waits for you", "{n} returns wait for you", count)
    return [
        Task(
            icon="undo-2",
            title=title.format(n=formats.number(count)),
            note=_("Cancellations, returns and exchanges to answer, look at or replace"),
            url=page_url("claims", store.slug),
            count=count,
            action=_("Answer"),
        )
    ]
