"""What both sides are told of a request."""

from __future__ import annotations

from tradewind.domains.notices.operations import News, notify_all
from tradewind.domains.notices.staff import staff_news
from tradewind.domains.quotations.events import QuotationDiscussed, QuotationMoved
from tradewind.domains.quotations.models import Quotation, Side
from tradewind.domains.quotations.rules import State
from tradewind.platform.events import Envelope

_WHY = "the event names it"
_TO_SHOPPER = {
    State.ANSWERED: "quotations.answered",
    State.DECLINED: "quotations.declined",
    State.EXPIRED: "quotations.expired",
}
_TO_SELLER = {
    State.ASKED: "quotations.asked",
    State.ACCEPTED: "quotations.accepted",
    State.DECLINED: "quotations.withdrawn",
    State.EXPIRED: "quotations.lapsed",
}


def tell_of_move(event: QuotationMoved, envelope: Envelope) -> None:
    """Whoever did not do it hears of it; of an offer that ran out both do."""
    to_state = State(event.to_state)
    key = f"{event.quotation_id}:{event.to_state}:{event.offer}"
    if event.by != Side.SHOPPER and to_state in _TO_SHOPPER:
        _tell_shopper(event.quotation_id, _TO_SHOPPER[to_state], key)
    if event.by != Side.SELLER and to_state in _TO_SELLER:
        _tell_seller(event.quotation_id, _TO_SELLER[to_state], key)


def tell_of_message(event: QuotationDiscussed, envelope: Envelope) -> None:
    """The other side reads what was said."""
    key = f"{event.quotation_id}:said:{event.message}"
    if event.by == Side.SHOPPER:
        _tell_seller(event.quotation_id, "quotations.message", key)
    else:
        _tell_shopper(event.quotation_id, "quotations.reply", key)


def _tell_shopper(quotation_id: str, kind: str, key: str) -> None:
    row = _row(quotation_id)
    notify_all(
        [
            News(
                key=f"{kind}:{key}",
                kind=kind,
                channel=None,
                language=row.language,
                facts={"quotation": quotation_id},
                email=row.email,
                person_id=row.person_id,
                store_id=row.store_id,
            )
        ]
    )


def _tell_seller(quotation_id: str, kind: str, key: str) -> None:
    news = staff_news(
        store_id=_row(quotation_id).store_id,
        permission="quotations.answer",
        mail_permission="quotations.answer",
        kind=kind,
        told={f"{kind}:{key}": {"quotation": quotation_id}},
    )
    notify_all(list(news))


def _row(quotation_id: str) -> Quotation:
    return Quotation.objects.across_stores(_WHY).get(public_id=quotation_id)
