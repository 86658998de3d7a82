"""Promotions in the console, a store's and the mall's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.identity import make_person
from tests.domains.factories.promotions import make_promotion
from tests.domains.factories.stores import make_staff, make_store
from tradewind.domains.promotions.models import Code, Promotion
from tradewind.domains.promotions.rules import Layer, RewardKind, Tier, read_terms
from tradewind.domains.stores.models import Store

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Autumn",
    "kind": "percent",
    "percent": "12.5",
    "goods": "",
    "how": "automatic",
    "is_public": "on",
    "combines": ["order", "shipping"],
}


def staff(store: Store, role: str = "owner") -> Client:
    person, client = make_person(), Client()
    make_staff(store=store, person=person, role=role)
    client.force_login(person)
    return client


def operator() -> Client:
    client = Client()
    client.force_login(make_person(is_operator=True))
    return client


def only(store: Store | None) -> Promotion:
    found: Promotion = Promotion.objects.for_issuer(store.pk if store else None).get()
    return found


def test_a_promotion_is_written_as_a_form_and_run() -> None:
    store = make_store()
    client, base = staff(store), f"/console/{store.slug}/promotions/"
    assert "No promotion here" in client.get(base).content.decode()
    made = client.post(f"{base}new", {**FORM, "minimum": "25.00", "places": "ca us-ny"})
    row = only(store)
    terms = read_terms(row.terms)
    assert made.headers["Location"] == f"{base}{row.public_id}"
    assert (terms.reward.percent_bp, terms.needs.minimum_minor) == (1250, 2500)
    assert terms.needs.places == {"CA", "US-NY"}
    assert terms.stacking.combines_with == {Layer.ORDER, Layer.SHIPPING}
    client.post(f"{base}{row.public_id}/standing/publication")
    assert only(store).state == Promotion.State.LIVE
    page = client.get(base).content.decode()
    assert "12.5 % off from CA$25.00" in page


def test_what_the_editor_shows_can_be_saved_unchanged() -> None:
    store = make_store()
    client, base = staff(store), f"/console/{store.slug}/promotions/"
    steps = {**FORM, "kind": "tiered", "steps": "50: 10 %\n100 = 15%"}
    client.post(f"{base}new", {**steps, "weekdays": ["0", "4"], "from_time": "08:30"})
    row = only(store)
    terms = read_terms(row.terms)
    assert terms.reward.tiers == (Tier(5000, percent_bp=1000), Tier(10_000, percent_bp=1500))
    page = client.get(f"{base}{row.public_id}")
    shown: dict[str, Any] = dict(page.context["form"].values)
    sent = {name: value for name, value in shown.items() if value not in (None, "", False, True)}
    answer = client.post(f"{base}{row.public_id}", {**sent, "is_public": "on"})
    assert answer.status_code == 302
    changed = only(store)
    assert (read_terms(changed.terms), changed.version) == (terms, 2)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"percent": "120"}, "percent"),
        ({"percent": "ten"}, "percent"),
        ({"kind": "amount", "amount": "1.234"}, "amount"),
        ({"kind": "tiered", "steps": "fifty"}, "steps"),
        ({"goods": "products", "products": "NO-SUCH-SKU"}, "products"),
        ({"starts_at": "2026-02-01T10:00", "ends_at": "2026-01-01T10:00"}, "ends_at"),
        ({"ends_at": "soon"}, "ends_at"),
    ],
)
def test_what_can_t_be_read_is_said_and_nothing_is_lost(typed: dict[str, str], field: str) -> None:
    store = make_store()
    answer = staff(store).post(f"/console/{store.slug}/promotions/new", {**FORM, **typed})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert answer.context["form"].values["kind"] == typed.get("kind", "percent")
    assert not Promotion.objects.for_store(store.pk).exists()


def test_goods_are_named_by_sku_and_the_cart_is_tried_before_it_runs() -> None:
    goods = make_goods(price="40.00")
    client = staff(goods.store)
    base = f"/console/{goods.store.slug}/promotions/"
    client.post(f"{base}new", {**FORM, "goods": "products", "products": goods.sku})
    row = only(goods.store)
    assert read_terms(row.terms).scope.products == {goods.product_id}
    tried = client.get(f"{base}{row.public_id}", {"cart": f"2 × {goods.sku}\nNOPE"})
    told = tried.context["tried"]
    assert (told.goods.minor, told.pays.minor, told.unknown) == (8000, 7000, ["NOPE"])
    assert told.verdict == ""


def test_a_cart_it_is_not_for_is_told_why() -> None:
    goods = make_goods(price="40.00")
    base = f"/console/{goods.store.slug}/promotions/"
    client = staff(goods.store)
    client.post(f"{base}new", {**FORM, "minimum": "100.00"})
    row = only(goods.store)
    tried = client.get(f"{base}{row.public_id}", {"cart": goods.sku})
    assert "60.00" in tried.context["tried"].verdict


def test_codes_are_made_and_exported() -> None:
    store = make_store()
    row = make_promotion(store=store, how=Promotion.How.CODE, is_live=False)
    client, one = staff(store), f"/console/{store.slug}/promotions/{row.public_id}"
    client.post(f"{one}/codes", {"code": "spring"})
    client.post(f"{one}/codes", {"count": "40", "prefix": "gift-"})
    file = client.get(f"{one}/codes.csv")
    lines = b"".join(file).decode().split()
    assert lines[:2] == ["code,limit,used", "SPRING,,0"]
    assert len(lines) == 42
    assert Code.objects.for_store(store.pk).count() == 41


def test_an_operator_packs_and_makes_no_promotions() -> None:
    store = make_store()
    answer = staff(store, role="operator").get(f"/console/{store.slug}/promotions/")
    assert answer.status_code == 403


def test_the_mall_has_promotions_of_its_own_with_a_budget() -> None:
    make_promotion(store=make_store(), name="A seller's")
    client = operator()
    client.post("/console/mall/promotions/new", {**FORM, "budget": "5000.00"})
    row = only(None)
    assert (row.budget_minor, row.currency, row.store_id) == (500_000, "CAD", None)
    page = client.get("/console/mall/promotions/").content.decode()
    assert "Autumn" in page
    assert "A seller" not in page
    assert "5,000.00" in client.get(f"/console/mall/promotions/{row.public_id}").content.decode()


def test_every_kind_has_a_form(django_assert_max_num_queries: Any) -> None:
    store = make_store()
    client = staff(store)
    for kind in RewardKind:
        typed = {**FORM, "kind": kind.value, "amount": "5", "buy": "2", "get": "1"}
        typed |= {"free_percent": "100", "steps": "3: 8.50" if "prices" in kind else "50: 10 %"}
        if kind is RewardKind.BUNDLE:
            goods = make_goods(store=store)
            typed["parts"] = f"2 × {goods.sku}"
        answer = client.post(f"/console/{store.slug}/promotions/new", typed)
        assert answer.status_code == 302, (kind, answer.context["form"].errors)
        with django_assert_max_num_queries(25):
            assert client.get(answer.headers["Location"]).status_code == 200
