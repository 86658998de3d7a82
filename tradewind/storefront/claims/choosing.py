"""What the form shows: every line of the order, what may be done with it, or why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory.queries import available
from tradewind.domains.orders.claim_words import REFUSALS
from tradewind.domains.orders.claims import REASONS, ClaimKind, Refusal
from tradewind.domains.orders.models import KIND_NAMES, REASON_NAMES, Order
from tradewind.domains.orders.queries import LineStanding
from tradewind.platform.files.storages import public_url
from tradewind.platform.files.tickets import private_url
from tradewind.storefront.claims.asked import Asked
from tradewind.ui.shell import Link

_ANOTHER_KIND = {Refusal.ALREADY_SENT: ClaimKind.RETURN, Refusal.NOT_SENT_YET: ClaimKind.CANCEL}


class _Other(NamedTuple):
    """A variant to have instead."""

    row_id: int
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ChoosableLine:
    """A line with how many of it may be asked for; with none, `refusal` says why and `way_on`
    (label, address) what can be done instead. `others` are what it can be exchanged for.
    """

    id: str
    title: str
    choices: str
    picture_url: str
    left: int
    count: int
    refusal: str
    way_on: Link | None
    others: Sequence[tuple[str, str]]
    instead: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph that was added; `ticket` is what the form sends back."""

    url: str
    ticket: str


@dataclass(frozen=True, slots=True)
class ChoosingScreen:
    """The form. `can` says whether any line may be asked about in this way."""

    url: str
    back_url: str
    number: str
    seller: str
    contact: Link
    kind: str
    kinds: Sequence[Link]
    can: bool
    lines: Sequence[ChoosableLine]
    reasons: Sequence[tuple[str, str]]
    reason: str
    note: str
    photos: Sequence[Photo]
    takes_photos: bool
    problems: Mapping[str, str]


def choosing_screen(
    order: Order, standing: Sequence[LineStanding], asked: Asked, token: str
) -> ChoosingScreen:
    """The form of `order` as it is filled in. Two statements more for an exchange."""
    url = reverse("storefront:claim_new", args=[token, order.public_id])
    contact = contact_link(order)
    others = _others(order, standing) if asked.kind is ClaimKind.EXCHANGE else {}
    return ChoosingScreen(
        url=url,
        back_url=reverse("storefront:purchase", args=[token]),
        number=order.number,
        seller=order.store.name,
        contact=contact,
        kind=asked.kind.value,
        kinds=[
            Link(str(KIND_NAMES[kind]), f"{url}?kind={kind.value}", is_current=kind is asked.kind)
            for kind in ClaimKind
        ],
        can=any(row.may[asked.kind][0] for row in standing),
        lines=[_line(row, asked, url, contact, others) for row in standing],
        reasons=[("", _("Choose …"))]
        + [(reason.value, str(REASON_NAMES[reason])) for reason in REASONS[asked.kind]],
        reason=asked.reason.value if asked.reason else "",
        note=asked.note,
        photos=[
            Photo(private_url(name), ticket)
            for name, ticket in zip(asked.photos, asked.tickets, strict=True)
        ],
        takes_photos=asked.kind is not ClaimKind.CANCEL,
        problems=asked.problems,
    )


def contact_link(order: Order) -> Link:
    """How the shopper reaches the seller about this order."""
    label = _("Ask {seller}").format(seller=order.store.name)
    if not order.store.email:
        return Link(label, reverse("storefront:store", args=[order.store.slug]))
    subject = urlencode(
        {"subject": _("Order {number}").format(number=order.number)}, quote_via=quote
    )
    return Link(label, f"mailto:{quote(order.store.email, safe='@+')}?{subject}")


def _line(
    row: LineStanding,
    asked: Asked,
    url: str,
    contact: Link,
    others: Mapping[int, Sequence[_Other]],
) -> ChoosableLine:
    line = row.line
    left, refusal = row.may[asked.kind]
    told = "" if left else str(REFUSALS[refusal or Refusal.NONE_LEFT])
    way_on = None if left else _way_on(refusal, row, url, contact)
    choices = others.get(line.product_id, ())
    if left and asked.kind is ClaimKind.EXCHANGE and not choices:
        left, told = 0, _("Nothing to exchange it for is in stock. You can send it back instead.")
        way_on = Link(str(KIND_NAMES[ClaimKind.RETURN]), f"{url}?kind={ClaimKind.RETURN.value}")
    same = next((other.id for other in choices if other.row_id == line.variant_id), "")
    return ChoosableLine(
        id=line.public_id,
        title=line.title,
        choices=" · ".join(line.choices),
        picture_url=public_url(line.picture) if line.picture else "",
        left=left,
        count=min(asked.counts.get(line.public_id, 0), left),
        refusal=told,
        way_on=way_on,
        others=[(other.id, other.name) for other in choices],
        instead=asked.instead.get(line.public_id) or same,
    )


def _way_on(refusal: Refusal | None, row: LineStanding, url: str, contact: Link) -> Link | None:
    if refusal is None or refusal in (Refusal.NONE_LEFT, Refusal.IS_CANCELLED):
        return None
    other = _ANOTHER_KIND.get(refusal)
    if other is not None and row.may[other][0]:
        return Link(str(KIND_NAMES[other]), f"{url}?kind={other.value}")
    return contact


def _others(order: Order, standing: Sequence[LineStanding]) -> dict[int, list[_Other]]:
    """What of the same products is in stock, by the product's row id. Two statements."""
    rows = (
        Variant.objects.for_store(order.store_id)
        .filter(product_id__in={row.line.product_id for row in standing}, archived_at=None)
        .select_related("product")
        .order_by("pk")
    )
    free = available(variant_ids=[variant.pk for variant in rows])
    found: dict[int, list[_Other]] = {}
    for variant in rows:
        if free.get(variant.pk):
            name = " · ".join(variant.choices) or variant.product.title
            found.setdefault(variant.product_id, []).append(
                _Other(variant.pk, variant.public_id, name)
            )
    return found
