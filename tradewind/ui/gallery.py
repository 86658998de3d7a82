"""What the living gallery shows: made-up words in the page's direction, short, long and missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django.utils.functional import cached_property

from tradewind.kernel.money import Money
from tradewind.ui.look import CHOICES, Look, chosen
from tradewind.ui.pages import PageLinks, page_links
from tradewind.ui.shell import ConsoleShell, Link, LinkGroup, Option, Shell, StorefrontShell
from tradewind.ui.tiles import Badge, Picture, Stage, Swatch, Tile

_LATIN = {
    "title": "Linen apron, wide pockets",
    "long": "Hand-thrown stoneware breakfast bowl with a speckled oat glaze, set of six, dishwasher safe",
    "word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "seller": "Harbour & Hearth",
    "category": "Kitchen",
    "brand": "Northline",
    "person": "Amélie Tremblay",
}
_ARABIC = {
    "title": "مئزر كتان بجيوب واسعة",
    "long": "وعاء إفطار من الخزف الحجري مصنوع يدويا بطلاء شوفاني مرقط، طقم من ست قطع، آمن لغسالة الصحون",
    "word": "فأسقيناكموه فأسقيناكموه فأسقيناكموه فأسقيناكموه فأسقيناكموه فأسقيناكموه فأسقيناكموه",
    "seller": "المرفأ والموقد",
    "category": "المطبخ",
    "brand": "الشمال",
    "person": "ليلى حداد",
}


@dataclass(frozen=True)
class GalleryPage:
    """The gallery in one direction and look."""

    language: str
    look: Look | None

    @cached_property
    def words(self) -> dict[str, str]:
        return _ARABIC if self.language == "ar" else _LATIN

    def context(self, layout: str = "plain") -> dict[str, Any]:
        """Everything the templates of the gallery read."""
        return {
            "look": self.look,
            "words": self.words,
            "shell": shell(layout, self.words),
            "price": Money(4200, "CAD"),
            "was": Money(5600, "CAD"),
            "prices": [
                Money(129_000, "KRW"), Money(1_250_000, "VND"), Money(8_999, "EUR"),
                Money(1, "CAD"), Money(350, "PTS"), Money(98_765_432_100, "MNT"),
            ],
            "tiles": self.tiles(),
            "stages": self.stages(),
            "failed_stages": (Stage("Paid", "done"), Stage("Cancelled", "failed", note="Refunded")),
            "sizes": (
                Swatch("s", "S"), Swatch("m", "M"), Swatch("l", "L", is_out=True), Swatch("xl", "XL"),
            ),
            "colours": (
                Swatch("oat", "Oat", colour="#e5d9c3"), Swatch("sea", "Sea", colour="#27506b"),
                Swatch("coral", "Coral", colour="#ff6f4e", is_out=True),
            ),
            "pictures": (Picture("/static/dist/icons/mark.svg", self.words["title"]),) * 3,
            "crumbs": (
                Link(self.words["category"], "#"), Link(self.words["brand"], "#"),
                Link(self.words["long"], "#"),
            ),
            "tabs": (
                Link("All", "#", count=19_406, is_current=True), Link("To pack", "#", count=12),
                Link("Sent", "#"), Link(self.words["category"], "#", count=3),
            ),
            "pages": self.pages(),
            "points": (3, 5, 4, 8, 6, 9, 7, 12, 11, 15),
            "falling": (9, 8, 8.5, 6, 5, 5.5, 3),
            "rows": self.rows(),
            "countries": (("CA", "Canada"), ("FR", "France"), ("KR", "대한민국")),
        }  # fmt: skip

    def tiles(self) -> tuple[Tile, ...]:
        words = self.words
        plain = Tile(
            url="#", title=words["title"], price=Money(4200, "CAD"), seller=words["seller"],
            category=words["category"], brand=words["brand"], arrives_on=date(2026, 11, 24), tint=5,
        )  # fmt: skip
        return (
            plain,
            replace(plain, was=Money(5600, "CAD"), tint=1, badges=(Badge("−25 %", "accent"),)),
            replace(plain, title=words["long"], has_range=True, tint=2),
            replace(plain, title=words["word"], is_out=True, tint=4),
        )

    def stages(self) -> tuple[Stage, ...]:
        at = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
        return (
            Stage("Placed", "done", at=at), Stage("Paid", "done", at=at), Stage("Packing", "now"),
            Stage("On its way", "next"), Stage("Delivered", "next", note="Tue, Nov 24"),
        )  # fmt: skip

    def pages(self) -> PageLinks:
        return page_links(number=4, count=20, query={"q": "bowl"})

    def rows(self) -> tuple[dict[str, Any], ...]:
        words = self.words
        return (
            {"name": "#10482", "person": words["person"], "total": Money(4200, "CAD"), "state": "To pack"},
            {"name": "#10481", "person": words["word"], "total": Money(129_000, "KRW"), "state": "Sent"},
            {"name": "#10480", "person": words["seller"], "total": Money(98_765_400, "MNT"), "state": "Late"},
        )  # fmt: skip


def page(query: Mapping[str, str]) -> GalleryPage:
    """The gallery as the query asks: ``dir``, and the names of `look.CHOICES`.

    Without those of the look it is the reader's own.
    """
    asked = {name: query[name] for name in CHOICES if name in query}
    return GalleryPage(
        "ar" if query.get("dir") == "rtl" else "en", chosen(asked) if asked else None
    )


def shell(layout: str, words: Mapping[str, str]) -> Shell:
    """A filled shell for `layout`."""
    languages = (
        Option("en", "English", is_current=True),
        Option("fr", "Français"),
        Option("ko", "한국어"),
        Option("vi", "Tiếng Việt"),
        Option("mn", "Монгол"),
        Option("ar", "العربية"),
    )
    if layout == "storefront":
        return StorefrontShell(
            languages=languages,
            language_url="#",
            place_url="#",
            place_label="Canada",
            money_label="CAD ≈ KRW",
            look_url="/look",
            search_url="#",
            suggest_url="/ui/suggestions/",
            sections=tuple(
                Link(label, "#", is_current=label == words["category"])
                for label in (words["category"], words["brand"], words["seller"], words["title"])
            ),
            sign_in_url="#",
            favourites_url="#",
            cart_url="#",
            cart_sheet_url="/ui/sheet/",
            cart_count=3,
            footer=(
                LinkGroup(
                    words["category"], (Link(words["title"], "#"), Link(words["seller"], "#"))
                ),
            ),
        )
    if layout == "console":
        orders = Link("Orders", "#", icon="package", count=12, is_current=True)
        today = Link("Today", "#", icon="sun")
        inbox = Link("Inbox", "#", icon="inbox", count=4)
        products = Link("Products", "#", icon="tag")
        return ConsoleShell(
            languages=languages, language_url="#", look_url="/look", palette_url="/ui/suggestions/",
            store_name=words["seller"], storefront_url="#", person_name=words["person"],
            account_url="#", sign_out_url="#",
            stores=(Link(words["seller"], "#", is_current=True), Link(words["long"], "#")),
            groups=(
                LinkGroup("Today", (today, orders)),
                LinkGroup("Sell", (products, Link("Stock", "#", icon="boxes"), Link("Import", "#", icon="file-up"))),
                LinkGroup("Talk", (inbox,)),
                LinkGroup("Grow", (Link("Campaigns", "#", icon="megaphone"),)),
                LinkGroup("Money", (Link("Payouts", "#", icon="wallet"),)),
                LinkGroup("Set up", (Link("Store", "#", icon="store"), Link("People", "#", icon="users"))),
            ),
            bottom=(today, orders, inbox, products, Link("More", "#", icon="menu")),
        )  # fmt: skip
    return Shell(look_url="/look", languages=languages, language_url="#")
