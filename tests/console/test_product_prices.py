"""The page of a product's prices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import member
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.pricing import make_price
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Product
from tradewind.domains.pricing.models import Price, QuantityPrice
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.platform.audit.queries import list_by_subject

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def store() -> Store:
    return make_store(time_zone="America/Toronto")


@pytest.fixture
def client(store: Store) -> Client:
    return member(store)[1]


def at(name: str, product: Product, *more: Any) -> str:
    return reverse(f"console:{name}", args=[product.store.slug, product.public_id, *more])


def prices(product: Product) -> list[tuple[Money, Money | None]]:
    rows = Price.objects.for_store(product.store_id).filter(variant__product=product)
    return [(row.amount, row.compare_at) for row in rows.order_by("variant_id", "currency", "pk")]


def test_one_price_for_every_variant_in_another_currency(store: Store, client: Client) -> None:
    product = make_product(store=store, variants=3)
    form = {"variant": "every", "currency": "EUR", "amount": "9.50", "compare_at": "12"}
    assert client.post(at("product_price_set", product), form).status_code == 302
    assert prices(product) == [(Money(950, "EUR"), Money(1200, "EUR"))] * 3
    (entry,) = list_by_subject(subject=str(product.public_id)).items
    assert entry.changes["amount"] == "9.50"


def test_a_planned_price_is_in_the_stores_own_time(store: Store, client: Client) -> None:
    product = make_product(store=store)
    (variant,) = variants_of(product)
    make_price(variant=variant, amount="10.00")
    form = {
        "variant": variant.public_id,
        "currency": "CAD",
        "amount": "8",
        "starts_at": "2026-07-01T09:00",
        "ends_at": "2026-07-02T09:00",
    }
    assert client.post(at("product_price_plan", product), form).status_code == 302
    planned = Price.objects.for_store(store.pk).exclude(starts_at=None).get()
    assert planned.starts_at == datetime(2026, 7, 1, 13, tzinfo=UTC)

    again = client.post(at("product_price_plan", product), {**form, "amount": "7"})
    assert again.status_code == 422
    assert b"Another planned price holds within these days" in again.content
    assert b'value="7"' in again.content
    assert Price.objects.for_store(store.pk).exclude(starts_at=None).count() == 1

    with clock.frozen_at(NOON + timedelta(hours=6)):
        ended = client.post(at("product_price_end", product, planned.pk))
    assert ended.status_code == 302
    planned.refresh_from_db()
    assert planned.ends_at == NOON + timedelta(hours=6)


def test_a_plan_for_all_is_for_none_when_one_overlaps(store: Store, client: Client) -> None:
    product = make_product(store=store, variants=2)
    last = variants_of(product)[1]
    form = {"currency": "CAD", "amount": "8", "starts_at": "2026-07-01T09:00"}
    client.post(at("product_price_plan", product), {**form, "variant": last.public_id})
    refused = client.post(at("product_price_plan", product), {**form, "variant": "every"})
    assert refused.status_code == 422
    assert len(prices(product)) == 1


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"variant": "var_00000000000000000000000000"}, "variant"),
        ({"currency": "XXX"}, "currency"),
        ({"amount": ""}, "amount"),
        ({"amount": "1.234.5"}, "amount"),
        ({"compare_at": "4"}, "compare_at"),
        ({"starts_at": "tomorrow"}, "starts_at"),
        ({"ends_at": "2026-06-01T00:00"}, "ends_at"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    store: Store, client: Client, form: dict[str, str], field: str
) -> None:
    product = make_product(store=store, variants=2)
    good = {
        "variant": "every",
        "currency": "CAD",
        "amount": "5.00",
        "starts_at": "2026-07-01T09:00",
    }
    answer = client.post(at("product_price_plan", product), {**good, **form})
    assert answer.status_code == 422
    assert field in answer.context["screen"].dated.errors
    assert prices(product) == []


def test_the_own_price_stays_and_others_go(store: Store, client: Client) -> None:
    product = make_product(store=store)
    (variant,) = variants_of(product)
    make_price(variant=variant, amount="10.00")
    make_price(variant=variant, amount="7.00", currency="EUR")
    for currency in ("CAD", "EUR"):
        client.post(at("product_price_drop", product, variant.public_id, currency))
    assert prices(product) == [(Money(1000, "CAD"), None)]


def test_another_stores_planned_price_is_nobodys(store: Store, client: Client) -> None:
    theirs, ours = make_product(), make_product(store=store)
    (variant,) = variants_of(theirs)
    held = Price.objects.create(
        store=theirs.store, variant=variant, currency="CAD", amount_minor=1, starts_at=NOON
    )
    assert client.post(at("product_price_end", ours, held.pk)).status_code == 404
    held.refresh_from_db()
    assert held.ends_at is None


def test_those_who_only_look_see_no_forms(store: Store) -> None:
    product = make_product(store=store)
    client = member(store, "operator")[1]
    page = client.get(at("product_prices", product))
    assert page.status_code == 200
    assert b"product_price_plan" not in page.content
    assert b"prices/plan" not in page.content
    assert client.post(at("product_price_plan", product), {}).status_code == 403


def test_the_page_costs_the_same_however_many_variants(
    store: Store, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    few, many = make_product(store=store), make_product(store=store, variants=30)
    client.get(at("product_prices", few))
    for product in (few, many):
        for variant in variants_of(product):
            make_price(variant=variant)
        with django_assert_num_queries(9):
            assert client.get(at("product_prices", product)).status_code == 200


def test_quantity_prices_are_set_refused_and_dropped(store: Store, client: Client) -> None:
    product = make_product(store=store, variants=2)
    for variant in variants_of(product):
        make_price(variant=variant, amount="10.00")
    form = {"variant": "every", "currency": "CAD", "pieces": "10", "amount": "9.00"}
    assert client.post(at("product_step_set", product), form).status_code == 302
    rows = QuantityPrice.objects.for_store(store.pk).order_by("pk")
    assert [(row.from_pieces, row.amount_minor) for row in rows] == [(10, 900), (10, 900)]
    page = client.get(at("product_prices", product)).content.decode()
    assert page.count("pieces on") == 2

    dear = client.post(at("product_step_set", product), {**form, "pieces": "20", "amount": "11"})
    assert dear.status_code == 422
    assert b"each must cost less than a single one" in dear.content
    for pieces in ("", "one", "1", "100"):
        wrong = client.post(at("product_step_set", product), {**form, "pieces": pieces})
        assert wrong.status_code == 422
        assert b'value="9.00"' in wrong.content
    assert rows.all().count() == 2

    assert client.post(at("product_step_drop", product, rows[0].pk)).status_code == 302
    assert rows.all().count() == 1
    other = member(make_store())[1]
    assert other.post(at("product_step_drop", product, rows[0].pk)).status_code in (403, 404)
    assert rows.all().count() == 1
