"""Offers before checkout, and the wallet."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.domains.factories.catalogue import make_product
from tests.domains.factories.identity import make_person
from tests.domains.factories.promotions import make_promotion
from tradewind.domains.promotions.models import Promotion, WalletEntry

pytestmark = pytest.mark.django_db


def shopper() -> Client:
    client = Client()
    client.force_login(make_person())
    return client


def test_a_product_s_strip_shows_and_keeps_an_offer() -> None:
    product, client = make_product(), shopper()
    row = make_promotion(store=product.store, name="Sail away", code="SAIL", percent_bp=2000)
    strip = client.get(f"/offers/{product.public_id}").content.decode()
    assert "20 % off" in strip
    assert "SAIL" in strip
    client.post(f"/account/wallet/offers/{row.public_id}")
    assert "In your wallet" in client.get(f"/offers/{product.public_id}").content.decode()
    page = client.get("/account/wallet").content.decode()
    assert "Sail away" in page
    (entry,) = WalletEntry.objects.all()
    client.post(f"/account/wallet/{entry.public_id}/removal")
    assert "Nothing in your wallet yet" in client.get("/account/wallet").content.decode()


def test_a_product_without_offers_has_no_strip() -> None:
    assert Client().get(f"/offers/{make_product().public_id}").content.strip() == b""


def test_an_offer_of_another_currency_or_country_is_not_shown() -> None:
    product = make_product()
    make_promotion(store=product.store, code="MOVED", currency="USD", budget_minor=100)
    assert Client().get(f"/offers/{product.public_id}").content.strip() == b""


def test_a_code_is_kept_and_a_wrong_one_is_said() -> None:
    client = shopper()
    make_promotion(code="MALL10", name="For everybody")
    assert (
        "For everybody"
        in client.post("/account/wallet/codes", {"code": "mall10"}, follow=True).content.decode()
    )
    told = client.post("/account/wallet/codes", {"code": "nope"}, follow=True).content.decode()
    assert "We don&#x27;t know this code" in told


def test_what_is_over_stays_and_says_so() -> None:
    client = shopper()
    row = make_promotion(code="BRIEF")
    client.post("/account/wallet/codes", {"code": "BRIEF"})
    Promotion.objects.for_issuer(None).filter(pk=row.pk).update(state=Promotion.State.ENDED)
    assert "Over" in client.get("/account/wallet").content.decode()


def test_somebody_else_s_entry_is_not_there() -> None:
    mine = shopper()
    make_promotion(code="MINE")
    mine.post("/account/wallet/codes", {"code": "MINE"})
    (entry,) = WalletEntry.objects.all()
    assert shopper().post(f"/account/wallet/{entry.public_id}/removal").status_code == 404
    assert WalletEntry.objects.count() == 1
