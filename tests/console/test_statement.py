"""The seller's statement, and the mall's payouts on it."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from tests.console.staff import member, operator, sold_goods
from tests.domains.factories.stores import make_store
from tradewind.domains.ledger.models import Payout
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db


def table(client: Client, store: Store) -> list[list[str]]:
    answer = client.get(reverse("console:statement_table", args=[store.slug]))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def test_from_sale_to_payout() -> None:
    store, _variant, order = sold_goods()
    office, owner = operator()[1], member(store)[1]
    payouts = reverse("console:mall_payouts")
    (row,) = office.get(payouts).context["screen"].owed
    form = {
        "store": store.public_id,
        "currency": row.amount.currency,
        "amount": row.typed,
        "paid_on": clock.now().date().isoformat(),
        "reference": "W-77",
    }
    paid = office.post(payouts, form, follow=True)
    assert b"W-77" in paid.content
    twice = office.post(payouts, form)
    assert twice.status_code == 422

    page = owner.get(reverse("console:statement", args=[store.slug]))
    (shown,) = page.context["screen"].statements
    assert shown.statement.closing.minor == 0
    assert [(line.row.kind, line.number) for line in shown.rows] == [
        ("payout", ""),
        ("sale", order.number),
    ]
    assert b"W-77" in page.content
    header, opening, sale, payout, closing = table(owner, store)
    assert header[:3] == ["at", "what", "number"]
    assert (opening[1], sale[2], payout[8], closing[7]) == (
        "opening",
        order.number,
        str(row.amount.amount),
        "0.00",
    )

    removal = reverse(
        "console:mall_payout_removal", args=[Payout.objects.for_store(store.pk).get().public_id]
    )
    office.post(removal)
    (again,) = office.get(payouts).context["screen"].owed
    assert again.amount == row.amount


def test_days_are_the_stores_own_and_bad_ones_are_said() -> None:
    store, _variant, _order = sold_goods()
    Store.objects.filter(pk=store.pk).update(time_zone="Pacific/Auckland")
    owner = member(store)[1]
    url = reverse("console:statement", args=[store.slug])
    before = (clock.now() - timedelta(days=400)).date()
    old = owner.get(url, {"from": before.isoformat(), "until": before.isoformat()})
    (shown,) = old.context["screen"].statements
    assert (shown.rows, shown.statement.closing.minor) == ([], 0)
    for query in ({"from": "soon"}, {"from": "2026-02-02", "until": "2026-02-01"}):
        assert owner.get(url, query).status_code == 422


def test_an_empty_statement_says_what_it_is_for() -> None:
    store = make_store()
    owner = member(store)[1]
    page = owner.get(reverse("console:statement", args=[store.slug]))
    assert b"Nothing earned yet" in page.content
    manager = member(store, "manager")[1]
    assert manager.get(reverse("console:statement", args=[store.slug])).status_code == 403
