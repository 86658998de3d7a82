"""Rules a merchant makes for one of her products: where it is sold, what customs call it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.console.staff import member
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.stores import make_store
from tradewind.domains.availability.models import SaleRestriction
from tradewind.domains.duties.models import CustomsFacts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("named", ["id", "sku", "title"])
def test_a_product_is_named_as_a_person_would(named: str) -> None:
    store = make_store()
    product = make_product(store=store, title="Fir candle")
    make_product(store=store, title="Fir candle, large")
    (variant,) = variants_of(product)
    text = {"id": product.public_id, "sku": variant.sku.lower(), "title": " fir CANDLE "}[named]
    _, client = member(store)
    customs = reverse("console:duties", args=[store.slug])
    assert (
        client.post(customs, {"hs": "3406.00", "origin": "ca", "product": text}).status_code == 302
    )
    assert CustomsFacts.objects.for_store(store.pk).get().product == product
    places = reverse("console:availability", args=[store.slug])
    rule = {"kind": "never", "places": "US", "reason": "", "product": text}
    assert client.post(places, rule).status_code == 302
    assert SaleRestriction.objects.for_store(store.pk).get().product == product


@pytest.mark.parametrize(
    "text", ["no such thing", "Twin", "prd_01m7wsdnbhexa8cv4tcghpsc9t", "\x00", "’"]
)
@pytest.mark.parametrize("page", ["duties", "availability"])
def test_an_unknown_or_doubtful_name_is_said_and_nothing_is_kept(text: str, page: str) -> None:
    store = make_store()
    make_product(store=store, title="Twin")
    make_product(store=store, title="Twin")
    theirs = make_product(store=make_store(), title="No such thing")
    _, client = member(store)
    fields = {"kind": "never", "places": "US", "reason": "", "hs": "3406.00", "product": text}
    for typed in (text, theirs.public_id):
        url = reverse(f"console:{page}", args=[store.slug])
        response = client.post(url, fields | {"product": typed, "category": ""})
        if typed.strip("\x00 "):
            assert response.status_code == 422
            assert b"field-product-error" in response.content
    assert not CustomsFacts.objects.for_store(store.pk).exists()


def test_what_is_typed_finds_the_stores_own_goods_only() -> None:
    store = make_store()
    product = make_product(store=store, title="Fir candle")
    make_product(store=make_store(), title="Fir needles")
    _, client = member(store)
    url = reverse("console:product_pick", args=[store.slug])
    said = client.get(url, {"product": "fir"}).content.decode()
    (variant,) = variants_of(product)
    assert f'<option value="{variant.sku}">Fir candle</option>' in said
    assert "needles" not in said
