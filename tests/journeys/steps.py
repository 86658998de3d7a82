"""What shoppers do in every journey: arrive, sign in, choose, buy; and how a page is looked over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import translation
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, Mall, complaints

Visit = Callable[..., Page]

MEMBERS: Mapping[str, str] = {
    "en": "maya@example.com",
    "fr": "julien@example.com",
    "ar": "samira@example.com",
    "ko": "seo-yeon.park@example.com",
    "vi": "linh.tran@example.com",
    "mn": "bat@example.com",
}
"""By language, a member of the demo who reads it."""

ADDRESS = {
    "address.name": "Noor Haddad",
    "address.street_address": "12 Water Street",
    "address.city": "Toronto",
    "address.postal_code": "M5V 2T6",
}
MUG = "/p/kiln-and-linen/morning-mug"
BEAR = "/p/little-puffin/pocket-bear"
HONEY = "/p/maison-calanque/chestnut-honey"

_FORWARD = """
from tradewind.domains.orders.models import Order
from tradewind.domains.orders import operations
for order in Order.objects.across_stores("journey").filter(purchase__token="{token}"):
    named = dict(store_id=order.store_id, order_id=order.public_id, actor="")
    operations.start_preparing(**named)
    operations.ship(**named, carrier="Post", tracking_number="RN123456785CA")
    operations.mark_delivered(**named)
"""


@dataclass(frozen=True)
class Walk:
    """Somebody who reads `language` walks through the mall on `page`."""

    page: Page
    language: str

    def path(self, path: str) -> str:
        """A page's address in the language."""
        return path if self.language == "en" else f"/{self.language}{path}"

    def open(self, path: str) -> None:
        """Go there and look it over."""
        self.page.goto(self.path(path))
        self.look_over()

    def said(self, text: str, context: str = "") -> str:
        """What the mall says for `text` in the language, by its own catalogue."""
        with translation.override(self.language):
            return translation.pgettext(context, text) if context else translation.gettext(text)

    def look_over(self) -> None:
        """The page is accessible, nothing hangs over its edge, and it reads the right way."""
        way = "rtl" if self.language == "ar" else "ltr"
        expect(self.page.locator("html")).to_have_attribute("dir", way)
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        over = self.page.evaluate(_OVER)
        assert (self.page.url, over, complaints(self.page)) == (self.page.url, [], [])

    def press(self, text: str, *, inside: str = "main") -> None:
        """The button that says `text` in the language."""
        self.page.locator(inside).get_by_role("button", name=self.said(text)).first.click()

    def sign_in(self, mall: Mall, email: str = "", password: str = "") -> None:
        """As the demo's member of the language, or somebody else."""
        self.page.goto(self.path("/account/login/"))
        self.page.fill("[name=login]", email or MEMBERS[self.language])
        self.page.fill("[name=password]", password or mall.password())
        self.page.locator("main .button-primary").first.click()
        self.page.wait_for_url(lambda url: "login" not in url)

    def add(self, product: str, *, pieces_then: int) -> None:
        """Put one piece of a product into the cart, in the first choice that is there."""
        page = self.page
        page.goto(self.path(product))
        if not page.locator(".buy-bar").count():
            page.locator(".swatch:not(.swatch-out)").first.click()
        page.locator(".buy-bar .button-primary").click()
        expect(page.locator("#cart-count")).to_have_text(str(pieces_then))

    def fill_checkout(self, email: str = "noor@example.org") -> None:
        """Contact and address of a guest in Toronto."""
        self.page.goto(self.path("/checkout"))
        self.page.fill("[name=email]", email)
        for name, value in ADDRESS.items():
            self.page.fill(f"[name='{name}']", value)

    def pay(self, scenario: str = "pays") -> None:
        """Place the order and tell the sandbox how it goes."""
        self.page.locator(".sticky-aside .button-primary").click()
        self.page.wait_for_url("**/sandbox/pay/**")
        self.page.check(f"[name=scenario][value={scenario}]")
        self.page.locator("main .button-primary").click()
        self.page.wait_for_url(lambda url: "/sandbox/" not in url)

    def buy(self, *products: str, email: str = "noor@example.org") -> str:
        """All of it as a guest; gives the token of the order's page, which is open then."""
        for at, product in enumerate(products, start=1):
            self.add(product, pieces_then=at)
        self.fill_checkout(email)
        self.pay()
        self.page.wait_for_url("**/orders/**")
        return self.page.url.rstrip("/").rpartition("/")[2].partition("?")[0]


# What reaches over the edge of the window and is not meant to be pushed along.
_OVER = """() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll("body *")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.right > innerWidth + 1 || box.left < -1);
    }).slice(0, 5).map((one) => `${one.tagName}.${one.className}`);
}"""


def walk(visit: Visit, language: str, **options: object) -> Walk:
    """Arabic on a phone, the other language on a desk unless told."""
    viewport = options.pop("viewport", PHONE if language in ("ar", "en") else DESK)
    return Walk(visit(language, viewport, **options), language)


def deliver(mall: Mall, token: str) -> None:
    """Everything of a purchase is packed, sent and there."""
    mall.act(_FORWARD.format(token=token))
