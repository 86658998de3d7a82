"""A product that is not published: who sees it, and what looking at it leaves behind."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.console.staff import HTMX, member, operator
from tests.domains.factories.catalogue import variants_of
from tests.domains.factories.discovery import make_listed
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Product
from tradewind.domains.checkout.models import CartLine
from tradewind.domains.discovery import viewing
from tradewind.domains.stores.models import Store

pytestmark = pytest.mark.django_db

BANNER = "Preview: not published"


@pytest.fixture
def store() -> Store:
    store = make_store(slug="birch")
    make_method(store=store)
    return store


@pytest.fixture
def draft(store: Store) -> Product:
    return make_listed(
        store=store, slug="lamp", title="Lamp", status=Product.Status.DRAFT, variants=2
    )


def page(client: Client, **headers: str) -> tuple[int, str]:
    answer = client.get("/p/birch/lamp", headers=headers)
    return answer.status_code, answer.content.decode()


def test_staff_and_the_office_see_a_draft_as_shoppers_will(store: Store, draft: Product) -> None:
    for client in (member(store)[1], member(store, "operator")[1], operator()[1]):
        status, shown = page(client)
        assert status == 200
        assert BANNER in shown
        # What it costs, that it is there and that it arrives, but no way to buy it.
        assert "$10.00" in shown
        assert "In stock" in shown
        assert "Arrives" in shown
        assert 'action="/cart/lines"' not in shown
        assert "application/ld+json" not in shown


@pytest.mark.parametrize(
    "status", [Product.Status.DRAFT, Product.Status.WAITING, Product.Status.REFUSED]
)
def test_nobody_else_learns_of_it(store: Store, draft: Product, status: Product.Status) -> None:
    Product.objects.for_store(store.pk).update(status=status)
    stranger, rival = Client(), member(make_store())[1]
    assert page(stranger)[0] == page(rival)[0] == 404
    assert BANNER in page(member(store)[1])[1]


def test_looking_is_no_visit_and_nothing_keeps_the_page(store: Store, draft: Product) -> None:
    client = member(store)[1]
    viewing._gathering.take()
    answer = client.get(
        "/p/birch/lamp?utm_source=newsletter", headers={"referer": "https://elsewhere.example/"}
    )
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "X-Offline" not in answer.headers
    assert "tw_from" not in answer.cookies
    assert viewing._gathering.take() == []
    part = client.get("/p/birch/lamp?o0=Choice+1", headers=HTMX)
    assert "$11.00" in part.content.decode()
    assert part.headers["Cache-Control"] == "private, no-store"


def test_it_can_not_be_put_into_a_cart(store: Store, draft: Product) -> None:
    client = member(store)[1]
    client.post("/cart/lines", {"variant": variants_of(draft)[0].public_id, "quantity": "1"})
    assert not CartLine.objects.exists()


def test_the_editor_leads_to_it_and_a_published_product_has_no_banner(
    store: Store, draft: Product
) -> None:
    client = member(store)[1]
    editor = reverse("console:product", args=[store.slug, draft.public_id])
    assert 'href="/p/birch/lamp"' in client.get(editor).content.decode()
    Product.objects.for_store(store.pk).update(status=Product.Status.ACTIVE)
    status, shown = page(client)
    assert (status, BANNER in shown) == (200, False)
