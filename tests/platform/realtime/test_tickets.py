from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tradewind.platform.realtime import tickets
from tradewind.platform.realtime.lines import BadTopic

KEY = b"k" * 32
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TOPICS = ("order:ord_1", "store:str_1:orders")


def sign(key: bytes = KEY) -> str:
    return tickets.sign(topics=TOPICS, key=key, now=NOW)


def test_a_ticket_opens_exactly_its_topics() -> None:
    assert tickets.verify(ticket=sign(), key=KEY, now=NOW) == TOPICS


def test_a_ticket_lives_sixty_seconds() -> None:
    just_before = NOW + timedelta(seconds=59, milliseconds=999)
    assert tickets.verify(ticket=sign(), key=KEY, now=just_before) == TOPICS
    with pytest.raises(tickets.TicketExpired):
        tickets.verify(ticket=sign(), key=KEY, now=NOW + timedelta(seconds=60))


def test_a_ticket_of_another_mall_is_forged() -> None:
    with pytest.raises(tickets.TicketForged):
        tickets.verify(ticket=sign(b"o" * 32), key=KEY, now=NOW)


def test_a_changed_body_under_an_honest_signature_is_forged() -> None:
    other = tickets.sign(topics=["order:ord_2"], key=b"o" * 32, now=NOW)
    mixed = f"{other.partition('.')[0]}.{sign().partition('.')[2]}"
    with pytest.raises(tickets.TicketForged):
        tickets.verify(ticket=mixed, key=KEY, now=NOW)


@pytest.mark.parametrize(
    "text", ["", ".", "a", "a.b", "é.é", "....", sign()[:-1], f"{sign()}A", "=." * 9]
)
def test_nonsense_is_forged(text: str) -> None:
    with pytest.raises(tickets.TicketForged):
        tickets.verify(ticket=text, key=KEY, now=NOW)


@pytest.mark.parametrize("topic", ["", "order", "Order:1", "order:", "order:a b", "a:" + "x" * 81])
def test_only_topics_are_signed(topic: str) -> None:
    with pytest.raises(BadTopic):
        tickets.issue(topics=[topic], now=NOW)


def test_fifty_topics_and_not_one_more() -> None:
    topics = [f"variant:var_{number}" for number in range(51)]
    assert tickets.issue(topics=topics[:50], now=NOW).count(".") == 1
    with pytest.raises(tickets.TooManyTopics):
        tickets.issue(topics=topics, now=NOW)
