"""What follows from a claim's steps: its shopper is told, and those who answer for the store."""

from __future__ import annotations

from collections.abc import Iterator

from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import News, notify_all
from tradewind.domains.notices.staff import staff_news
from tradewind.domains.orders.claims import ClaimKind, ClaimState
from tradewind.domains.orders.events import ClaimMoved
from tradewind.domains.orders.queries.told import Buyer, ToldClaim, buyers, claims_told
from tradewind.domains.orders.rules import Stage
from tradewind.platform.events import Envelope


def tell_of_claims(envelopes: list[Envelope]) -> None:
    """Each step once to the shopper, unless another letter says the same; each new claim once to
    the store."""
    moved = [envelope.event for envelope in envelopes if isinstance(envelope.event, ClaimMoved)]
    if not moved:
        return
    found = claims_told(claim_ids={event.claim_id for event in moved})
    whom = buyers(purchase_ids={event.purchase_id for event in moved})
    news: list[News] = []
    asked: dict[int, dict[str, dict[str, str]]] = {}
    for event in moved:
        claim, buyer = found[event.claim_id], whom[event.purchase_id]
        if _is_news(event, claim):
            news += _to_shopper(event, buyer)
        if not event.from_state and claim.by_shopper:
            key = f"orders.claim_new:{event.claim_id}"
            store_id = buyer.stores[event.order_id]
            asked.setdefault(store_id, {})[key] = {"claim": event.claim_id}
    for store_id, told in asked.items():
        news += staff_news(
            store_id=store_id,
            permission="orders.view",
            mail_permission="orders.cancel",
            kind="orders.claim_new",
            told=told,
        )
    notify_all(news)


def _is_news(event: ClaimMoved, claim: ToldClaim) -> bool:
    """Not what was settled in the same breath, nor what the order's or parcel's own letter says."""
    if claim.stage == Stage.CANCELLED:
        return False
    if event.to_state == ClaimState.REQUESTED:
        at_once = event.kind == ClaimKind.CANCEL and claim.state == ClaimState.SETTLED
        return claim.by_shopper and not at_once
    return not (event.kind == ClaimKind.EXCHANGE and event.to_state == ClaimState.SETTLED)


def _to_shopper(event: ClaimMoved, buyer: Buyer) -> Iterator[News]:
    channels = [Notice.Channel.EMAIL]
    if buyer.person_id is not None:
        channels.append(Notice.Channel.SITE)
    for channel in channels:
        yield News(
            key=f"orders.claim:{event.claim_id}:{event.to_state}:{channel}",
            kind="orders.claim",
            channel=channel,
            language=buyer.language,
            facts={"claim": event.claim_id, "state": event.to_state},
            email=buyer.email,
            person_id=buyer.person_id,
            store_id=buyer.stores[event.order_id],
        )
