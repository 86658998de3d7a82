"""What a shopper sees before they confirm: what goes back, line by line, and to where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout.models import PaymentPart
from tradewind.domains.checkout.operations import Share
from tradewind.domains.orders.claims import ClaimKind, Reason, settles_at_once
from tradewind.domains.orders.models import KIND_NAMES, REASON_NAMES, Order
from tradewind.domains.orders.rules import Stage
from tradewind.flows import take_back
from tradewind.kernel.money import Money
from tradewind.platform.files.tickets import private_url
from tradewind.storefront.claims.asked import Asked
from tradewind.storefront.claims.choosing import Photo


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """A line that is asked about; `worth` is None in an exchange, `instead` outside one empty."""

    id: str
    title: str
    choices: str
    count: int
    worth: Money | None
    instead_id: str
    instead: str


@dataclass(frozen=True, slots=True)
class EstimateScreen:
    """The last look. `agreed` is what the button agrees to; `news` is what moved since."""

    url: str
    number: str
    seller: str
    kind: str
    kind_name: str
    reason: str
    reason_name: str
    note: str
    photos: Sequence[Photo]
    lines: Sequence[EstimateLine]
    goods: Money
    shipping: Money
    label_fee: Money
    refund: Money
    shares: Sequence[tuple[str, Money]]
    exchanges: bool
    at_once: bool
    news: str


def estimate_screen(order: Order, asked: Asked, token: str, *, news: str = "") -> EstimateScreen:
    """The estimate of what is asked, as the refund itself would be reckoned now.

    Raises `NothingLeftToRefund`.
    """
    exchanges = asked.kind is ClaimKind.EXCHANGE
    reason = asked.reason or Reason.OTHER
    zero = Money.zero(order.currency)
    goods, shipping, fee, refund = zero, zero, zero, zero
    shares: Sequence[Share] = ()
    worths: dict[int, Money] = {}
    if not exchanges:
        found = take_back.estimate(order=order, kind=asked.kind, reason=reason, counts=asked.counts)
        goods, shipping = found.back.goods, found.back.shipping
        fee, refund = found.back.label_fee, found.back.refund
        shares, worths = found.shares, dict(found.back.lines)
    names = _names(order, asked) if exchanges else {}
    return EstimateScreen(
        url=reverse("storefront:claim_new", args=[token, order.public_id]),
        number=order.number,
        seller=order.store.name,
        kind=asked.kind.value,
        kind_name=str(KIND_NAMES[asked.kind]),
        reason=reason.value,
        reason_name=str(REASON_NAMES[reason]),
        note=asked.note,
        photos=[
            Photo(private_url(name), ticket)
            for name, ticket in zip(asked.photos, asked.tickets, strict=True)
        ],
        lines=[
            EstimateLine(
                id=line.public_id,
                title=line.title,
                choices=" · ".join(line.choices),
                count=asked.counts[line.public_id],
                worth=worths.get(line.pk),
                instead_id=asked.instead.get(line.public_id, ""),
                instead=names.get(asked.instead.get(line.public_id, ""), _("the same once more")),
            )
            for line in order.lines.all()
            if asked.counts.get(line.public_id)
        ],
        goods=goods,
        shipping=shipping,
        label_fee=fee,
        refund=refund,
        shares=[(_tender(share), share.amount) for share in shares],
        exchanges=exchanges,
        at_once=settles_at_once(asked.kind, Stage(order.stage)),
        news=news,
    )


def _tender(share: Share) -> str:
    if share.kind is PaymentPart.Kind.GATEWAY and share.method == "card":
        return _("Card")
    return str(share.kind.label)


def _names(order: Order, asked: Asked) -> dict[str, str]:
    rows = (
        Variant.objects.for_store(order.store_id)
        .filter(public_id__in=[name for name in asked.instead.values() if name])
        .select_related("product")
    )
    return {row.public_id: " · ".join(row.choices) or row.product.title for row in rows}
