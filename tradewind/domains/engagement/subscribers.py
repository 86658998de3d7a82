"""What follows for those who like, wait and ask when something happens."""

from __future__ import annotations

from tradewind.domains.catalogue.events import (
    ProductArchived,
    ProductDiscontinued,
    ProductPublished,
)
from tradewind.domains.engagement.events import (
    InquiryAnswered,
    InquiryAsked,
    ReviewReplied,
    WordsJudged,
)
from tradewind.domains.engagement.operations import answering, telling, waiting
from tradewind.domains.inventory.events import StockChanged
from tradewind.domains.pricing.events import PriceChanged
from tradewind.platform.events import Envelope, Event

GOODS: tuple[type[Event], ...] = (
    PriceChanged,
    StockChanged,
    ProductPublished,
    ProductDiscontinued,
    ProductArchived,
)


def tell_keepers(envelopes: list[Envelope]) -> None:
    """Whoever likes goods a batch of events is about hears what is new about them, each once."""
    products = {
        event.product_id
        for envelope in envelopes
        if isinstance(
            event := envelope.event,
            PriceChanged | StockChanged | ProductPublished | ProductDiscontinued | ProductArchived,
        )
    }
    telling.tell_keepers(product_ids=products, occasion=envelopes[-1].position)


def tell_waiting(envelopes: list[Envelope]) -> None:
    """Goods that came back are offered to those who wait, in order."""
    back = {
        envelope.event.variant_id
        for envelope in envelopes
        if isinstance(envelope.event, StockChanged) and envelope.event.available > 0
    }
    waiting.serve(variant_ids=waiting.waited_for(variant_ids=back))


def tell_store(event: InquiryAsked, envelope: Envelope) -> None:
    """Those who answer hear that somebody asks."""
    answering.tell_store(inquiry_id=event.inquiry_id)


def tell_asker(event: InquiryAnswered, envelope: Envelope) -> None:
    """Who asked, and who follows the question, hear of the answer."""
    answering.tell_asker(inquiry_id=event.inquiry_id, reply_id=event.reply_id)


def tell_reviewer(event: ReviewReplied, envelope: Envelope) -> None:
    """Who wrote the review hears that the seller replied."""
    answering.tell_reviewer(review_id=event.review_id)


def tell_author(event: WordsJudged, envelope: Envelope) -> None:
    """Who wrote it hears what the mall decided, and why."""
    answering.tell_author(subject_id=event.subject_id, step=event.step, verdict=event.verdict)
