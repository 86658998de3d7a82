"""The demo mall as plain typed data: what the files in `data/` say, nothing derived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tradewind.flows.furnish.pictures.palette import Palette
from tradewind.kernel.money import Money

LANGUAGES = ("en", "fr", "ar", "ko", "vi", "mn")

AttributeKind = Literal["choice", "choices", "number", "boolean"]
AttributeValue = str | tuple[str, ...] | int | Decimal | bool
TaxKind = Literal["standard", "food", "confectionery", "chocolate", "books", "children_clothing"]
Role = Literal["shopper", "owner", "operator"]


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in the languages of the mall."""

    en: str
    fr: str
    ar: str
    ko: str
    vi: str
    mn: str


def translations(**fields: Text) -> dict[str, dict[str, str]]:
    """Wordings as a row's `translations` keep them, English staying in the columns themselves.

    ``translations(title=…, description=…)`` gives ``{"fr": {"title": …, "description": …}, …}``.
    """
    return {
        language: {field: getattr(text, language) for field, text in fields.items()}
        for language in LANGUAGES[1:]
    }


@dataclass(frozen=True, slots=True)
class Section:
    """A door of the mall. `pictures` are three kinds for `draw_section`."""

    slug: str
    name: Text
    tagline: Text
    pictures: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Category:
    """A node of the category tree. Parents come before their children in `Mall.categories`.

    `picture` is a kind for `draw_category`, `icon` the name of a lucide icon.
    """

    slug: str
    section: str
    name: Text
    picture: str
    icon: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    slug: str
    name: Text


@dataclass(frozen=True, slots=True)
class OptionValue:
    """One choice of an option; `swatch` (`#rrggbb`) when it is a colour."""

    code: str
    name: Text
    swatch: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """Something a shopper chooses: colour, size, volume …"""

    code: str
    name: Text
    values: tuple[OptionValue, ...]


@dataclass(frozen=True, slots=True)
class AttributeChoice:
    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed fact about a product. `unit` is the unit of a number, empty when it counts things."""

    code: str
    kind: AttributeKind
    label: Text
    unit: str = ""
    choices: tuple[AttributeChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Location:
    """Where a store keeps stock.

    `country` is ISO 3166-1, `region` the part after the hyphen of ISO 3166-2.
    """

    code: str
    name: Text
    address_line: str
    city: str
    region: str
    postal_code: str
    country: str


@dataclass(frozen=True, slots=True)
class Method:
    """A way to ship: `days` are working days, first and last; free from `free_from` on."""

    code: str
    name: Text
    price: Money
    days: tuple[int, int]
    free_from: Money | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """Countries with the same methods; ``("*",)`` is everywhere no other zone covers."""

    code: str
    name: Text
    countries: tuple[str, ...]
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class Store:
    """A seller. `mark` names its logo in `pictures.MARKS`, `palette` draws its products."""

    slug: str
    name: str
    tagline: Text
    story: Text
    country: str
    region: str
    currency: str
    time_zone: str
    language: str
    email: str
    mark: str
    palette: Palette
    return_days: int
    returns: Text
    shipping: Text
    locations: tuple[Location, ...]
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """What is counted and sold.

    `values` maps option code → value code, `stock` location code → pieces. `prices` and
    `compare_at` hold at most one amount per currency, the store's own first.
    """

    sku: str
    gtin: str
    values: Mapping[str, str]
    prices: tuple[Money, ...]
    compare_at: tuple[Money, ...]
    weight_g: int
    stock: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Product:
    """`kind` is how it is drawn; `options` are the codes its variants differ in."""

    slug: str
    store: str
    kind: str
    category: str
    tax: TaxKind
    tags: tuple[str, ...]
    title: Text
    description: Text
    options: tuple[str, ...]
    attributes: Mapping[str, AttributeValue]
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """An editorial piece of the home page.

    `picture` names one of `pictures.STORIES`; `leads_to` is ``section:…``, ``tag:…`` or
    ``store:…``.
    """

    slug: str
    picture: str
    leads_to: str
    title: Text
    body: Text
    call: Text


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Someone to sign in as. Passwords are set where the mall is furnished, not here."""

    email: str
    name: str
    role: Role
    language: str
    currency: str
    time_zone: str
    store: str | None = None


@dataclass(frozen=True, slots=True)
class SizeGuide:
    """A store's guide for a category; `table` as the console takes it, lengths in cm."""

    store: str
    kind: str
    category: str
    title: str
    how: str
    table: str


@dataclass(frozen=True, slots=True)
class Rates:
    """Units of each currency for one unit of `base`, as of the day `on`."""

    base: str
    on: date
    per_unit: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Mall:
    """All of it."""

    name: str
    tagline: Text
    sections: tuple[Section, ...]
    categories: tuple[Category, ...]
    tags: tuple[Tag, ...]
    options: tuple[Option, ...]
    attributes: tuple[Attribute, ...]
    stores: tuple[Store, ...]
    products: tuple[Product, ...]
    stories: tuple[Story, ...]
    people: tuple[DemoPerson, ...]
    guides: tuple[SizeGuide, ...]
    rates: Rates
