"""What stands around every page of the console."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.console.pages import (
    BOTTOM,
    GROUP_NAMES,
    MALL_BOTTOM,
    MALL_PAGES,
    STORE_PAGES,
    ConsolePage,
    Group,
    page_url,
    url_or_nothing,
)
from tradewind.domains.identity.models import Person
from tradewind.domains.orders.queries import count_to_do
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import stores_of
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.audience import StoreRequest
from tradewind.platform.i18n.languages import current, languages, own_name
from tradewind.ui.shell import ConsoleShell, Link, LinkGroup, Option


def store_shell(request: StoreRequest) -> ConsoleShell:
    """Around a page of one store. Two statements: where else the person works, and what waits.
    The bell asks for its own count once the page is there."""
    store = request.store
    waiting = sum(count_to_do(store_id=store.pk).values())
    pages = _links(
        request, STORE_PAGES, request.store_access.permissions, (store.slug,), {"orders": waiting}
    )
    return _shell(
        request,
        name=store.name,
        current_slug=store.slug,
        pages=pages,
        bottom=_bottom(request, pages, BOTTOM, page_url("more", store.slug)),
        palette_url=page_url("palette", store.slug),
        storefront_url=url_or_nothing("storefront:store", store.slug),
        notices_url=page_url("notices", store.slug),
        bell_url=page_url("notices_bell", store.slug),
    )


def mall_shell(request: HttpRequest) -> ConsoleShell:
    """Around a page of the mall's office. One statement."""
    pages = _links(request, MALL_PAGES, actor_of(request).mall_permissions, (), {})
    return _shell(
        request,
        name=_("The mall's office"),
        current_slug="",
        pages=pages,
        bottom=_bottom(request, pages, MALL_BOTTOM, page_url("mall_more")),
        palette_url="",
        storefront_url=url_or_nothing("storefront:home"),
    )


def outside_shell(request: HttpRequest) -> ConsoleShell:
    """Around the page of a person who works nowhere yet."""
    return _shell(
        request,
        name=_("Console"),
        current_slug="",
        pages={},
        bottom=(),
        palette_url="",
        storefront_url=url_or_nothing("storefront:home"),
    )


def person_id_of(request: HttpRequest) -> int:
    """Row id of who works here. Pages of the console always have one."""
    person = request.user
    assert isinstance(person, Person)
    return person.pk


def grouped(pages: Mapping[str, tuple[Group, Link]]) -> tuple[LinkGroup, ...]:
    """Links under the groups of the rail; a group without any is left out."""
    groups = []
    for group, title in GROUP_NAMES.items():
        links = tuple(link for of, link in pages.values() if of is group)
        if links:
            groups.append(LinkGroup(str(title), links))
    return tuple(groups)


def _links(
    request: HttpRequest,
    pages: Sequence[ConsolePage],
    permissions: Collection[str],
    arguments: tuple[str, ...],
    counts: Mapping[str, int],
) -> dict[str, tuple[Group, Link]]:
    found = {}
    for page in pages:
        url = page_url(page.name, *arguments)
        if url and page.permission in permissions:
            link = Link(
                label=str(page.label),
                url=url,
                icon=page.icon,
                count=counts.get(page.name, 0),
                is_current=_name(request).startswith(page.section),
            )
            found[page.name] = (page.group, link)
    return found


def _bottom(
    request: HttpRequest,
    pages: Mapping[str, tuple[Group, Link]],
    names: Sequence[str],
    more_url: str,
) -> tuple[Link, ...]:
    shown = [pages[name][1] for name in names if name in pages]
    is_more = not any(link.is_current for link in shown)
    return (*shown, Link(_("More"), more_url, icon="menu", is_current=is_more))


def _shell(
    request: HttpRequest,
    *,
    name: str,
    current_slug: str,
    pages: Mapping[str, tuple[Group, Link]],
    bottom: tuple[Link, ...],
    palette_url: str,
    storefront_url: str,
    notices_url: str = "",
    bell_url: str = "",
) -> ConsoleShell:
    person = request.user
    assert isinstance(person, Person)
    return ConsoleShell(
        home_url=reverse("console:entry"),
        languages=tuple(
            Option(code, own_name(code), is_current=code == current()) for code in languages()
        ),
        language_url=url_or_nothing("choose_preferences"),
        look_url=url_or_nothing("ui:look"),
        manifest_url=url_or_nothing("ui:manifest"),
        worker_url=url_or_nothing("ui:worker"),
        phone_url=url_or_nothing("storefront:phone"),
        store_name=name,
        stores=_stores(person, current_slug),
        groups=grouped(pages),
        bottom=bottom,
        palette_url=palette_url,
        storefront_url=storefront_url,
        notices_url=notices_url,
        bell_url=bell_url,
        notices_ticket_url=url_or_nothing("storefront:account_notices_ticket") if bell_url else "",
        person_name=str(person),
        account_url=url_or_nothing("storefront:account"),
        sign_out_url=url_or_nothing("account_logout"),
    )


def _stores(person: Person, current_slug: str) -> tuple[Link, ...]:
    works_at = [
        _store_link(member.store, current_slug) for member in stores_of(person_id=person.pk)
    ]
    if person.is_operator:
        works_at.append(
            Link(
                _("The mall's office"), reverse("console:mall_sellers"), is_current=not current_slug
            )
        )
    return tuple(works_at)


def _store_link(store: Store, current_slug: str) -> Link:
    url = reverse("console:today", args=[store.slug])
    return Link(store.name, url, is_current=store.slug == current_slug)


def _name(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""
