"""Keyset pages over REST: ``?cursor=…&limit=…`` in, ``{"items": …, "next_cursor": …}`` out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ninja import Field, Schema

from tradewind.kernel.paging import Page

T = TypeVar("T")


class PageParams(Schema):
    """Query parameters of a list: ``params: Query[PageParams]``."""

    cursor: str | None = Field(None, max_length=500, description="From the page before.")
    limit: int = Field(24, ge=1, le=100, description="Rows on a page.")


def page_json(page: Page[T], render: Callable[[T], Any]) -> dict[str, Any]:
    """The body of a list, each item rendered; `next_cursor` is None on the last page."""
    return {"items": [render(item) for item in page.items], "next_cursor": page.next_cursor}
