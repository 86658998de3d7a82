"""A line: one thing that happened on one topic, and the form in which lines cross the bus.

A bus message is JSON, at most 7,500 bytes, because PostgreSQL refuses a NOTIFY of 8,000:
``{"publisher": "9f3c…", "number": 17, "lines": [[topic, kind, epoch, seq, payload], …]}``. A publisher numbers its
messages without holes, so a hub notices both a repeat and a loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from tradewind.kernel.errors import TradewindError

MESSAGE_BYTES = 7_500
# What is left for one line beside the envelope.
LINE_BYTES = 7_380

_TOPIC = re.compile(r"[a-z][a-z_]*(?::[A-Za-z0-9_.-]{1,80}){1,3}")
_KIND = re.compile(r"[a-z][a-z_]{0,39}")


class BadTopic(TradewindError):
    """A topic is ``word:id`` or ``word:id:word``, as in ``store:str_…:orders``."""

    code = "realtime_bad_topic"


class BadKind(TradewindError):
    """A kind is a lower-case word of at most 40 letters, as in ``stage``."""

    code = "realtime_bad_kind"


class BadMessage(TradewindError):
    """Something on the bus was not written by a publisher of this version."""

    code = "realtime_bad_message"


@dataclass(frozen=True, slots=True)
class Line:
    """What a page is told. `payload` None means: too large for the bus, ask `web` for it.

    `seq` comes from the publisher's row and rises within an `epoch`; a lane whose numbering
    starts anew (a restored backup) takes another epoch. `seq` None: a passing value such as a
    counter, which is neither kept nor repeated.
    """

    topic: str
    kind: str
    payload: Mapping[str, Any] | None
    seq: int | None = None
    epoch: int = 0

    def for_page(self) -> str:
        """The line as a page reads it."""
        return orjson.dumps(
            {
                "topic": self.topic,
                "kind": self.kind,
                "epoch": self.epoch,
                "seq": self.seq,
                "payload": self.payload,
            }
        ).decode()


def check_topic(topic: str) -> str:
    """Return `topic` or raise `BadTopic`."""
    if not _TOPIC.fullmatch(topic):
        raise BadTopic(topic=topic)
    return topic


def for_bus(line: Line) -> bytes:
    """The line as it crosses the bus; its payload is left out when the whole would not fit.

    Raises `BadTopic`, `BadKind`, or `TypeError` for a payload that JSON cannot hold.
    """
    check_topic(line.topic)
    if not _KIND.fullmatch(line.kind):
        raise BadKind(kind=line.kind)
    fields = [line.topic, line.kind, line.epoch, line.seq]
    whole = orjson.dumps([*fields, line.payload])
    return whole if len(whole) <= LINE_BYTES else orjson.dumps([*fields, None])


def pack(lines: Sequence[bytes], *, publisher: str, first_number: int) -> Iterator[str]:
    """Join lines (made by `for_bus`) in order into as few bus messages as fit."""
    number, start, size = first_number, 0, 0
    for index, line in enumerate(lines):
        if size + len(line) + 1 > LINE_BYTES and index > start:
            yield _message(lines[start:index], publisher, number)
            number, start, size = number + 1, index, 0
        size += len(line) + 1
    if start < len(lines):
        yield _message(lines[start:], publisher, number)


def _message(lines: Sequence[bytes], publisher: str, number: int) -> str:
    joined = b",".join(lines).decode()
    return f'{{"publisher":"{publisher}","number":{number},"lines":[{joined}]}}'


@dataclass(frozen=True, slots=True)
class Batch:
    """One bus message, read."""

    publisher: str
    number: int
    lines: tuple[Line, ...]


def unpack(message: str) -> Batch:
    """Read a bus message. Raises `BadMessage`."""
    try:
        read = orjson.loads(message)
        lines = tuple(
            Line(topic=topic, kind=kind, epoch=epoch, seq=seq, payload=payload)
            for topic, kind, epoch, seq, payload in read["lines"]
        )
        return Batch(publisher=read["publisher"], number=int(read["number"]), lines=lines)
    except (ValueError, TypeError, KeyError) as error:
        raise BadMessage(reason=str(error)) from error
