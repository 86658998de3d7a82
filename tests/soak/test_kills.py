"""Checkouts while `web`, `worker` and PostgreSQL are killed, with webhooks repeated and shuffled.

``SOAK=500`` (`make soak`) for the long run. Fifty otherwise.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from pytest_django import DjangoDbBlocker

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.pricing import make_rates
from tests.platform.processes.test_supervisor import free_port
from tests.soak.books import findings
from tests.soak.running import RunningMall, running_mall, tables_of, victims, wait_until
from tests.soak.shoppers import Shopper, shoppers
from tests.soak.storm import storm
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.rules import HOLD, State
from tradewind.domains.inventory import operations as inventory
from tradewind.domains.inventory.rules import ReservationGone
from tradewind.domains.orders.models import Order, Purchase
from tradewind.domains.orders.operations import ship
from tradewind.domains.orders.rules import IllegalMove, Stage
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.adapters.sandbox.models import SandboxMessage
from tradewind.domains.payments.models import Refund
from tradewind.kernel import clock
from tradewind.platform.events import queries as events

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform != "linux", reason="finds its victims in /proc"),
]

CHECKOUTS = int(os.environ.get("SOAK", "50"))
SEED = int(os.environ.get("SOAK_SEED", "20261120"))
AT_ONCE = 8
# The longer the run, the more there is to send, refund and settle when it ends.
_REST_SECONDS = 60 + CHECKOUTS / 2


@pytest.fixture
def mall(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[RunningMall]:
    with (
        running_mall(tmp_path, free_port()) as running,
        django_db_blocker.unblock(),
        tables_of(running),
    ):
        yield running


def test_every_promise_is_kept_through_kills_and_shuffled_webhooks(mall: RunningMall) -> None:
    dice = random.Random(SEED)
    crowd = shoppers(count=CHECKOUTS, wares=_furnish(), dice=dice)

    killed = _sell(mall, crowd, dice)
    mall.wait_until_ready()
    _ship_some()
    _come_to_rest(mall, dice)

    assert findings() == [], f"SOAK_SEED={SEED}, killed: {killed}"
    told = {shopper.checkout for shopper in crowd if shopper.told == State.CONFIRMED}
    assert told <= set(Purchase.objects.values_list("checkout", flat=True))
    # The run is a proof only if all of it happened.
    assert {"pages", "postgres", "worker", "web"} <= set(killed) or len(killed) < 6
    assert Purchase.objects.count() >= CHECKOUTS // 3
    assert Checkout.objects.filter(state=State.REVERSED).exists()


def _furnish() -> list[str]:
    """Public ids of wares in three stores, one of them scarce."""
    make_rates(CAD="1.5", USD="1.1")
    goods = [make_goods(price=f"{number}.99", on_hand=CHECKOUTS * 2) for number in (7, 12, 33)]
    goods += [make_goods(store=goods[0].store, on_hand=CHECKOUTS * 2)]
    goods += [make_goods(store=goods[1].store, on_hand=CHECKOUTS // 5)]
    return [variant.public_id for variant in goods]


def _sell(mall: RunningMall, crowd: Sequence[Shopper], dice: random.Random) -> list[str]:
    """Let the crowd buy, `AT_ONCE` together, killing somebody in the middle of each round."""
    killed, next_victim = [], victims(dice)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for start in range(0, len(crowd), AT_ONCE):
            mall.wait_until_ready()
            buying = [
                pool.submit(shopper.buy, mall.address) for shopper in crowd[start : start + AT_ONCE]
            ]
            victim = next(next_victim)
            time.sleep(dice.uniform(0.0, 0.4))
            if mall.kill(victim):
                killed.append(victim)
            _storm(mall, dice)
            for done in buying:
                done.result()
    return killed


def _storm(mall: RunningMall, dice: random.Random) -> None:
    try:
        storm(address=mall.address, dice=dice)
    except DatabaseError:
        # PostgreSQL was the victim: this process's connection died with it.
        connection.close()


def _ship_some() -> None:
    """Some parcels leave before their payments are taken back."""
    paid = Order.objects.across_stores("the proof").filter(stage=Stage.PAID).order_by("pk")
    for order in paid[::3]:
        # The worker may just be cancelling it, because its payment was taken back.
        with suppress(IllegalMove, ReservationGone):
            ship(store_id=order.store_id, order_id=order.public_id, actor="")


def _come_to_rest(mall: RunningMall, dice: random.Random) -> None:
    """What would take minutes is told that they have passed; the mall's own worker does the rest."""
    SandboxMessage.objects.filter(sent_at=None).update(due_at=clock.now(), attempts=0)
    storm(address=mall.address, dice=dice)
    assert wait_until(_nothing_moves, _REST_SECONDS), _what_moves()
    # Nobody told of these: `message_never`, or the process died that had asked.
    payments.chase(now=clock.now() + timedelta(minutes=2))
    later = clock.now() + HOLD + timedelta(minutes=1)
    checkouts.expire_due(now=later)
    inventory.release_expired(now=later)
    assert wait_until(_nothing_moves, _REST_SECONDS), _what_moves()


def _nothing_moves() -> bool:
    return not any(_what_moves().values())


def _what_moves() -> dict[str, int]:
    return {
        "messages": SandboxMessage.objects.filter(sent_at=None, attempts__lt=8).count(),
        "events": events.count_unnumbered() + sum(s.lag for s in _settling()),
        "parked": events.count_parked(),
        "refunds": Refund.objects.filter(state=Refund.State.WAITING).count(),
    }


def _settling() -> list[events.SubscriptionState]:
    names = ("checkout.settle", "payments.refunds")
    return [state for state in events.list_subscription_states() if state.name in names]
