"""Real ids for every parameter in the mall's addresses, and bodies that would be taken.

A new route with a parameter that stands here nowhere fails the walk until somebody says what a
real value of it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.domains.factories.checkout import ADDRESS
from tests.domains.factories.quotations import make_quotation
from tests.isolation.victim import Victim
from tradewind.domains.loyalty.operations import (
    open_top_up,
    set_deposit_terms,
    wallet_of_person,
)
from tradewind.domains.notices.models import Browser, Notice
from tradewind.domains.notices.operations import notify
from tradewind.domains.pricing.models import Price
from tradewind.domains.pricing.quantity_prices import set_quantity_price
from tradewind.flows.export_person.jobs import ask_archive
from tradewind.kernel import clock, ids
from tradewind.kernel.money import Money
from tradewind.platform.http.routes import Route


def _top_up(victim: Victim) -> str:
    limits = Money(1_000, "CAD")
    set_deposit_terms(least=limits, most=limits, most_held=limits)
    return open_top_up(
        person_id=victim.person.pk, amount=limits, provider="sandbox", key="victim"
    ).public_id


def _notice(victim: Victim) -> str:
    key = f"victim:{ids.new_id('ntc')}"
    notify(
        key=key,
        kind="loyalty.expiring",
        channel=Notice.Channel.SITE,
        language="en",
        facts={"points": 1, "first": "2030-01-01"},
        person_id=victim.person.pk,
        store_id=victim.store.pk,
    )
    return Notice.objects.get(key=key).public_id


def _browser(victim: Victim) -> str:
    browser = Browser.objects.create(
        person=victim.person,
        endpoint=f"https://push.example/{ids.new_id('brw')}",
        auth="",
        p256dh="",
    )
    return browser.public_id


def _quotation(victim: Victim) -> str:
    # Another address each time: one may ask for so many prices an hour.
    asked = make_quotation(
        (victim.goods, 5), person=victim.person, email=f"{ids.new_token()}@example.org"
    )
    return asked.public_id


def _step(victim: Victim) -> str:
    row = set_quantity_price(
        store_id=victim.store.pk,
        variant_id=victim.goods.pk,
        pieces=90,
        amount=Money(1, victim.store.currency),
    )
    return str(row)


_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

# What the victim's things are called in addresses. Guest links are opened by their secret alone,
# so an intruder has the next best: the thing's public id.
VALUES: Mapping[str, Callable[[Victim], str]] = {
    "store": lambda victim: victim.store.slug,
    "store_id": lambda victim: victim.store.public_id,
    "customer_id": lambda victim: victim.order.customer.public_id,
    "order_id": lambda victim: victim.order.public_id,
    "stocktake_id": lambda victim: victim.stocktake.public_id,
    "claim_id": lambda victim: victim.claim.public_id,
    "photo_id": lambda victim: victim.claim.photos.get().public_id,
    "purchase_id": lambda victim: victim.purchase.public_id,
    "checkout_id": lambda victim: victim.checkout.public_id,
    "line_id": lambda victim: victim.line.public_id,
    "address_id": lambda victim: victim.address.public_id,
    "location_id": lambda victim: victim.location.public_id,
    "invitation_id": lambda victim: str(victim.invitation.pk),
    "person_id": lambda victim: victim.colleague.public_id,
    "token_id": lambda victim: victim.token.public_id,
    "product_id": lambda victim: victim.goods.product.public_id,
    "variant_id": lambda victim: victim.goods.public_id,
    "price_id": lambda victim: str(Price.objects.for_store(victim.store.pk)[0].pk),
    "quotation_id": lambda victim: _quotation(victim),
    "step_id": lambda victim: _step(victim),
    "import_id": lambda victim: victim.bulk.public_id,
    "picture_id": lambda victim: victim.picture.public_id,
    "restriction_id": lambda victim: victim.restriction.public_id,
    "window_id": lambda victim: str(victim.window.pk),
    "guide_id": lambda victim: victim.guide.public_id,
    "customs_id": lambda victim: str(victim.customs.pk),
    "zone_id": lambda victim: str(victim.method.zone_id),
    "change_id": lambda victim: victim.change_id,
    "payout_id": lambda victim: victim.payout.public_id,
    "method_id": lambda victim: victim.method.public_id,
    "row_id": lambda _: ids.new_id("bnk"),
    "payment_id": lambda victim: victim.paid.public_id,
    "contradiction_id": lambda _: ids.new_id("ctr"),
    "refund_id": lambda _: ids.new_id("ref"),
    "promotion_id": lambda victim: str(victim.promotion.public_id),
    "favourite_id": lambda victim: victim.favourite.public_id,
    "folder_id": lambda victim: victim.folder.public_id,
    "inquiry_id": lambda victim: victim.secret_question.public_id,
    "review_id": lambda victim: victim.review.public_id,
    "subject_id": lambda victim: victim.review.public_id,
    "shown_id": lambda _: ids.new_id("rev"),
    "waiting_id": lambda victim: victim.place.public_id,
    "faq_id": lambda victim: victim.faq.public_id,
    "appeal_id": lambda _: ids.new_id("apl"),
    "entry_id": lambda victim: str(victim.entry.public_id),
    "settlement_id": lambda victim: victim.settlement.public_id,
    "pk": lambda victim: str(victim.passkey.pk),
    "provider": lambda _: "google",
    "job_id": lambda _: str(ProcrastinateJob.objects.values_list("id", flat=True)[0]),
    "wallet_id": lambda victim: wallet_of_person(person_id=victim.person.pk).public_id,
    "saved_card_id": lambda victim: victim.saved_card.public_id,
    "card_id": lambda _: ids.new_id("gft"),
    "rule_id": lambda _: ids.new_id("ern"),
    "top_up_id": lambda victim: _top_up(victim),
    "notice_id": lambda victim: _notice(victim),
    "browser_id": lambda victim: _browser(victim),
    "code_id": lambda _: ids.new_id("otc"),
    "archive_id": lambda victim: ask_archive(person_id=victim.person.pk, language="en").public_id,
    "category_id": lambda _: ids.new_id("cat"),
    "application_id": lambda _: ids.new_id("app"),
    "document_id": lambda _: ids.new_id("adc"),
    "term_id": lambda _: ids.new_id("cmt"),
    "section": lambda _: "winter",
    "banner_id": lambda _: ids.new_id("ban"),
    "note_id": lambda _: ids.new_id("cno"),
    "task_id": lambda _: ids.new_id("ctk"),
    "code": lambda _: "SPRING",
    "what": lambda _: "count",
    "language": lambda _: "fr",
    "country": lambda _: "US",
    "purpose": lambda _: "marketing",
    "currency": lambda _: "CAD",
    "day": lambda _: clock.now().date().isoformat(),
    "token": lambda victim: victim.purchase.public_id,
    "reference": lambda victim: victim.paid.public_id,
    "ticket": lambda victim: victim.purchase.public_id,
    "secret": lambda victim: ids.new_token(),
}

_PROMOTION = {"name": "Spring", "reward": {"kind": "percent", "percent_bp": 1000}}

_CLAIM = {
    "order_id": "ord_00000000000000000000000000",
    "kind": "cancel",
    "reason": "changed_mind",
    "lines": [{"line_id": "oli_00000000000000000000000000", "count": 1}],
    "agreed_refund": {"minor": 1, "currency": "CAD"},
}

# Bodies that pass validation, so that what refuses the intruder is not a typing mistake.
BODIES: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("POST", "/api/v1/checkouts/<checkout_id>/payment"): {
        "provider": "sandbox",
        "source": "tok_pays",
        "agreed_total": {"minor": 1695, "currency": "CAD"},
    },
    ("PUT", "/api/v1/cart/gift"): {"message": "For you"},
    ("POST", "/api/v1/cart/codes"): {"code": "SPRING"},
    ("PUT", "/api/v1/me/notice-choices/<purpose>"): {"channels": ["site"]},
    ("POST", "/api/v1/cart/lines"): {"variant_id": "var_00000000000000000000000000"},
    ("POST", "/api/v1/cart/reconcile"): {
        "intents": [{"key": "k" * 16, "at": "2026-11-20T12:00:00Z", "quantity": 1}]
    },
    ("PATCH", "/api/v1/cart/lines/<line_id>"): {"quantity": 9},
    ("POST", "/api/v1/gift-cards/purchases/<token>/return"): {},
    ("PATCH", "/api/v1/me/cards/<saved_card_id>"): {"label": "Mine"},
    ("PUT", "/api/v1/me/addresses/<address_id>"): {"country": "CA", "fields": dict(ADDRESS)},
    ("PATCH", "/api/v1/stores/<store>/locations/<location_id>"): {"position": 5},
    ("PATCH", "/api/v1/stores/<store>/products/imports/<import_id>/columns"): {
        "columns": {"title": "title"}
    },
    ("PUT", "/api/v1/stores/<store>/products/<product_id>/options"): {"options": []},
    ("POST", "/api/v1/stores/<store>/customers/<customer_id>/notes"): {"text": "Likes blue"},
    ("PUT", "/api/v1/stores/<store>/customers/<customer_id>/tags"): {"tags": ["vip"]},
    ("POST", "/api/v1/stores/<store>/customers/<customer_id>/merge"): {"other": "cus_none"},
    ("PUT", "/api/v1/stores/<store>/stocktakes/<stocktake_id>/counts"): {
        "found": [{"code": "SKU", "pieces": 1}]
    },
    ("PUT", "/api/v1/stores/<store>/products/<product_id>/pictures/order"): {"order": []},
    ("PATCH", "/api/v1/stores/<store>/products/<product_id>/pictures/<picture_id>"): {"alt": "A"},
    ("PUT", "/api/v1/stores/<store>/products/<product_id>/pictures/<picture_id>/shows"): {
        "shows": []
    },
    ("PUT", "/api/v1/stores/<store>/products/<product_id>/texts/<language>"): {
        "words": {"title": "T"}
    },
    ("PUT", "/api/v1/stores/<store>/products/<product_id>/variants/<variant_id>/price"): {
        "amount": "9.00"
    },
    ("POST", "/api/v1/stores/<store>/products/<product_id>/variants/<variant_id>/prices"): {
        "amount": "9.00",
        "starts_at": "2030-01-01T00:00:00Z",
    },
    (
        "POST",
        "/api/v1/stores/<store>/products/<product_id>/variants/<variant_id>/quantity-prices",
    ): {
        "pieces": 10,
        "amount": "1.00",
    },
    ("POST", "/api/v1/quotations/<token>/acceptance"): {"version": 1},
    ("POST", "/api/v1/quotations/<token>/messages"): {"text": "Hello"},
    ("POST", "/api/v1/stores/<store>/quotations/<quotation_id>/messages"): {"text": "Hello"},
    ("POST", "/api/v1/stores/<store>/quotations/<quotation_id>/offers"): {
        "lines": [{"variant_id": "var_00000000000000000000000000", "quantity": 1, "unit": "1.00"}],
        "valid_until": "2030-01-01T00:00:00Z",
    },
    ("POST", "/api/v1/stores/<store>/stock/<variant_id>/receipts"): {"location": "x", "pieces": 1},
    ("POST", "/api/v1/stores/<store>/stock/<variant_id>/counts"): {"location": "x", "pieces": 1},
    ("POST", "/api/v1/stores/<store>/stock/<variant_id>/adjustments"): {
        "location": "x",
        "change": 1,
        "kind": "returned",
    },
    ("POST", "/api/v1/stores/<store>/stock/<variant_id>/transfers"): {
        "location": "x",
        "to": "y",
        "pieces": 1,
    },
    ("PUT", "/api/v1/stores/<store>/stock/<variant_id>/alert"): {"location": "x", "low_at": 1},
    ("PUT", "/api/v1/stores/<store>/restrictions/<restriction_id>"): {"places": ["US"]},
    ("PUT", "/api/v1/stores/<store>/guides/<guide_id>"): {
        "title": "T",
        "table": "size; foot\n38; 24",
    },
    ("PUT", "/api/v1/purchases/<token>/orders/<order_id>/hours"): {"slot": "1@2026-11-30"},
    ("POST", "/api/v1/products/<product_id>/watches"): {"email": "i@example.org", "country": "MN"},
    ("POST", "/api/v1/stores/<store>/delivery/<method_id>/windows"): {
        "weekday": 1,
        "starts": "10:00",
        "ends": "12:00",
        "capacity": 1,
    },
    ("PUT", "/api/v1/stores/<store>/delivery/<method_id>/pick-up"): {"hours": ""},
    ("POST", "/api/v1/stores/<store>/promotions"): _PROMOTION,
    ("PUT", "/api/v1/stores/<store>/promotions/<promotion_id>"): _PROMOTION,
    ("POST", "/api/v1/stores/<store>/promotions/<promotion_id>/codes"): {"text": "SPRING"},
    ("POST", "/api/v1/stores/<store>/promotions/<promotion_id>/codes/batch"): {"count": 3},
    ("POST", "/api/v1/me/erasure"): {"password": "whatever"},
    ("PUT", "/api/v1/stores/<store>/staff/<person_id>"): {"role": "manager"},
    ("POST", "/api/v1/stores/<store>/orders/<order_id>/cancellation"): {"reason": "out_of_stock"},
    ("POST", "/api/v1/favourites/batch"): {"action": "remove", "ids": []},
    ("PUT", "/api/v1/favourites/mail"): {"email": "i@example.org"},
    ("POST", "/api/v1/favourites/folders"): {"name": "Mine"},
    ("PATCH", "/api/v1/favourites/folders/<folder_id>"): {"name": "Mine"},
    ("PUT", "/api/v1/me/reviews/<review_id>"): {"stars": 1, "author": "Eve"},
    ("POST", "/api/v1/me/reviews/<review_id>/appeal"): {"text": "Look again"},
    ("POST", "/api/v1/me/purchases/<purchase_id>/lines/<line_id>/review"): {
        "stars": 1,
        "author": "Eve",
    },
    ("POST", "/api/v1/purchases/<token>/lines/<line_id>/review"): {"stars": 1, "author": "Eve"},
    ("POST", "/api/v1/reviews/<shown_id>/flags"): {"reason": "spam"},
    ("POST", "/api/v1/inquiries/<inquiry_id>/replies"): {"text": "I see you"},
    ("POST", "/api/v1/inquiries/<inquiry_id>/flags"): {"reason": "spam"},
    ("POST", "/api/v1/inquiries/<inquiry_id>/appeal"): {"text": "Look again"},
    ("PUT", "/api/v1/stores/<store>/reviews/<review_id>/reply"): {"text": "Thanks"},
    ("POST", "/api/v1/stores/<store>/words/<subject_id>/appeal"): {"text": "Look again"},
    ("POST", "/api/v1/stores/<store>/inquiries/<inquiry_id>/answers"): {"text": "Yes"},
    ("PUT", "/api/v1/stores/<store>/faq/<faq_id>"): {"question": "Q", "answer": "A"},
    ("POST", "/api/v1/purchases/<token>/claims"): _CLAIM,
    ("POST", "/api/v1/purchases/<token>/claims/estimates"): _CLAIM,
    ("POST", "/api/v1/me/purchases/<purchase_id>/claims"): _CLAIM,
    ("POST", "/api/v1/me/purchases/<purchase_id>/claims/estimates"): _CLAIM,
    ("POST", "/api/v1/stores/<store>/claims/<claim_id>/refusal"): {"answer": "No"},
    ("POST", "/api/v1/stores/<store>/claims/<claim_id>/rejection"): {"answer": "No"},
    ("POST", "/api/v1/stores/<store>/claims/<claim_id>/inspection"): {"lines": {}, "location": "x"},
    ("POST", "/api/v1/stores/<store>/orders/<order_id>/delays"): {"until": "2030-01-01"},
    ("PUT", "/api/v1/stores/<store>/return-policy"): {"return_days": 1, "exchange_days": 1},
}

# Parameters that name one thing among a store's or a person's, not a place everybody has.
_SHARED = frozenset({"store", "country", "purpose", "currency", "day", "language", "what"})


def parameters(route: Route) -> list[str]:
    """The names of the parameters in the route's address."""
    return _PARAMETER.findall(route.pattern)


