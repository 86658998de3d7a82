"""One change for many products: what is planned is what is done, and undoing gives it all back."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.domains.factories.catalogue import make_category, make_product, variants_of
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.pricing import make_price
from tests.domains.factories.stores import make_store
from tests.parallel import in_parallel
from tradewind.domains.catalogue.models import Product
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.pricing.models import Price
from tradewind.domains.stores.models import Store
from tradewind.flows.change_products import (
    Carried,
    Change,
    ChangeGone,
    ChangeKind,
    PlanOutdated,
    carry_out,
    plan_change,
    take_back,
)
from tradewind.kernel.errors import InvalidInput, NotFound


def do(store: Store, kind: ChangeKind, value: str, *products: Product) -> Carried:
    ids = [str(product.public_id) for product in products]
    change = Change(kind, value)
    plan = plan_change(store_id=store.pk, product_ids=ids, change=change)
    return carry_out(
        store_id=store.pk, product_ids=ids, change=change, mark=plan.mark, actor="per_x"
    )


def prices(store: Store) -> list[tuple[int, int | None]]:
    rows = Price.objects.for_store(store.pk).order_by("variant_id")
    return list(rows.values_list("amount_minor", "compare_at_minor"))


class AnyPrices(TestCase):
    """Prices by a percentage or an amount."""

    @settings(max_examples=30, deadline=None)
    @given(
        st.lists(st.integers(0, 100_000), min_size=1, max_size=4),
        st.decimals(-100, 300, places=2).filter(bool),
    )
    def test_percent_and_back(self, amounts: list[int], percent: Decimal) -> None:
        store = make_store()
        product = make_product(store=store, variants=len(amounts))
        for variant, minor in zip(variants_of(product), amounts, strict=True):
            make_price(variant=variant, amount=str(Decimal(minor) / 100))
        before = prices(store)
        done = do(store, ChangeKind.PRICE_PERCENT, str(percent), product)
        exact = [Decimal(minor) * (100 + percent) / 100 for minor in amounts]
        assert [minor for minor, _ in prices(store)] == [
            int(amount.quantize(Decimal(1), ROUND_HALF_UP)) for amount in exact
        ]
        take_back(store_id=store.pk, change_id=done.change_id, actor="per_x")
        assert prices(store) == before


@pytest.mark.django_db
def test_a_former_price_stays_only_while_it_is_higher() -> None:
    store = make_store()
    product = make_product(store=store)
    make_price(variant=variants_of(product)[0], amount="8.00", compare_at="10.00")
    done = do(store, ChangeKind.PRICE_AMOUNT, "2.00", product)
    assert prices(store) == [(1000, None)]
    take_back(store_id=store.pk, change_id=done.change_id, actor="per_x")
    assert prices(store) == [(800, 1000)]


@pytest.mark.django_db
def test_nothing_costs_less_than_nothing() -> None:
    store = make_store()
    cheap, dear = make_product(store=store), make_product(store=store)
    make_price(variant=variants_of(cheap)[0], amount="1.00")
    make_price(variant=variants_of(dear)[0], amount="9.00")
    ids = [str(cheap.public_id), str(dear.public_id)]
    plan = plan_change(
        store_id=store.pk, product_ids=ids, change=Change(ChangeKind.PRICE_AMOUNT, "-2.00")
    )
    assert plan.faults == {str(cheap.public_id): "too_small"}
    assert do(store, ChangeKind.PRICE_AMOUNT, "-2.00", cheap, dear).changed == 1
    assert prices(store) == [(100, None), (700, None)]


@pytest.mark.django_db
def test_columns_tags_and_alerts() -> None:
    store = make_store()
    category = make_category()
    first = make_product(store=store, tags=["old"])
    second = make_product(store=store, tags=["old", "new"], tax_category="food")
    shelf = make_stock(variant=variants_of(first)[0], low_at=3)
    stranger = make_product(tags=["old"])

    def now(name: str) -> list[object]:
        rows = Product.objects.for_store(store.pk).order_by("pk")
        return list(rows.values_list(name, flat=True))

    every = (first, second, stranger)
    steps = [
        do(store, ChangeKind.TAG, "new", *every),
        do(store, ChangeKind.UNTAG, "old", *every),
        do(store, ChangeKind.CATEGORY, str(category.public_id), *every),
        do(store, ChangeKind.TAX_CATEGORY, "food", *every),
        do(store, ChangeKind.LOW_AT, "7", *every),
    ]
    assert [step.changed for step in steps] == [1, 2, 2, 1, 1]
    assert now("tags") == [["new"], ["new"]]
    assert now("category_id") == [category.pk] * 2
    assert now("tax_category") == ["food", "food"]
    assert StockLevel.objects.for_store(store.pk).get(pk=shelf.pk).low_at == 7
    for step in reversed(steps):
        take_back(store_id=store.pk, change_id=step.change_id, actor="per_x")
    assert now("tags") == [["old"], ["old", "new"]]
    assert now("category_id") == [None, None]
    assert now("tax_category") == ["standard", "food"]
    assert StockLevel.objects.for_store(store.pk).get(pk=shelf.pk).low_at == 3
    assert Product.objects.for_store(stranger.store_id).get().tags == ["old"]


@pytest.mark.django_db
def test_what_somebody_changed_since_stays_theirs() -> None:
    store = make_store()
    first, second = make_product(store=store), make_product(store=store)
    for product in (first, second):
        make_price(variant=variants_of(product)[0], amount="10.00")
    done = do(store, ChangeKind.PRICE_PERCENT, "-50", first, second)
    make_price(variant=variants_of(second)[0], amount="6.00")
    back = take_back(store_id=store.pk, change_id=done.change_id, actor="per_x")
    assert (back.changed, back.left) == (1, 1)
    assert prices(store) == [(1000, None), (600, None)]
    with pytest.raises(ChangeGone):
        take_back(store_id=store.pk, change_id=done.change_id, actor="per_x")
    with pytest.raises(NotFound):
        take_back(store_id=make_store().pk, change_id=done.change_id, actor="per_x")


@pytest.mark.django_db
def test_a_plan_that_is_no_longer_so_is_not_done() -> None:
    store = make_store()
    product = make_product(store=store)
    (variant,) = variants_of(product)
    make_price(variant=variant, amount="10.00")
    ids, change = [str(product.public_id)], Change(ChangeKind.PRICE_PERCENT, "10")
    mark = plan_change(store_id=store.pk, product_ids=ids, change=change).mark
    make_price(variant=variant, amount="20.00")
    with pytest.raises(PlanOutdated):
        carry_out(store_id=store.pk, product_ids=ids, change=change, mark=mark, actor="per_x")
    assert prices(store) == [(2000, None)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ChangeKind.PRICE_PERCENT, "x"),
        (ChangeKind.PRICE_PERCENT, "0"),
        (ChangeKind.PRICE_PERCENT, "-101"),
        (ChangeKind.PRICE_PERCENT, "NaN"),
        (ChangeKind.PRICE_AMOUNT, "1.234"),
        (ChangeKind.PRICE_AMOUNT, "0"),
        (ChangeKind.CATEGORY, "cat_00000000000000000000000000"),
        (ChangeKind.CATEGORY, "junk"),
        (ChangeKind.TAG, ""),
        (ChangeKind.TAG, "t" * 41),
        (ChangeKind.LOW_AT, "-1"),
    ],
)
def test_values_that_fit_nothing(kind: ChangeKind, value: str) -> None:
    product = make_product()
    with pytest.raises(InvalidInput):
        plan_change(
            store_id=product.store_id,
            product_ids=[str(product.public_id)],
            change=Change(kind, value),
        )


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_back_do_it_once() -> None:
    store = make_store()
    product = make_product(store=store)
    make_price(variant=variants_of(product)[0], amount="10.00")
    done = do(store, ChangeKind.PRICE_PERCENT, "10", product)

    def back() -> str:
        try:
            take_back(store_id=store.pk, change_id=done.change_id, actor="per_x")
        except ChangeGone:
            return "gone"
        return "back"

    assert sorted(in_parallel([back] * 4)) == ["back", "gone", "gone", "gone"]
    assert prices(store) == [(1000, None)]
