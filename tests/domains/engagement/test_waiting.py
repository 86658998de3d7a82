"""Waiting for goods: confirmed by who owns the address, told in order, as far as pieces go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.identity import make_person
from tests.parallel import in_parallel
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.engagement.models import WaitingEntry
from tradewind.domains.engagement.operations import waiting
from tradewind.domains.engagement.operations.waiting import NotSoldOut
from tradewind.domains.engagement.rules.queue import HEAD_START, served
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.notices.models import Notice
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound

State = WaitingEntry.State


def sold_out() -> Variant:
    return make_goods(on_hand=0)


def put_on_shelf(goods: Variant, pieces: int) -> None:
    StockLevel.objects.for_store(goods.store_id).filter(variant=goods).update(on_hand=pieces)


def join(goods: Variant, quantity: int = 1) -> WaitingEntry:
    return waiting.join(
        variant_id=goods.public_id, language="en", person=make_person(), quantity=quantity
    )


def states(goods: Variant) -> list[str]:
    rows = WaitingEntry.objects.for_store(goods.store_id).filter(variant=goods)
    return list(rows.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
def test_a_guest_is_in_the_queue_once_the_owner_of_the_address_says_so() -> None:
    goods = sold_out()
    entry = waiting.join(variant_id=goods.public_id, language="en", email="eve@example.org")
    again = waiting.join(variant_id=goods.public_id, language="en", email="EVE@example.org")
    assert again.pk == entry.pk
    assert Notice.objects.filter(kind="engagement.waiting_confirm").count() == 1

    put_on_shelf(goods, 5)
    assert waiting.serve(variant_ids=[goods.pk]) == 0

    waiting.confirm(token=entry.token)
    waiting.confirm(token=entry.token)
    assert waiting.serve(variant_ids=[goods.pk]) == 1
    assert waiting.serve(variant_ids=[goods.pk]) == 0
    assert Notice.objects.filter(kind="engagement.waited").count() == 1


@pytest.mark.django_db
def test_they_are_told_in_order_and_the_next_when_the_head_start_is_over() -> None:
    goods = sold_out()
    for quantity in (1, 1, 2):
        join(goods, quantity)
    put_on_shelf(goods, 2)

    assert waiting.serve(variant_ids=[goods.pk]) == 2
    assert states(goods) == [State.TOLD, State.TOLD, State.WAITING]

    later = clock.now() - HEAD_START - timedelta(minutes=1)
    WaitingEntry.objects.for_store(goods.store_id).filter(state=State.TOLD).update(ends_at=later)
    assert waiting.serve_due() == 1
    assert states(goods) == [State.TOLD] * 3


@pytest.mark.django_db
def test_what_is_there_is_bought_and_what_is_unknown_not_found() -> None:
    with pytest.raises(NotSoldOut):
        join(make_goods(on_hand=1))
    with pytest.raises(InvalidInput):
        waiting.join(variant_id=sold_out().public_id, language="en", email="nobody")
    with pytest.raises(NotFound):
        waiting.confirm(token="no-such-token")


@pytest.mark.django_db
def test_leaving_and_expiring_end_it() -> None:
    goods = sold_out()
    left, over = join(goods), join(goods)
    waiting.leave(token=left.token)
    WaitingEntry.objects.for_store(goods.store_id).filter(pk=over.pk).update(ends_at=clock.now())
    assert waiting.expire(now=clock.now()) == 1
    put_on_shelf(goods, 9)

    assert waiting.serve(variant_ids=[goods.pk]) == 0
    assert states(goods) == [State.LEFT, State.EXPIRED]
    with pytest.raises(NotFound):
        waiting.leave_as(person_id=make_person().pk, entry_id=left.public_id)


@pytest.mark.django_db(transaction=True)
def test_rivals_never_tell_of_the_same_pieces() -> None:
    goods = sold_out()
    for _ in range(6):
        join(goods)
    put_on_shelf(goods, 4)

    told = in_parallel([lambda: waiting.serve(variant_ids=[goods.pk])] * 4)

    assert sum(told) == 4
    assert states(goods) == [State.TOLD] * 4 + [State.WAITING] * 2
    assert Notice.objects.filter(kind="engagement.waited", channel="email").count() == 4


@given(st.lists(st.integers(1, 9), max_size=12), st.integers(0, 40), st.integers(0, 40))
def test_never_more_is_offered_than_is_there_but_to_the_head(
    queue: list[int], pieces: int, spoken_for: int
) -> None:
    count = served(queue, pieces=pieces, spoken_for=spoken_for)
    left = pieces - spoken_for
    offered = sum(queue[:count])

    assert 0 <= count <= len(queue)
    if left <= 0:
        assert count == 0
    assert offered <= max(left, 0) or count == 1
    # Whoever was left out did not fit behind those before them.
    if 0 < count < len(queue) and offered <= left:
        assert offered + queue[count] > left