def names_a_thing(route: Route) -> bool:
    """Whether the address names something that is somebody's."""
    return bool(set(parameters(route)) - _SHARED)


def path_of(route: Route, victim: Victim, *, store: str = "") -> str:
    """The address with the victim's ids in it; `store` puts another store in the store's place."""

    def value(match: re.Match[str]) -> str:
        if match[1] == "store" and store:
            return store
        return VALUES[match[1]](victim)

    return _PARAMETER.sub(value, route.pattern)


def methods_of(route: Route) -> list[str]:
    """What to try: what the operation takes; reading and sending for pages."""
    return sorted(route.methods) or ["GET", "POST"]


UPLOADS: Mapping[tuple[str, str], str] = {
    ("POST", "/api/v1/stores/<store>/products/<product_id>/pictures"): "file",
    ("POST", "/api/v1/purchases/<token>/claims/photos"): "picture",
    ("POST", "/api/v1/me/purchases/<purchase_id>/claims/photos"): "picture",
}
"""What takes a picture under that name, and no JSON."""


def picture() -> SimpleUploadedFile:
    """A picture that would be taken."""
    drawn = BytesIO()
    Image.new("RGB", (40, 50), "teal").save(drawn, "PNG")
    return SimpleUploadedFile("cup.png", drawn.getvalue(), "image/png")
