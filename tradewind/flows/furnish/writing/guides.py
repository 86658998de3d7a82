"""Which size fits, as the demo's sellers tell it."""

from __future__ import annotations

from collections.abc import Mapping

from tradewind.domains.guides.operations import GuideWords, write_guide
from tradewind.domains.guides.rules import GuideTaken
from tradewind.flows.furnish.mall.shapes import Mall
from tradewind.flows.furnish.writing.sellers import Stores


def write_guides(mall: Mall, *, stores: Stores, owners: Mapping[int, str]) -> None:
    """Those that are missing; what a visitor of the demo changed stays."""
    for guide in mall.guides:
        store_id = stores[guide.store].pk
        words = GuideWords(
            title=guide.title, table=guide.table, how=guide.how, category=guide.category
        )
        try:
            write_guide(store_id=store_id, kind=guide.kind, words=words, actor=owners[store_id])
        except GuideTaken:
            continue
