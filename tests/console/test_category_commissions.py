"""Shares by category: said in the mall's office or over REST, read on the seller's statement."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import bought, member, operator
from tests.domains.factories.catalogue import make_category
from tests.domains.factories.checkout import make_goods
from tradewind.domains.catalogue.models import Category, Product
from tradewind.domains.catalogue.queries.tree import forget_tree
from tradewind.domains.orders.models import CategoryCommission
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> tuple[Category, Category]:
    home = make_category(title="Home")
    lamps = make_category(title="Lamps", parent=home)
    forget_tree()
    return home, lamps


def page(client: Client, **form: str) -> Any:
    return client.post(reverse("console:mall_commissions_change"), form)


def test_the_office_says_shares_and_reads_which_holds(
    tree: tuple[Category, Category], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    home, lamps = tree
    office, today = operator()[1], clock.now().date()
    url = reverse("console:mall_commissions")
    said = {"category": str(home.public_id), "percent": "12,5", "starts_on": today.isoformat()}
    assert page(office, **said)["Location"] == url
    coming = {
        "category": str(lamps.public_id),
        "percent": "5",
        "starts_on": (today + timedelta(days=9)).isoformat(),
    }
    assert page(office, **coming).status_code == 302
    office.get(url)
    with django_assert_num_queries(4):
        rows = office.get(url).context["screen"].rows
    assert [(row.above, row.title, str(row.share), row.is_own) for row in rows] == [
        ("", "Home", "0.125", True),
        ("Home", "Lamps", "0.125", False),
    ]
    (share,) = rows[1].coming
    taken = office.post(reverse("console:mall_commissions_removal", args=[share.term_id]))
    assert taken.status_code == 302
    assert not CategoryCommission.objects.filter(category=lamps).exists()
    for wrong in ({"percent": "101"}, {"percent": "x"}, {"starts_on": "2020-01-01"}):
        assert page(office, **{**said, **wrong}).status_code == 422
    assert page(office, **{**said, "category": ""}).status_code == 422
    assert CategoryCommission.objects.count() == 1


def test_over_rest_and_on_the_statement(tree: tuple[Category, Category]) -> None:
    _home, lamps = tree
    office, today = operator()[1], clock.now().date()
    body = {
        "category_id": str(lamps.public_id),
        "commission_bp": 500,
        "starts_on": today.isoformat(),
    }
    sent = office.post(
        "/api/v1/mall/category-commissions", orjson.dumps(body), content_type="application/json"
    )
    assert sent.status_code == 201, sent.content
    (held,) = office.get("/api/v1/mall/category-commissions").json()["items"]
    assert held == {"id": sent.json()["id"], **body}
    begun = office.delete(f"/api/v1/mall/category-commissions/{held['id']}")
    assert begun.status_code == 422

    variant = make_goods(price="40.00")
    store = variant.store
    Product.objects.for_store(store.pk).update(category=lamps)
    bought(variant)
    owner = member(store)[1]
    (shown,) = (
        owner.get(reverse("console:statement", args=[store.slug])).context["screen"].statements
    )
    ((fraction, share),) = shown.shares
    assert (str(fraction), share.sold.minor, share.commission.minor) == ("0.05", 4000, 200)
    assert shown.statement.commission.minor == 200
    day = today.isoformat()
    told = owner.get(f"/api/v1/stores/{store.slug}/statement?from={day}&until={day}").json()
    assert told["items"][0]["shares"] == [
        {
            "commission_bp": 500,
            "sold": {"amount": "40.00", "minor": 4000, "currency": "CAD"},
            "commission": {"amount": "2.00", "minor": 200, "currency": "CAD"},
        }
    ]


def test_nobody_else_says_shares(tree: tuple[Category, Category]) -> None:
    owner = member(make_goods().store)[1]
    said = {"category": str(tree[0].public_id), "percent": "1", "starts_on": "2030-01-01"}
    assert page(owner, **said).status_code == 404
    assert page(Client(), **said).status_code == 302
    assert not CategoryCommission.objects.exists()
