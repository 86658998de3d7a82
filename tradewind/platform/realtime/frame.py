"""A frame: the lines of one flush for one room, encoded once for all who read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import orjson

Message = Mapping[str, Any]


class Frame:
    """Lines as ASGI messages. Each form is made when the first viewer needs it and then shared."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.text = f"[{','.join(lines)}]"

    @cached_property
    def for_socket(self) -> Message:
        return {"type": "websocket.send", "text": self.text}

    @cached_property
    def for_stream(self) -> Message:
        # JSON on one line, as orjson writes it, needs a single data field.
        body = f"data: {self.text}\n\n".encode()
        return {"type": "http.response.body", "body": body, "more_body": True}


class Heartbeat(Frame):
    """A comment that keeps proxies from cutting a silent stream. WebSockets have pings instead."""

    def __init__(self) -> None:
        super().__init__([])

    @cached_property
    def for_stream(self) -> Message:
        return {"type": "http.response.body", "body": b": still here\n\n", "more_body": True}


def gap_line(topic: str) -> str:
    """Says that lines of this topic may be missing: ask `web`."""
    return orjson.dumps({"control": "gap", "topic": topic}).decode()


def subscribed_frame(topics: Sequence[str], seconds: float) -> Frame:
    """Says what is heard from now on, and for how long."""
    said = {"control": "subscribed", "topics": list(topics), "seconds": seconds}
    return Frame([orjson.dumps(said).decode()])
