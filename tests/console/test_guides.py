"""Guides as a merchant writes them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.console.staff import member
from tests.domains.factories.checkout import make_goods
from tests.domains.factories.stores import make_store
from tradewind.domains.guides.models import Guide

pytestmark = pytest.mark.django_db


def test_a_table_is_pasted_corrected_and_dropped() -> None:
    goods = make_goods()
    _person, client = member(goods.store)
    page = reverse("console:guides", args=[goods.store.slug])
    assert client.get(page).status_code == 200
    said = {"kind": "size", "title": "Shoes", "unit": "cm", "table": "size; foot\n38; 24"}
    wrong = client.post(page, {**said, "table": "size; foot\n38; long"})
    assert wrong.status_code == 422
    assert "Line 2 of the table can not be read" in wrong.content.decode()
    assert "38; long" in wrong.content.decode()
    unknown = client.post(page, {**said, "product": "prd_00000000000000000000000000"})
    assert unknown.status_code == 422
    assert client.post(page, said).status_code == 302
    row = Guide.objects.for_store(goods.store_id).get()
    assert row.rows == [{"label": "38", "ranges": {"foot": [240, 240]}}]
    one = reverse("console:guide", args=[goods.store.slug, row.public_id])
    assert "38; 24" in client.get(one).content.decode()
    assert client.post(one, {**said, "table": "size; foot\n39; 24.5"}).status_code == 302
    row.refresh_from_db()
    assert row.rows == [{"label": "39", "ranges": {"foot": [245, 245]}}]
    other = reverse("console:guide", args=[goods.store.slug, "gde_00000000000000000000000000"])
    assert client.get(other).status_code == 404
    removal = reverse("console:guide_removal", args=[goods.store.slug, row.public_id])
    assert client.post(removal).status_code == 302
    assert not Guide.objects.for_store(goods.store_id).exists()


def test_the_pages_are_of_the_store_alone() -> None:
    _person, client = member(make_store())
    other = reverse("console:guides", args=[make_store().slug])
    assert client.post(other, {"kind": "size"}).status_code in (403, 404)
    _operator, limited = member(store := make_store(), role="operator")
    assert limited.get(reverse("console:guides", args=[store.slug])).status_code == 403
