"""The home page: one large story, then shelves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tradewind.domains.catalogue.models import Section
from tradewind.domains.catalogue.queries import SectionFacts, category_tree, home_sections
from tradewind.domains.catalogue.queries.sections import read_preview
from tradewind.domains.discovery.queries import list_listings
from tradewind.domains.discovery.queries.listings import Narrow
from tradewind.domains.stores.queries import list_open_stores
from tradewind.kernel import clock
from tradewind.platform.files.storages import public_url
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import current
from tradewind.platform.i18n.negotiation import localised_path
from tradewind.storefront.addresses import category_url
from tradewind.storefront.browse.personal import Personal, personal_of
from tradewind.storefront.browse.sellers import Seller, seller
from tradewind.storefront.browse.tiles import tiles
from tradewind.storefront.seen import seen_token
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import Shopper, shopper_of
from tradewind.ui.people import tint
from tradewind.ui.tiles import Tile

_ON_A_SHELF = 10


@dataclass(frozen=True, slots=True)
class Story:
    """An editorial piece that leads somewhere."""

    title: str
    lead: str
    url: str
    picture_url: str
    picture_narrow_url: str
    tint: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """A row of products under a title."""

    title: str
    url: str
    tiles: Sequence[Tile]


@dataclass(frozen=True, slots=True)
class Door:
    """A section of the mall, by its picture."""

    title: str
    url: str
    picture_url: str


@dataclass(frozen=True, slots=True)
class HomeScreen:
    """`lead` is the large story; the others stand between shelves."""

    lead: Story | None
    stories: Sequence[Story]
    doors: Sequence[Door]
    personal: Personal
    shelves: Sequence[Shelf]
    sellers: Sequence[Seller]


@audience.public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One statement a shelf, one for what is chosen for the shopper, one for sellers; stories and
    categories are kept in the process. Who likes anything costs one more."""
    context = {
        "shell": storefront_shell(request),
        "screen": _screen(
            shopper_of(request), seen_token(request), read_preview(request.GET.get("preview", ""))
        ),
    }
    return render(request, "storefront/browse/home.html", context)


def _screen(shopper: Shopper, token: str, preview: str) -> HomeScreen:
    sections = home_sections(
        language=shopper.language,
        now=clock.now(),
        country=shopper.place.country,
        preview=preview,
    )
    stories = [_story(section) for section in sections if section.kind == Section.Kind.STORY]
    shelves = [
        _shelf(section, shopper) for section in sections if section.kind == Section.Kind.SHELF
    ]
    return HomeScreen(
        lead=stories[0] if stories else None,
        stories=stories[1:],
        doors=_doors(shopper.language),
        personal=personal_of(shopper, token, asks=True),
        shelves=[shelf for shelf in shelves if shelf.tiles],
        sellers=[seller(store, shopper.language) for store in list_open_stores()],
    )


def _story(section: SectionFacts) -> Story:
    return Story(
        title=section.title,
        lead=section.lead,
        url=_leads_to(section),
        picture_url=public_url(section.picture) if section.picture else "",
        picture_narrow_url=public_url(section.picture_narrow) if section.picture_narrow else "",
        tint=tint(section.slug),
    )


def _shelf(section: SectionFacts, shopper: Shopper) -> Shelf:
    page = list_listings(
        language=shopper.language,
        currency=shopper.currency,
        narrow=Narrow(category=section.category_slug, tag=section.tag),
        limit=_ON_A_SHELF,
    )
    return Shelf(
        title=section.title,
        url=_leads_to(section),
        tiles=tiles(page.items, shopper),
    )


def _leads_to(section: SectionFacts) -> str:
    if section.link:
        return localised_path(section.link, current())
    if section.category_slug:
        return category_url(section.category_slug)
    # Tags are among the words search knows a product by.
    query = urlencode({"q": section.tag}) if section.tag else ""
    return f"{reverse('storefront:search')}?{query}".rstrip("?")


def _doors(language: str) -> list[Door]:
    return [
        Door(
            title=root.title(language),
            url=category_url(root.slug),
            picture_url=public_url(root.picture) if root.picture else "",
        )
        for root in category_tree().roots
    ]
