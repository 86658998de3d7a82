"""What the mall takes of a sale: whose share holds, and that no cent of it is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.console.staff import bought
from tests.domains.factories.catalogue import make_category
from tests.domains.factories.checkout import make_goods
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Category, Product, Variant
from tradewind.domains.catalogue.queries.tree import forget_tree
from tradewind.domains.orders.models import Order, OrderLine
from tradewind.domains.orders.operations.commissions import (
    drop_category_commission,
    set_category_commission,
)
from tradewind.domains.orders.queries import order_shares
from tradewind.domains.orders.queries.commissions import commission_by_share
from tradewind.domains.orders.queries.worths import order_worth
from tradewind.domains.orders.rules import LineDraft, OrderDraft, commissions, shares
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.operations.commissions import set_commission
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money, total

CAD = "CAD"
TODAY = date(2026, 5, 1)


def cad(minor: int) -> Money:
    return Money(minor, CAD)


def line(paid: int, tax: int, commission_bp: int | None) -> LineDraft:
    return LineDraft(
        product_id=1,
        variant_id=1,
        title="Mug",
        choices=(),
        sku="M",
        picture="",
        quantity=1,
        unit=cad(paid),
        tax=cad(tax),
        taxes=(),
        paid=cad(paid),
        discount=cad(0),
        funded=cad(0),
        commission_bp=commission_bp,
    )


def order_of(lines: list[LineDraft], commission_bp: int) -> OrderDraft:
    paid, tax = total((each.paid for each in lines), CAD), total((each.tax for each in lines), CAD)
    return OrderDraft(
        store_id=1,
        commission_bp=commission_bp,
        lines=lines,
        goods_net=paid - tax,
        shipping=cad(500),
        shipping_paid=cad(500),
        shipping_taxes=(),
        shipping_funded=cad(0),
        discount=cad(0),
        tax_by_name={"GST": tax},
        total=paid + cad(500),
        delivery="Post",
        promised_from=TODAY,
        promised_until=TODAY,
    )


@st.composite
def lines(draw: st.DrawFn) -> LineDraft:
    paid = draw(st.integers(0, 100_000))
    share = draw(st.one_of(st.none(), st.sampled_from([0, 333, 750, 1000, 9_999, 10_000])))
    return line(paid, draw(st.integers(0, paid)), share)


@given(st.lists(lines(), min_size=1, max_size=8), st.integers(0, 10_000))
def test_shares_sum_to_the_cent_whatever_the_rates(bought: list[LineDraft], own: int) -> None:
    order = order_of(bought, own)
    parts, whole = commissions(order), shares(order)
    assert total(parts, CAD) == whole.commission
    assert whole.store + whole.commission + order.tax == order.total
    for each, part in zip(bought, parts, strict=True):
        assert 0 <= part.minor <= each.net.minor
    # Lines of one share are rounded once: each share comes to what its sales say, within a cent's half.
    for bp in {own if each.commission_bp is None else each.commission_bp for each in bought}:
        alike = [
            place
            for place, each in enumerate(bought)
            if bp == (own if each.commission_bp is None else each.commission_bp)
        ]
        exact = sum(bought[place].net.minor for place in alike) * bp
        assert abs(sum(parts[place].minor for place in alike) * 10_000 - exact) <= 5_000


@given(st.lists(st.integers(0, 50_000), min_size=1, max_size=6), st.integers(0, 10_000))
def test_without_categories_it_is_what_it_always_was(nets: list[int], own: int) -> None:
    order = order_of([line(net, 0, None) for net in nets], own)
    assert shares(order).commission.minor == (sum(nets) * own + 5_000) // 10_000


@pytest.fixture
def store() -> Store:
    store = make_store()
    make_method(store=store)
    return store


def goods_in(store: Store, category: Category, price: str) -> Variant:
    variant = make_goods(store=store, price=price)
    Product.objects.for_store(store.pk).filter(pk=variant.product_id).update(category=category)
    return variant


def say(category: Category, bp: int | None, *, days: int = 0) -> str:
    term = set_category_commission(
        category_id=str(category.public_id),
        commission_bp=bp,
        starts_on=clock.now().date() + timedelta(days=days),
        actor="per_office",
    )
    return str(term.public_id)


def taken(order: Order) -> list[tuple[int | None, int | None]]:
    rows = OrderLine.objects.for_store(order.store_id).filter(order=order)
    return list(rows.values_list("commission_bp", "commission_minor"))


@pytest.mark.django_db
def test_the_nearest_category_counts_and_the_books_have_it_by_line(store: Store) -> None:
    home = make_category(title="Home")
    lamps = make_category(title="Lamps", parent=home)
    forget_tree()
    say(home, 2_000)
    say(lamps, 500)
    elsewhere = make_category(title="Garden")
    forget_tree()
    order = bought(
        goods_in(store, lamps, "10.00"),
        goods_in(store, home, "20.00"),
        goods_in(store, elsewhere, "30.00"),
    )
    # A twentieth of ten, a fifth of twenty, and the seller's own tenth of thirty.
    assert taken(order) == [(500, 50), (2_000, 400), (1_000, 300)]
    assert order_shares(order=order).commission == cad(750)
    rows = list(OrderLine.objects.for_store(store.pk).filter(order=order))
    worth = order_worth(order=order, lines=rows)
    assert [worth.lines[row.pk].commission.minor for row in rows] == [50, 400, 300]
    now = clock.now()
    (by_share,) = commission_by_share(
        store_id=store.pk, start=now - timedelta(days=1), end=now + timedelta(days=1)
    ).values()
    assert [(each.commission_bp, each.sold.minor, each.commission.minor) for each in by_share] == [
        (500, 1000, 50),
        (1_000, 3000, 300),
        (2_000, 2000, 400),
    ]


@pytest.mark.django_db
def test_a_share_agreed_with_the_seller_goes_before(store: Store) -> None:
    lamps = make_category(title="Lamps")
    forget_tree()
    say(lamps, 500)
    lamp = goods_in(store, lamps, "10.00")
    set_commission(
        store_id=store.pk,
        commission_bp=800,
        starts_on=clock.now().date() + timedelta(days=1),
        actor="per_office",
    )
    assert taken(bought(lamp)) == [(500, 50)]
    set_commission(
        store_id=store.pk, commission_bp=700, starts_on=clock.now().date(), actor="per_office"
    )
    assert taken(bought(lamp)) == [(700, 70)]


@pytest.mark.django_db
def test_a_share_begins_on_its_day_and_may_end(store: Store) -> None:
    lamps = make_category(title="Lamps")
    forget_tree()
    lamp = goods_in(store, lamps, "10.00")
    coming = say(lamps, 500, days=1)
    assert taken(bought(lamp)) == [(1_000, 100)]
    say(lamps, 600)
    assert taken(bought(lamp)) == [(600, 60)]
    # The same day said again, now for none of its own.
    begun = say(lamps, None)
    assert taken(bought(lamp)) == [(1_000, 100)]
    drop_category_commission(term_id=coming, actor="per_office")
    with pytest.raises(InvalidInput):
        drop_category_commission(term_id=begun, actor="per_office")
    with pytest.raises(InvalidInput):
        say(lamps, 10_001)
    with pytest.raises(InvalidInput):
        say(lamps, 100, days=-1)
