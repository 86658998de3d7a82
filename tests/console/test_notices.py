"""Staff find what they are told of their store in its console."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.console.staff import member
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.stores import make_store
from tradewind.domains.notices.operations import notify_all
from tradewind.domains.notices.staff import staff_news

pytestmark = pytest.mark.django_db


def test_the_bell_the_list_and_the_way_to_the_shelf() -> None:
    store = make_store()
    variant = variants_of(make_product(store=store, title="Lamp"))[0]
    level = make_stock(variant=variant, on_hand=1)
    _person, client = member(store)
    _other, stranger = member(make_store())
    notify_all(
        list(
            staff_news(
                store_id=store.pk,
                permission="stock.change",
                mail_permission="store.change",
                kind="inventory.low_stock",
                told={"low": {"level": level.pk}},
            )
        )
    )
    here = reverse("console:notices", args=[store.slug])
    bell = reverse("console:notices_bell", args=[store.slug])
    assert bell in client.get(reverse("console:today", args=[store.slug])).content.decode()
    assert ">1<" in client.get(bell).content.decode().replace("<bdi>", ">").replace("</bdi>", "<")
    [row] = client.get(here).context["screen"].rows
    assert "Lamp" in row.notice.text
    assert stranger.get(here).status_code in (403, 404)
    to_shelf = client.get(row.url)
    assert to_shelf.headers["Location"].endswith(variant.public_id)
    assert client.get(here).context["screen"].unread == 0
    assert client.post(here).status_code == 302
