"""A product: pictures, choices, price, stock, delivery, seller, details."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from tradewind.domains.catalogue.queries.facts import (
    ProductFacts,
    VariantFacts,
)
from tradewind.domains.discovery import viewing
from tradewind.domains.discovery.queries import (
    GoodsShelves,
    LiveFacts,
    find_live_draft,
    find_live_product,
    goods_shelves,
)
from tradewind.domains.engagement.queries.reviews import ShownScore
from tradewind.kernel import clock
from tradewind.platform.http import audience
from tradewind.storefront.addresses import category_url, compare_url, product_url
from tradewind.storefront.arrivals import leave_uncounted
from tradewind.storefront.browse.buying import Buy, buy_of
from tradewind.storefront.browse.facts import TOLD, Fact, told_sections, told_value
from tradewind.storefront.browse.guides import Guides, guides_screen
from tradewind.storefront.browse.linked_data import product_data
from tradewind.storefront.browse.others import OtherSeller, other_offers
from tradewind.storefront.browse.personal import recommended_tiles
from tradewind.storefront.browse.pictures import pictures_of
from tradewind.storefront.browse.preview import Preview, preview_for
from tradewind.storefront.browse.sellers import Seller, seller_of
from tradewind.storefront.browse.tiles import tiles
from tradewind.storefront.seen import seen_token
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import Shopper, shopper_of
from tradewind.ui.shell import Link
from tradewind.ui.tiles import Picture, Swatch, Tile

TEMPLATE = "storefront/browse/product.html"
_MORE = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One option with its values; `chosen` is a key, `chosen_label` what it is called."""

    field: str
    name: str
    swatches: Sequence[Swatch]
    chosen: str
    chosen_label: str


@dataclass(frozen=True, slots=True)
class ProductScreen:
    """Everything the page shows."""

    title: str
    brand: str
    summary: str
    description: str
    care: str
    crumbs: Sequence[Link]
    pictures: Sequence[Picture]
    choices: Sequence[Choice]
    buy: Buy
    is_on_sale: bool
    seller: Seller
    facts: Sequence[Fact]
    told: Sequence[Fact]
    guides: Guides
    sku: str
    gtin: str
    together: Sequence[Tile]
    similar: Sequence[Tile]
    more: Sequence[Tile]
    others: Sequence[OtherSeller]
    compare_url: str
    url: str
    place_url: str
    product_id: str
    score: ShownScore
    reviews_url: str
    needs_email: bool
    preview: Preview | None
    is_liked: bool


@audience.public
@require_safe
def product(request: HttpRequest, store: str, slug: str) -> HttpResponse:
    """The page; with htmx only the part that a choice changes."""
    shopper = shopper_of(request)
    found = find_live_product(
        store_slug=store,
        slug=slug,
        language=shopper.language,
        currency=shopper.currency,
        now=clock.now(),
    )
    if found is None:
        return _draft(request, store, slug)
    is_part = "HX-Request" in request.headers
    beside = GoodsShelves() if is_part else _beside(found[0], shopper)
    screen = _screen(*found, shopper, request.GET.dict(), beside)
    if is_part:
        return render(request, f"{TEMPLATE}#buy", {"screen": screen})
    for product_id in beside.product_ids:
        viewing.note(person_id=shopper.person_id, token=seen_token(request), product_id=product_id)
    context = {
        "shell": storefront_shell(request),
        "screen": screen,
        "linked_data": _linked_data(request, screen),
    }
    return render(request, TEMPLATE, context)


