"""A price asked for, offered, accepted and paid, in the browser and over REST."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.test import Client
from django.urls import reverse

from tests.console.staff import member, signed_in
from tests.domains.events import enveloped, published
from tests.domains.factories.checkout import ADDRESS, make_goods, pay
from tests.domains.factories.identity import make_person
from tests.domains.factories.quotations import make_offer, make_quotation
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.operations import Details
from tradewind.domains.inventory.models import Reservation
from tradewind.domains.notices.models import Notice
from tradewind.domains.orders.models import OrderLine
from tradewind.domains.quotations import subscribers
from tradewind.domains.quotations.events import QuotationDiscussed, QuotationMoved
from tradewind.domains.quotations.models import Quotation
from tradewind.domains.quotations.rules import State
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def goods() -> Variant:
    return make_goods(price="10.00", on_hand=300, delivery="5.00")


def text_of(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def only() -> Quotation:
    return Quotation.objects.across_stores("a test").get()


def tell() -> set[str]:
    """Let the subscriber read the stream; the kinds of notices it wrote."""
    for moved in published(QuotationMoved):
        subscribers.tell_of_move(moved, enveloped(moved))
    for said in published(QuotationDiscussed):
        subscribers.tell_of_message(said, enveloped(said))
    return set(Notice.objects.filter(kind__startswith="quotations.").values_list("kind", flat=True))


def ask(client: Client, goods: Variant, **more: str) -> Any:
    form = {
        f"line-{goods.public_id}": "120",
        "name": "Ada's Office",
        "email": "ada@example.org",
        "message": "Blue if you can",
    }
    return client.post(reverse("storefront:quotation_new"), {**form, **more})


def offer(seller: Client, row: Quotation, goods: Variant, **more: str) -> Any:
    form = {
        f"quantity-{goods.public_id}": "120",
        f"unit-{goods.public_id}": "7.25",
        "delivery": "30.00",
        "valid_until": (clock.now() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M"),
        "note": "Blue it is",
    }
    url = reverse("console:quotation", args=[row.store.slug, row.public_id])
    return seller.post(url, {**form, **more})


def test_a_guest_asks_reads_the_offer_and_pays_it(client: Client, goods: Variant) -> None:
    form = client.get(f"/quotes/new?variant={goods.public_id}")
    assert goods.product.title in form.content.decode()
    asked = ask(client, goods)
    row = only()
    here = f"/quotes/{row.token}"
    assert asked.headers["Location"] == here
    assert "The seller has your request" in text_of(client.get(here).content)

    seller = member(goods.store)[1]
    listed = seller.get(f"/console/{goods.store.slug}/quotes/").content.decode()
    assert "Ada&#x27;s Office" in listed
    page = text_of(seller.get(f"/console/{goods.store.slug}/quotes/{row.public_id}").content)
    assert "120 asked for, 300 in stock" in page
    assert "Blue if you can" in page
    assert offer(seller, row, goods, keeps_stock="on").status_code == 302
    assert tell() == {"quotations.asked", "quotations.answered"}
    letter = Notice.objects.get(kind="quotations.answered")
    assert (letter.address, letter.channel) == ("ada@example.org", "email")

    shown = text_of(client.get(here).content)
    for said in ("7.25", "870.00", "30.00", "Blue it is", "No other promotion is taken off"):
        assert said in shown
    # Somebody's own cart waits beside it.
    client.post("/cart/lines", {"variant": goods.public_id, "quantity": "2"})
    accepted = client.post(f"{here}/acceptance", {"version": "1"})
    assert accepted.headers["Location"] == "/checkout"
    checkout = client.get("/checkout").content.decode()
    assert "Prices agreed with the seller" in checkout
    assert "870.00" in text_of(checkout.encode())
    assert "20.00" in text_of(client.get("/cart").content)

    again = client.post(f"{here}/acceptance", {"version": "1"}, follow=True)
    assert "bought once only" in text_of(again.content)
    # Left for later, and gone on with on another device by the same link.
    client.get("/checkout?of=cart")
    assert "Prices agreed with the seller" not in client.get("/checkout").content.decode()
    other = Client()
    assert other.post(f"{here}/checkout").headers["Location"] == "/checkout"
    assert "Prices agreed with the seller" in other.get("/checkout").content.decode()

    row_of_saga = Checkout.objects.get(quotation=row.public_id)
    checkouts.set_details(checkout=row_of_saga, details=Details(country="CA", address=ADDRESS))
    paid = pay(Checkout.objects.select_related("cart").get(pk=row_of_saga.pk)).checkout
    line = OrderLine.objects.across_stores("a test").get()
    assert (line.unit_minor, line.quantity) == (725, 120)
    back = other.get(f"/checkout/{paid.public_id}/back")
    assert back.headers["Location"].startswith("/orders/")
    assert "You bought it" in text_of(other.get(here).content)
    assert tell() == {"quotations.asked", "quotations.answered", "quotations.accepted"}


def test_both_write_and_either_may_close_it(client: Client, goods: Variant) -> None:
    ask(client, goods)
    row = only()
    seller = member(goods.store)[1]
    base = f"/console/{goods.store.slug}/quotes/{row.public_id}"
    seller.post(f"{base}/messages", {"text": "Which blue?"})
    assert Quotation.objects.across_stores("a test").get().waits_since is None
    client.post(f"/quotes/{row.token}/messages", {"text": "Sky"})
    assert Quotation.objects.across_stores("a test").get().waits_since is not None
    page = text_of(client.get(f"/quotes/{row.token}").content)
    assert page.index("Which blue?") < page.index("Sky")
    client.post(f"/quotes/{row.token}/refusal")
    assert only().state == State.DECLINED
    refused = seller.post(base, {"valid_until": "2030-01-01T10:00"}, follow=True)
    assert refused.status_code == 422
    assert tell() == {
        "quotations.asked",
        "quotations.reply",
        "quotations.message",
        "quotations.withdrawn",
    }


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client: Client, goods: Variant) -> None:
    wrong = ask(client, goods, email="nobody", wanted_on="2001-01-01")
    assert wrong.status_code == 422
    assert b"Blue if you can" in wrong.content
    assert b'value="120"' in wrong.content
    assert not Quotation.objects.across_stores("a test").exists()
    ask(client, goods)
    row, seller = only(), member(goods.store)[1]
    for typed, said in (
        ({f"unit-{goods.public_id}": ""}, "This is needed."),
        ({f"unit-{goods.public_id}": "1.234"}, "no amount of that currency"),
        ({"valid_until": "2001-01-01T10:00"}, "This is too small."),
        ({f"quantity-{goods.public_id}": "301", "keeps_stock": "on"}, "not enough pieces left"),
    ):
        refused = offer(seller, row, goods, **typed)
        assert refused.status_code == 422, typed
        assert "Blue it is" in refused.content.decode()
        assert said in text_of(refused.content)
    assert only().version == 0
    assert not Reservation.objects.across_stores("a test").exists()


def test_only_those_who_may_answer_see_a_store_s_requests(goods: Variant) -> None:
    row = make_quotation((goods, 5))
    base = f"/console/{goods.store.slug}/quotes/"
    assert member(goods.store, "operator")[1].get(base).status_code == 403
    assert member(goods.store, "manager")[1].get(base).status_code == 200
    stranger = member(make_store())[1]
    own = f"/console/{stranger.get('/console/').headers.get('Location', '').split('/')[2]}"
    assert stranger.get(f"{own}/quotes/{row.public_id}").status_code == 404


def test_a_member_finds_what_they_asked_and_buys_it_signed_in(goods: Variant) -> None:
    person = make_person()
    client = signed_in(person)
    client.post("/cart/lines", {"variant": goods.public_id, "quantity": "30"})
    form = client.get("/quotes/new?from=cart").content.decode()
    assert 'value="30"' in form
    ask(client, goods, email=person.email)
    row = only()
    assert row.person_id == person.pk
    assert goods.product.title in client.get("/account/quotes").content.decode()
    assert signed_in(make_person()).get("/account/quotes").content.decode().count("/quotes/") == 0
    make_offer(row, {goods: (30, "8.00")})
    client.post(f"/quotes/{row.token}/acceptance", {"version": "1"})
    assert "240.00" in text_of(client.get("/checkout").content)
    # Whoever got the link from them can't buy with their account's cart.
    other = Client()
    other.post(f"/quotes/{row.token}/checkout")
    assert "Prices agreed" not in other.get("/checkout", follow=True).content.decode()


def send(client: Client, method: str, url: str, body: Any = None, **headers: str) -> Any:
    sent = b"" if body is None else orjson.dumps(body)
    return client.generic(method, url, data=sent, content_type="application/json", headers=headers)


def test_the_same_over_rest(goods: Variant) -> None:
    program, seller = Client(), member(goods.store)[1]
    made = send(
        program,
        "POST",
        "/api/v1/quotations",
        {
            "lines": [{"variant_id": goods.public_id, "quantity": 200}],
            "email": "ada@example.org",
            "name": "Ada",
            "region": "ON",
        },
    )
    assert made.status_code == 201
    (asked,) = made.json()["items"]
    one = f"/api/v1/quotations/{asked['token']}"
    store = f"/api/v1/stores/{goods.store.slug}/quotations"
    assert [row["id"] for row in seller.get(f"{store}?view=waiting").json()["items"]] == [
        asked["id"]
    ]
    body = {
        "lines": [{"variant_id": goods.public_id, "quantity": 200, "unit": "6.50"}],
        "delivery": "0",
        "valid_until": (clock.now() + timedelta(days=3)).isoformat(),
    }
    told = send(seller, "POST", f"{store}/{asked['id']}/offers", body)
    assert told.status_code == 201
    assert told.json()["offers"][0]["goods"]["minor"] == 130_000
    stale = send(program, "POST", f"{one}/acceptance", {"version": 2})
    assert (stale.status_code, stale.json()["code"]) == (409, "quotation_changed")
    taken = send(program, "POST", f"{one}/acceptance", {"version": 1})
    assert taken.status_code == 201
    twice = send(program, "POST", f"{one}/acceptance", {"version": 1})
    assert (twice.status_code, twice.json()["code"]) == (409, "quotation_taken")

    token = {"Cart-Token": taken.json()["cart_token"]}
    # The cart itself is nobody's to fill.
    assert send(program, "GET", "/api/v1/cart", **token).status_code == 404
    checkout = f"/api/v1/checkouts/{taken.json()['checkout_id']}"
    filled = send(program, "PATCH", checkout, {"country": "CA", "address": ADDRESS}, **token)
    quote = filled.json()["quote"]
    assert (quote["goods"]["minor"], quote["shipping"]["minor"]) == (130_000, 0)
    paid = send(
        program,
        "POST",
        f"{checkout}/payment",
        {"provider": "sandbox", "source": "tok_pays", "agreed_total": quote["total"]},
        **token,
    )
    assert paid.json()["state"] == "confirmed", paid.json()
    assert program.get(one).json()["state"] == "ordered"
    late = make_quotation((goods, 5))
    make_offer(late, {goods: (5, "1.00")}, valid_until=clock.now() + timedelta(minutes=1))
    with clock.frozen_at(clock.now() + timedelta(minutes=2)):
        gone = send(program, "POST", f"/api/v1/quotations/{late.token}/acceptance", {"version": 1})
    assert (gone.status_code, gone.json()["code"]) == (410, "quotation_expired")
