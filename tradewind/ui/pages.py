"""Links between the pages of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class PageLink:
    """A numbered page, or a gap where `number` is None."""

    number: int | None
    query: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What `<c-pagination>` takes; a query is empty where there is no such page.

    Lists read by cursor give only `previous_query` and `next_query`.
    """

    previous_query: str = ""
    next_query: str = ""
    links: tuple[PageLink, ...] = ()

    @property
    def has_other_pages(self) -> bool:
        return bool(self.previous_query or self.next_query)


def page_links(
    *, number: int, count: int, query: Mapping[str, str | list[str]], name: str = "page"
) -> PageLinks:
    """First, last and the neighbours of page `number` of `count`, keeping the list's own `query`."""

    def to(page: int) -> str:
        rest = {key: value for key, value in query.items() if key != name}
        return urlencode({**rest, name: page}, doseq=True)

    shown = sorted({1, count, *range(max(1, number - 1), min(count, number + 1) + 1)})
    links: list[PageLink] = []
    for index, page in enumerate(shown):
        if index and page - shown[index - 1] > 1:
            links.append(PageLink(None))
        links.append(PageLink(page, to(page), page == number))
    return PageLinks(
        to(number - 1) if number > 1 else "",
        to(number + 1) if number < count else "",
        tuple(links) if count > 1 else (),
    )
