"""What product components are given: plain values, gathered by the page's view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Badge:
    """A word on a picture. `kind`: accent, strong, success, warning, danger or empty."""

    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A product in a list, for `ui/tile.html`.

    `was` is the compare-at price, only when it is higher. `has_range` says "from". `tint` (1–6)
    colours the drawn tile of a product without a picture. `loading` is ``eager`` for the first
    row of a page, else ``lazy``. `stars` is the average of `reviews`. `like_id` is what the page's form
    ``like-form`` keeps as a favourite, empty without one; `is_liked` marks what is kept already. With
    a `compare_url` the tile offers to compare. `not_to` names the place it is not delivered to.
    `about` is what `price` comes to in the money the reader thinks in; paid is `price`.
    """

    url: str
    title: str
    price: Money
    was: Money | None = None
    about: Money | None = None
    has_range: bool = False
    seller: str = ""
    brand: str = ""
    category: str = ""
    picture_url: str = ""
    picture_srcset: str = ""
    tint: int = 6
    arrives_on: date | None = None
    not_to: str = ""
    reason: str = ""
    is_out: bool = False
    badges: tuple[Badge, ...] = ()
    loading: str = "lazy"
    stars: str = ""
    reviews: int = 0
    like_id: str = ""
    is_liked: bool = False
    compare_url: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of `<c-gallery>`; `width` and `height` in pixels keep its place free."""

    url: str
    alt: str
    thumb_url: str = ""
    srcset: str = ""
    width: int = 800
    height: int = 1000


@dataclass(frozen=True, slots=True)
class Swatch:
    """One value of an option; `colour` is a CSS colour when the option is one."""

    value: str
    label: str
    colour: str = ""
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of `<c-stages>`; `state`: done, now, next or failed."""

    label: str
    state: str
    at: datetime | None = None
    note: str = ""
