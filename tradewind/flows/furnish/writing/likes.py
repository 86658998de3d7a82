"""What members keep: favourites in folders, addresses, a price that fell, and how they hear of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.consent.operations import agree
from tradewind.domains.customers.models import Address
from tradewind.domains.customers.operations import AddressWords, add_address
from tradewind.domains.engagement.models import Favourite, Inquiry
from tradewind.domains.engagement.operations import keeping, waiting
from tradewind.domains.identity.models import Person
from tradewind.domains.notices.choosing import choose
from tradewind.domains.notices.rules import Channel
from tradewind.domains.pricing.operations import set_price
from tradewind.flows.furnish.writing.cast import CAST
from tradewind.flows.furnish.writing.people import People
from tradewind.kernel import clock
from tradewind.kernel.money import Money

_WHY = "members like goods of every store"
_MAYA = "maya@example.com"
_LOUD = (Channel.SITE, Channel.BANNER, Channel.EMAIL)


@dataclass(frozen=True, slots=True)
class _Liked:
    """A product by the data's slug, liked `ago` days ago."""

    product: str
    ago: float
    folder: str = ""
    tags: Sequence[str] = ()


_LIKED: Mapping[str, Sequence[_Liked]] = {
    _MAYA: (
        _Liked("slow-teapot", 21, "Kitchen", ("handmade",)),
        _Liked("drum-lamp", 16, "Living room"),
        _Liked("cocotte", 15, "Kitchen", ("someday",)),
        _Liked("still-headphones", 12, "For the holidays", ("Sam",)),
        _Liked("lighthouse-blocks", 11, "For the holidays", ("Léo",)),
        _Liked("captain-bear", 11, "For the holidays", ("Léo",)),
        _Liked("reading-chair", 8, "Living room", ("someday",)),
        _Liked("sea-salt-chocolate", 2),
    ),
    "julien@example.com": (
        _Liked("chef-knife", 14, "Cuisine"),
        _Liked("olive-board", 13, "Cuisine"),
        _Liked("still-headphones", 9),
    ),
    "samira@example.com": (
        _Liked("bow-dress", 18, "ملابس"),
        _Liked("long-scarf", 10, "ملابس"),
        _Liked("fir-candle", 6, "هدايا"),
    ),
    "seo-yeon.park@example.com": (
        _Liked("snow-serum", 7, "스킨케어"),
        _Liked("cold-weather-cream", 7, "스킨케어"),
        _Liked("still-headphones", 5),
    ),
    "linh.tran@example.com": (
        _Liked("market-tote", 9, "Quà tặng"),
        _Liked("lavender-honey", 4, "Quà tặng"),
    ),
    "bat@example.com": (
        _Liked("north-arm-boot", 12, "Өвөл"),
        _Liked("still-headphones", 6, "Өвөл"),
    ),
}
# What those addresses are called that members keep; the second is another street.
_ADDRESSES: Mapping[str, Sequence[str]] = {
    _MAYA: ("Home", "Work"),
    "julien@example.com": ("Maison",),
    "samira@example.com": ("البيت",),
}
# What Maya waits for, sold out in the data.
_WAITED = "KLN-RAMENBOWL-RUST"
# Whose price fell two days ago, what it is now and what the seller compares it with.
_FELL, _NOW, _BEFORE = "still-headphones", "279.00", "379.00"


def write_likes(*, people: People, products: Mapping[str, Product]) -> None:
    """Everything members keep, once. `products` are by the data's slugs."""
    if Favourite.objects.exists():
        return
    with transaction.atomic():
        for email, labels in _ADDRESSES.items():
            _keep_addresses(people[email], labels)
        _hear(people[_MAYA])
        for email, liked in _LIKED.items():
            _like(people[email], liked, products)
        _follow(people[_MAYA])
        _drop_price(products[_FELL])


def _keep_addresses(person: Person, labels: Sequence[str]) -> None:
    shopper = next(shopper for shopper in CAST if shopper.email == person.email)
    for at, label in enumerate(labels):
        address = dict(shopper.address)
        if at:
            address["street_address"] = "44 Dundas Street West"
        words = AddressWords(country=shopper.country, fields=address, label=label)
        add_address(person_id=person.pk, words=words)


def _hear(person: Person) -> None:
    """Maya agreed to news and wants to see at once when a price falls."""
    with clock.frozen_at(clock.now() - timedelta(days=27)):
        agree(
            email=person.email,
            purpose="marketing",
            wording="account.news",
            proof={"language": person.language, "page": "account/privacy"},
            person_id=person.pk,
        )
        choose(person_id=person.pk, key="watched", channels=[each.value for each in _LOUD])


def _like(person: Person, liked: Sequence[_Liked], products: Mapping[str, Product]) -> None:
    keeper = keeping.open_keeper(person_id=person.pk)
    for one in liked:
        with clock.frozen_at(clock.now() - timedelta(days=one.ago)):
            row = keeping.like_product(
                keeper=keeper,
                product_id=products[one.product].public_id,
                currency=person.currency,
                language=person.language,
            )
            if one.folder:
                folder = keeping.make_folder(keeper=keeper, name=one.folder)
                keeping.move(
                    keeper=keeper, favourite_ids=[row.public_id], folder_id=folder.public_id
                )
            if one.tags:
                keeping.tag(keeper=keeper, favourite_ids=[row.public_id], tags=one.tags)


def _follow(person: Person) -> None:
    """A question of somebody else, one of her addresses, and a bowl that is sold out."""
    keeper = keeping.open_keeper(person_id=person.pk)
    questions = Inquiry.objects.across_stores(_WHY).filter(
        is_secret=False, product__external_id="harbour-train"
    )
    if inquiry := questions.first():
        keeping.like_inquiry(keeper=keeper, inquiry_id=inquiry.public_id)
    if address := Address.objects.filter(person=person).order_by("pk").last():
        keeping.like_address(keeper=keeper, address_id=address.public_id)
    bowl = Variant.objects.across_stores(_WHY).get(sku=_WAITED)
    with clock.frozen_at(clock.now() - timedelta(days=3)):
        waiting.join(variant_id=bowl.public_id, language=person.language, person=person)


def _drop_price(product: Product) -> None:
    with clock.frozen_at(clock.now() - timedelta(days=2)):
        for variant in Variant.objects.for_store(product.store_id).filter(product=product):
            set_price(
                store_id=product.store_id,
                variant_id=variant.pk,
                amount=Money.of(_NOW, "CAD"),
                compare_at=Money.of(_BEFORE, "CAD"),
            )