def _draft(request: HttpRequest, store: str, slug: str) -> HttpResponse:
    """What is not published, for those whose it is or who judge it; nobody else learns of it."""
    shopper = shopper_of(request)
    preview = preview_for(request, store)
    found = preview and find_live_draft(
        store_slug=store,
        slug=slug,
        language=shopper.language,
        currency=shopper.currency,
        now=clock.now(),
    )
    if not found:
        raise Http404
    leave_uncounted(request)
    screen = _screen(*found, shopper, request.GET.dict(), GoodsShelves(), preview)
    context = {"shell": storefront_shell(request), "screen": screen}
    template = f"{TEMPLATE}#buy" if "HX-Request" in request.headers else TEMPLATE
    response = render(request, template, context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _screen(
    facts: ProductFacts,
    live: LiveFacts,
    shopper: Shopper,
    asked: Mapping[str, str],
    beside: GoodsShelves,
    preview: Preview | None = None,
) -> ProductScreen:
    variants = facts.variants
    stock = live.available
    variant = _chosen(variants, asked, stock)
    store = facts.store
    url = product_url(store.slug, facts.slug)
    return ProductScreen(
        title=facts.title,
        brand=facts.brand,
        summary=facts.summary,
        description=facts.description,
        care=facts.care,
        crumbs=_crumbs(facts, shopper.language),
        pictures=pictures_of(facts.pictures, variant),
        choices=_choices(facts, variants, variant, stock),
        buy=buy_of(facts, variant, live, shopper),
        is_on_sale=facts.is_on_sale,
        seller=seller_of(store),
        facts=[
            Fact(one.label, told_value(one)) for one in facts.attributes if one.code not in TOLD
        ],
        told=told_sections(facts.attributes),
        guides=guides_screen(facts, live, shopper) if beside.product_ids else Guides(),
        sku=variant.sku if variant else "",
        gtin=variant.gtin if variant else "",
        together=recommended_tiles(beside.together, shopper),
        similar=recommended_tiles(beside.similar, shopper),
        more=tiles(beside.more, shopper),
        others=other_offers(facts, shopper) if beside.product_ids else (),
        compare_url=compare_url(facts.public_id),
        url=url,
        place_url=f"{reverse('storefront:place')}?{urlencode({'next': url})}",
        product_id=facts.public_id,
        score=live.score,
        reviews_url=f"{url}/reviews" + (f"?like={variant.public_id}" if variant else ""),
        needs_email=shopper.person_id is None,
        preview=preview,
        is_liked=shopper.likes.has(
            product_id=facts.public_id, variant_id=variant.public_id if variant else ""
        ),
    )


def _chosen(
    variants: Sequence[VariantFacts], asked: Mapping[str, str], stock: Mapping[int, int]
) -> VariantFacts | None:
    """The variant nearest to what was asked: itself, most options matched, then what is in stock."""
    if not variants:
        return None

    def nearness(variant: VariantFacts) -> tuple[bool, int, bool]:
        matched = sum(asked.get(f"o{i}") == key for i, key in enumerate(variant.keys))
        named = asked.get("variant") == variant.public_id
        return named, matched, stock.get(variant.variant_id, 0) > 0

    return max(variants, key=nearness)


def _choices(
    facts: ProductFacts,
    variants: Sequence[VariantFacts],
    chosen: VariantFacts | None,
    stock: Mapping[int, int],
) -> list[Choice]:
    if chosen is None:
        return []
    made = []
    for index, option in enumerate(facts.options):
        swatches = []
        for key, label in zip(option.keys, option.values, strict=True):
            twin = (*chosen.keys[:index], key, *chosen.keys[index + 1 :])
            pieces = [stock.get(v.variant_id, 0) for v in variants if v.keys == twin]
            swatches.append(
                Swatch(key, label, colour=_colour(facts, index, key), is_out=not any(pieces))
            )
        made.append(
            Choice(
                field=f"o{index}",
                name=option.name,
                swatches=swatches,
                chosen=chosen.keys[index],
                chosen_label=chosen.choices[index],
            )
        )
    return made


def _colour(facts: ProductFacts, index: int, key: str) -> str:
    return facts.options[index].swatches.get(key, "")


def _linked_data(request: HttpRequest, screen: ProductScreen) -> SafeString:
    absolute = request.build_absolute_uri
    return product_data(
        url=absolute(screen.url),
        title=screen.title,
        description=screen.summary or screen.description,
        brand=screen.brand,
        seller=screen.seller.name,
        sku=screen.sku,
        gtin=screen.gtin,
        pictures=[absolute(picture.url) for picture in screen.pictures],
        price=screen.buy.price,
        is_in_stock=bool(screen.buy.most),
        score=screen.score,
    )


def _crumbs(facts: ProductFacts, language: str) -> list[Link]:
    above = [Link(node.title(language), category_url(node.slug)) for node in facts.breadcrumbs]
    return [*above, Link(facts.title, "", is_current=True)]


def _beside(facts: ProductFacts, shopper: Shopper) -> GoodsShelves:
    return goods_shelves(
        product_ids=[facts.public_id],
        language=shopper.language,
        currency=shopper.currency,
        place=shopper.place,
        now=clock.now(),
        limit=_MORE,
        with_more=True,
    )
