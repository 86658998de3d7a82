"""What the mall decides about a store."""

from __future__ import annotations

import pytest

from tests.domains.events import published
from tests.domains.factories.stores import make_store
from tradewind.domains.stores import operations
from tradewind.domains.stores.errors import IllegalStanding
from tradewind.domains.stores.events import StoreChanged
from tradewind.domains.stores.queries import list_open_stores
from tradewind.domains.stores.rules import RESERVED_SLUGS
from tradewind.kernel.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db


def test_each_step_is_published_so_that_listings_follow() -> None:
    store = make_store(status="applied")
    for step, sells in (
        (operations.approve, True),
        (operations.pause, False),
        (operations.reopen, True),
    ):
        step(store_id=store.pk, actor="per_1")
        assert (store in list_open_stores()) is sells
    changed = StoreChanged(store_id=store.public_id, fields=["status"])
    assert published(StoreChanged) == [changed] * 3


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        ("applied", ("pause", "reopen")),
        ("open", ("approve", "reopen")),
        ("paused", ("approve", "pause")),
        ("closed", ("approve", "pause", "reopen")),
    ],
)
def test_other_steps_change_nothing(status: str, refused: tuple[str, ...]) -> None:
    store = make_store(status=status)
    for step in refused:
        with pytest.raises(IllegalStanding):
            getattr(operations, step)(store_id=store.pk, actor="per_1")
    store.refresh_from_db()
    assert store.status == status
    assert published(StoreChanged) == []


def test_a_store_there_is_none_of() -> None:
    with pytest.raises(NotFound):
        operations.approve(store_id=0, actor="per_1")


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_a_word_of_the_malls_own_addresses_is_taken(slug: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        operations.open_store(slug=slug, name="Mall", country="CA", currency="CAD", owner_id=None)
    assert refused.value.fields == {"slug": "taken"}
