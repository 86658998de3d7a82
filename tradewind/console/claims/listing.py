"""The queue of a store's claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tradewind.domains.orders.claims import MOVES, ClaimKind, ClaimState
from tradewind.domains.orders.models import CLAIM_STATE_NAMES, KIND_NAMES, Claim
from tradewind.domains.orders.queries import count_claims, list_claims
from tradewind.domains.stores.models import Store
from tradewind.kernel.money import Money
from tradewind.platform.i18n import formats
from tradewind.ui.shell import Link

NEEDS_SELLER = (ClaimState.REQUESTED, ClaimState.RECEIVED, ClaimState.REPLACING)
"""Where the shopper waits for the store."""

_VIEWS: Mapping[str, tuple[Promise | str, Sequence[ClaimState]]] = {
    "todo": (_("To do"), NEEDS_SELLER),
    "waiting": (_("With the customer"), (ClaimState.APPROVED, ClaimState.SENT_BACK)),
    "over": (pgettext_lazy("claims", "Over"), tuple(state for state in MOVES if not MOVES[state])),
    "all": (_("All"), ()),
}
STATE_KINDS: Mapping[ClaimState, str] = {
    ClaimState.REQUESTED: "accent",
    ClaimState.RECEIVED: "accent",
    ClaimState.REPLACING: "warning",
    ClaimState.SETTLED: "success",
}
_PAGE = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; anything it can't mean falls back to the first view."""

    view: str
    text: str
    cursor: str

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        view = query.get("view", "")
        return cls(
            view=view if view in _VIEWS else "todo",
            text=query.get("q", "").replace("\x00", "").strip()[:100],
            cursor=query.get("cursor", ""),
        )

    def query(self, **changed: str) -> str:
        """The address's query for this list with some of it changed."""
        said = {"view": self.view, "q": self.text, **changed}
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim in the queue; `refund` is None in an exchange."""

    id: str
    url: str
    number: str
    kind: str
    name: str
    what: str
    state: str
    state_kind: str
    asked_at: datetime
    refund: Money | None


@dataclass(frozen=True, slots=True)
class ClaimsScreen:
    """The list."""

    url: str
    views: Sequence[Link]
    view: str
    text: str
    rows: Sequence[ClaimRow]
    more_url: str
    all_url: str


def claims_screen(store: Store, wanted: Wanted) -> ClaimsScreen:
    """Claims as the address asks. Raises `InvalidInput` for a cursor nobody gave out."""
    url = reverse("console:claims", args=[store.slug])
    page = list_claims(
        store_id=store.pk,
        states=_VIEWS[wanted.view][1],
        text=wanted.text,
        cursor=wanted.cursor,
        limit=_PAGE,
    )
    waiting = count_claims(store_id=store.pk)
    more = wanted.query(cursor=page.next_cursor) if page.next_cursor else ""
    return ClaimsScreen(
        url=url,
        views=[
            Link(
                label=str(label),
                url=f"{url}?{wanted.query(view=name)}",
                count=sum(waiting.get(state, 0) for state in states),
                is_current=name == wanted.view,
            )
            for name, (label, states) in _VIEWS.items()
        ],
        view=wanted.view,
        text=wanted.text,
        rows=[claim_row(store, claim) for claim in page.items],
        more_url=f"{url}?{more}" if more else "",
        all_url=f"{url}?{wanted.query(view='all')}",
    )


def claim_row(store: Store, claim: Claim) -> ClaimRow:
    """One row about a claim that was read whole."""
    state = ClaimState(claim.state)
    return ClaimRow(
        id=claim.public_id,
        url=reverse("console:claim", args=[store.slug, claim.public_id]),
        number=claim.number,
        kind=str(KIND_NAMES[ClaimKind(claim.kind)]),
        name=claim.order.purchase.name,
        what=formats.listed(f"{row.quantity} × {row.line.title}" for row in claim.lines.all()),
        state=str(CLAIM_STATE_NAMES[state]),
        state_kind=STATE_KINDS.get(state, ""),
        asked_at=claim.asked_at,
        refund=None if claim.kind == ClaimKind.EXCHANGE else claim.refund,
    )
