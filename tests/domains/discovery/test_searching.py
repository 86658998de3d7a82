"""Search over the live index: it follows the events, survives rebuilds and falls back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.domains.factories.catalogue import variants_of
from tests.domains.factories.discovery import LISTINGS, index_now, make_for_sale, make_listed
from tests.domains.factories.pricing import make_price, make_rates
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue import operations as catalogue
from tradewind.domains.catalogue.models import Attribute, Category, Product
from tradewind.domains.discovery import counting
from tradewind.domains.discovery.indexing import (
    follow,
    index,
    readiness,
    reindex,
    renew,
    root,
    step,
)
from tradewind.domains.discovery.indexing.following import Step
from tradewind.domains.discovery.models import PopularQuery
from tradewind.domains.discovery.queries import (
    Filters,
    SearchScreenFacts,
    Sort,
    search,
    suggest,
)
from tradewind.domains.discovery.queries.popular import forget_popular_queries
from tradewind.kernel.money import Money
from tradewind.platform.events import runner
from tradewind.platform.events.queries import head_position

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # A reader asks the file system four times a second; tests don't wait for it.
    monkeypatch.setattr("tradewind.domains.discovery.engine.searching.LOOK_AGAIN_SECONDS", 0)


def found(text: str, language: str = "en", **more: object) -> SearchScreenFacts:
    return search(text=text, language=language, currency="CAD", **more)  # type: ignore[arg-type]


def titles(text: str, language: str = "en", **more: object) -> list[str]:
    return [card.title for card in found(text, language, **more).cards]


def test_without_an_index_a_search_shows_what_is_popular_and_says_so() -> None:
    make_listed(title="Lamp")
    facts = found("anything")
    assert [card.title for card in facts.cards] == ["Lamp"]
    assert not facts.has_index
    assert suggest(text="la", language="en", currency="CAD").cards == ()
    assert readiness() == "not built yet, run `tradewind reindex`"


def test_the_follower_builds_what_is_not_there() -> None:
    assert step() is Step.REBUILT
    assert step() is Step.IDLE
    assert readiness() is None
    assert found("lamp").has_index
    assert titles("lamp") == []


def test_the_index_follows_the_events() -> None:
    lamp = make_for_sale(title="Brass lamp")
    make_for_sale(title="Oak chair")
    index_now()
    assert titles("lamp") == ["Brass lamp"]

    catalogue.change_product(
        store_id=lamp.store_id, product_id=str(lamp.public_id), title="Brass lantern"
    )
    assert index_now() == [Step.WROTE]
    assert titles("lantern") == ["Brass lantern"]
    assert titles("chair") == ["Oak chair"]

    catalogue.archive(store_id=lamp.store_id, product_id=str(lamp.public_id))
    index_now()
    assert titles("lantern") == []
    assert index().count() == 1


def test_words_no_list_shows_are_found_too() -> None:
    lamp = make_for_sale(title="Lamp")
    index_now()
    catalogue.change_product(
        store_id=lamp.store_id, product_id=str(lamp.public_id), description="Hand-blown glass"
    )
    index_now()
    assert titles("glass") == ["Lamp"]


def test_the_place_in_the_stream_is_kept_beside_the_index() -> None:
    make_for_sale(title="Lamp")
    index_now()
    folder = root().current()
    assert folder.cursor() == str(head_position())
    # Written again from an earlier place, nothing doubles.
    folder.save_cursor("0")
    assert step() is Step.WROTE
    assert index().count() == 1


@pytest.mark.parametrize("cursor", [str(10**9), "no number"])
def test_an_index_that_does_not_fit_the_stream_is_built_anew(cursor: str) -> None:
    make_for_sale(title="Lamp")
    index_now()
    former = root().current().name
    root().current().save_cursor(cursor)
    assert step() is Step.REBUILT
    assert root().current().name != former
    assert titles("lamp") == ["Lamp"]


def test_an_index_that_was_outgrown_is_built_anew_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradewind.domains.discovery.engine.writing._SMALL", 2)
    make_for_sale(title="Brass lamp")
    assert index_now() == [Step.REBUILT]
    first = root().current()
    assert (first.built(), renew()) == (1, Step.IDLE)
    for name in ("Oak lamp", "Clay lamp"):
        make_for_sale(title=name)
    assert index_now() == [Step.WROTE]
    assert renew() is Step.REBUILT
    assert root().current() != first
    assert root().current().built() == 3
    assert renew() is Step.IDLE
    assert len(titles("lamp")) == 3
    with root().locked():
        assert renew() is Step.IDLE  # what is not outgrown needs no writer


def test_a_broken_folder_is_built_anew() -> None:
    make_for_sale(title="Lamp")
    index_now()
    (root().current().path / "lexicon.json").write_text("{")
    make_for_sale(title="Chair")
    assert Step.REBUILT in index_now()
    assert titles("chair") == ["Chair"]


def test_the_follower_leaves_a_busy_index_alone() -> None:
    make_for_sale(title="Lamp")
    with root().locked():
        assert step() is Step.BUSY


def test_searches_go_on_while_the_index_is_rebuilt() -> None:
    for number in range(30):
        make_listed(title=f"Lamp {number}")
    reindex()
    former = root().current().name
    failures: list[object] = []
    stop = threading.Event()

    def keep_asking() -> None:
        from_index = index()
        while not stop.is_set():
            if from_index.count() != 30:
                failures.append(from_index.count())

    asking = threading.Thread(target=keep_asking)
    asking.start()
    try:
        for _ in range(3):
            assert reindex() == 30
    finally:
        stop.set()
        asking.join()
    assert failures == []
    assert root().current().name != former
    assert found("lamp").total == 30


def test_a_search_is_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_for_sale(title="Brass lamp")
    index_now()
    found("lamp")
    with django_assert_num_queries(1):
        facts = found("lamp")
    assert facts.total == 1
    suggest(text="la", language="en", currency="CAD")
    with django_assert_num_queries(1):
        suggested = suggest(text="bra", language="en", currency="CAD")
    assert [card.title for card in suggested.cards] == ["Brass lamp"]


def test_filters_facets_and_sorting() -> None:
    colour = Attribute.objects.create(
        code="colour",
        kind=Attribute.Kind.TEXT,
        label="Colour",
        translations={"fr": {"label": "Couleur", "values": {"Red": "Rouge"}}},
    )
    lamps = Category.objects.create(slug="lamps", title="Lamps")
    first, second = make_store(slug="first", name="First"), make_store(slug="second")
    for number in range(4):
        make_for_sale(
            title=f"Lamp {number}",
            price=f"{10 + number}.00",
            brand="Lumen" if number % 2 else "Glow",
            store=first if number < 2 else second,
            category=lamps,
            attributes={colour.code: "Red" if number % 2 else "Blue"},
        )
    index_now()
    facets = {facet.name: facet for facet in found("lamp", "fr").facets}
    assert facets["colour"].label == "Couleur"
    assert {value.label: value.count for value in facets["colour"].values} == {
        "Rouge": 2,
        "Blue": 2,
    }
    red = Filters(attributes={"colour": frozenset({"Red"})})
    assert set(titles("lamp", filters=red)) == {"Lamp 1", "Lamp 3"}
    assert set(titles("lamp", filters=Filters(stores=frozenset({"first"})))) == {"Lamp 0", "Lamp 1"}
    assert len(titles("", filters=Filters(categories=frozenset({"lamps"})))) == 4
    assert titles("lamp", filters=Filters(price=(1100, 1200)), sort=Sort.PRICE_DESC) == [
        "Lamp 2",
        "Lamp 1",
    ]
    assert titles("lamp", sort=Sort.PRICE_ASC, offset=1, limit=2) == ["Lamp 1", "Lamp 2"]


def test_each_language_finds_its_own_words() -> None:
    make_for_sale(
        title="Table lamp",
        translations={"fr": {"title": "Lampe de table"}, "ar": {"title": "مصباح طاولة"}},
    )
    index_now()
    assert titles("lampes", "fr") == ["Lampe de table"]
    assert titles("مصباح", "ar") == ["مصباح طاولة"]
    assert titles("lamps", "en") == ["Table lamp"]


def test_prices_are_filtered_in_the_reader_s_currency() -> None:
    make_rates(base="EUR", CAD="1.50", USD="1.20")
    lamp = make_for_sale(title="Lamp")  # 8 USD
    make_price(variant=variants_of(make_for_sale(title="Lamp two"))[0], amount="5", currency="USD")
    index_now()
    facts = search(text="lamp", language="en", currency="USD", filters=Filters(price=(700, 900)))
    assert [(card.product_id, card.price) for card in facts.cards] == [
        (lamp.public_id, Money(800, "USD"))
    ]


def test_a_typo_is_corrected_and_nothing_found_is_helped() -> None:
    for number in range(3):
        make_for_sale(title=f"Keyboard {number}")
    PopularQuery.objects.create(
        language="en", text="keyboard", searches=9, found=3, searched_on="2026-11-01"
    )
    index_now()
    facts = found("keybaord")
    assert (facts.corrected, facts.total) == ("keyboard", 3)
    nothing = found("zzzzqqqq")
    assert (nothing.total, nothing.cards) == (0, [])
    assert nothing.suggestions == ("keyboard",)


def test_searches_are_counted_in_one_write_and_offered_when_enough_made_them(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_for_sale(title="Keyboard")
    index_now()
    found("Keyboard ")
    with django_assert_num_queries(2):
        found("keyboard")
        found("keyboard", filters=Filters(in_stock=True))
    assert not PopularQuery.objects.exists()
    with django_assert_num_queries(1):
        counting.store()
    (counted,) = PopularQuery.objects.all()
    assert (counted.language, counted.text, counted.searches, counted.found) == (
        "en",
        "keyboard",
        2,
        1,
    )
    forget_popular_queries()
    assert suggest(text="key", language="en", currency="CAD").queries == []
    found("keyboard")
    counting.store()
    forget_popular_queries()
    assert suggest(text="key", language="en", currency="CAD").queries == ["keyboard"]
    assert suggest(text="key", language="fr", currency="CAD").queries == []
    with django_assert_num_queries(0):
        counting.store()


def test_old_or_many_searches_are_stored_by_the_search_that_finds_them_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "MOST_GATHERED", 3)
    for text in ("lamp", "chair"):
        counting.note(language="en", text=text, found=1)
    assert not PopularQuery.objects.exists()
    counting.note(language="en", text="table", found=0)
    assert PopularQuery.objects.count() == 3
    monkeypatch.setattr(counting, "FLUSH_SECONDS", 0)
    counting.note(language="en", text="lamp", found=4)
    assert PopularQuery.objects.get(text="lamp").found == 4
    assert PopularQuery.objects.get(text="lamp").searches == 2


def test_an_index_built_elsewhere_is_taken_up(tmp_path: Path) -> None:
    make_listed(title="Lamp")
    assert reindex() == 1
    assert titles("lamp") == ["Lamp"]
    make_listed(title="Lamp two")
    assert reindex() == 2
    assert set(titles("lamp")) == {"Lamp", "Lamp two"}


@pytest.mark.django_db(transaction=True)
def test_a_running_worker_brings_a_change_into_lists_and_search() -> None:
    stop = threading.Event()
    threads = [
        threading.Thread(target=runner.run, args=([LISTINGS], stop)),
        threading.Thread(target=follow, args=(stop,)),
    ]
    for thread in threads:
        thread.start()
    try:
        make_for_sale(title="Brass lamp")
        assert eventually(lambda: titles("brass") == ["Brass lamp"])
        product = Product.objects.across_stores("test").get()
        catalogue.archive(store_id=product.store_id, product_id=str(product.public_id))
        assert eventually(lambda: titles("brass") == [])
    finally:
        stop.set()
        for thread in threads:
            thread.join(20)
    assert not any(thread.is_alive() for thread in threads)


def eventually(holds: Callable[[], bool], seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < until:
        time.sleep(0.05)
    return held
