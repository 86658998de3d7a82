"""Every page of the console, once: the rail, the phone's bar and the palette read this list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Group(StrEnum):
    """The six groups of the rail, in their order."""

    TODAY = "today"
    SELL = "sell"
    TALK = "talk"
    GROW = "grow"
    MONEY = "money"
    SET_UP = "set_up"


GROUP_NAMES = {
    Group.TODAY: _("Today"),
    Group.SELL: _("Sell"),
    Group.TALK: _("Talk"),
    Group.GROW: _("Grow"),
    Group.MONEY: _("Money"),
    Group.SET_UP: _("Set up"),
}


@dataclass(frozen=True, slots=True)
class ConsolePage:
    """A page of the rail. `name` is its URL's within ``console:``, `permission` what it takes.

    `section` is what a request's URL name begins with while the page, or one below it, is open.
    """

    name: str
    label: str | Promise
    icon: str
    group: Group
    permission: str
    section: str


STORE_PAGES = (
    ConsolePage("today", _("Today"), "sun", Group.TODAY, "orders.view", "today"),
    ConsolePage("orders", _("Orders"), "package", Group.TODAY, "orders.view", "order"),
    ConsolePage(
        "fulfilment",
        _("Pick and pack"),
        "package-open",
        Group.TODAY,
        "orders.fulfil",
        "fulfilment",
    ),
    ConsolePage("claims", _("Returns"), "undo-2", Group.TODAY, "orders.view", "claim"),
    ConsolePage("products", _("Products"), "tag", Group.SELL, "products.view", "product"),
    ConsolePage("stock", _("Stock"), "boxes", Group.SELL, "stock.view", "stock"),
    ConsolePage(
        "stocktakes", _("Stocktakes"), "clipboard-list", Group.SELL, "stock.view", "stocktake"
    ),
    ConsolePage("guides", _("Size guides"), "shirt", Group.SELL, "products.change", "guide"),
    ConsolePage("imports", _("Imports"), "file-up", Group.SELL, "products.import", "import"),
    ConsolePage(
        "customers", _("Customers"), "user-round", Group.TALK, "customers.view", "customer"
    ),
    ConsolePage(
        "inquiries", _("Questions"), "message-circle", Group.TALK, "customers.view", "inquir"
    ),
    ConsolePage(
        "quotations",
        _("Prices asked for"),
        "message-circle",
        Group.SELL,
        "quotations.answer",
        "quotation",
    ),
    ConsolePage("reviews", _("Reviews"), "star", Group.TALK, "customers.view", "review"),
    ConsolePage("faq", _("Asked often"), "circle-help", Group.TALK, "products.view", "faq"),
    ConsolePage("statement", _("Statement"), "banknote", Group.MONEY, "money.view", "statement"),
    ConsolePage(
        "promotions", _("Promotions"), "percent", Group.GROW, "promotions.change", "promotion"
    ),
    ConsolePage("points", _("Points"), "hand-coins", Group.MONEY, "money.view", "points"),
    ConsolePage("profile", _("Store"), "store", Group.SET_UP, "store.change", "profile"),
    ConsolePage("staff", _("People"), "users", Group.SET_UP, "staff.change", "staff"),
    ConsolePage("locations", _("Locations"), "warehouse", Group.SET_UP, "store.change", "location"),
    ConsolePage("markets", _("Markets"), "globe", Group.SET_UP, "store.change", "market"),
    ConsolePage("delivery", _("Delivery"), "truck", Group.SET_UP, "delivery.change", "delivery"),
    ConsolePage(
        "returns", _("Return policy"), "rotate-ccw", Group.SET_UP, "store.change", "returns"
    ),
    ConsolePage(
        "wrapping", _("Gift wrapping"), "gift", Group.SET_UP, "delivery.change", "wrapping"
    ),
    ConsolePage(
        "availability", _("Sold where"), "map-pin", Group.SET_UP, "delivery.change", "availability"
    ),
    ConsolePage("duties", _("Customs"), "receipt", Group.SET_UP, "delivery.change", "dut"),
    ConsolePage("tokens", _("API tokens"), "key-round", Group.SET_UP, "tokens.change", "token"),
)
MALL_PAGES = (
    ConsolePage(
        "mall_queue", _("To decide"), "clipboard-list", Group.TODAY, "mall.view", "mall_queue"
    ),
    ConsolePage("mall_sellers", _("Sellers"), "store", Group.TODAY, "mall.view", "mall_seller"),
    ConsolePage(
        "mall_applications",
        _("Applications"),
        "file-up",
        Group.TODAY,
        "mall.view",
        "mall_application",
    ),
    ConsolePage("mall_sections", _("Home page"), "sun", Group.SELL, "mall.view", "mall_section"),
    ConsolePage("mall_banners", _("Banners"), "bell", Group.SELL, "mall.view", "mall_banner"),
    ConsolePage(
        "mall_products", _("New products"), "package-plus", Group.TODAY, "mall.view", "mall_product"
    ),
    ConsolePage(
        "mall_commissions", _("Commission"), "coins", Group.MONEY, "money.view", "mall_commission"
    ),
    ConsolePage("mall_payouts", _("Payouts"), "coins", Group.MONEY, "money.view", "mall_payout"),
    ConsolePage(
        "mall_promotions",
        _("Promotions"),
        "percent",
        Group.GROW,
        "promotions.change",
        "mall_promotion",
    ),
    ConsolePage("mall_points", _("Points"), "hand-coins", Group.MONEY, "money.view", "mall_point"),
    ConsolePage("mall_gift_cards", _("Gift cards"), "gift", Group.MONEY, "money.view", "mall_gift"),
    ConsolePage("mall_books", _("Books"), "book-open", Group.MONEY, "money.view", "mall_book"),
    ConsolePage(
        "mall_settlements", _("Settlements"), "banknote", Group.MONEY, "money.view", "mall_settle"
    ),
    ConsolePage(
        "mall_transfers", _("Transfers"), "building-2", Group.MONEY, "money.view", "mall_transfer"
    ),
    ConsolePage("mall_cash", _("Cash"), "hand-coins", Group.MONEY, "money.view", "mall_cash"),
    ConsolePage(
        "mall_questions", _("Disputes"), "circle-help", Group.MONEY, "money.view", "mall_question"
    ),
    ConsolePage(
        "mall_payments", _("Payments"), "credit-card", Group.SET_UP, "money.view", "mall_payment"
    ),
    ConsolePage(
        "mall_erasures", _("Erasures"), "user-round", Group.SET_UP, "mall.view", "mall_erasure"
    ),
    ConsolePage(
        "mall_rates", _("Exchange rates"), "globe", Group.SET_UP, "money.view", "mall_rate"
    ),
    ConsolePage("mall_events", _("Events"), "workflow", Group.SET_UP, "mall.view", "mall_event"),
    ConsolePage("mall_jobs", _("Jobs"), "timer", Group.SET_UP, "mall.view", "mall_job"),
)

# The bar of a phone has room for five; the last is always the way to all the others.
BOTTOM = ("today", "orders", "products", "stock")
MALL_BOTTOM = ("mall_queue", "mall_sellers", "mall_books", "mall_settlements")


def page_url(name: str, *arguments: str) -> str:
    """The address of a page of the console, empty while this mall does not have it."""
    return url_or_nothing(f"console:{name}", *arguments)


def url_or_nothing(name: str, *arguments: str) -> str:
    """`reverse`, or empty where there is no such page: the layouts leave such links out."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
