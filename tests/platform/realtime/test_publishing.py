from __future__ import annotations

import subprocess
import sys

import pytest

from tests.platform.realtime.conftest import StartEdge
from tests.platform.realtime.running import lines_of
from tradewind.platform import realtime
from tradewind.platform.realtime.configuration import Configuration, SecretMissing
from tradewind.platform.realtime.lines import BadTopic, Line


def test_captured_lines_are_not_sent() -> None:
    with realtime.captured() as lines:
        realtime.publish(topic="order:ord_1", kind="stage", payload={"stage": "paid"}, seq=3)
    assert lines == [Line("order:ord_1", "stage", {"stage": "paid"}, seq=3)]


def test_a_bad_topic_is_refused_where_it_is_published() -> None:
    with realtime.captured() as lines, pytest.raises(BadTopic):
        realtime.publish(topic="orders", kind="stage", payload={})
    assert lines == []


def test_a_page_hears_what_another_process_and_its_fork_published(
    start_edge: StartEdge, postgres_url: str
) -> None:
    environment = {"SECRET_KEY": "of two processes", "DATABASE_URL": postgres_url}
    edge = start_edge(Configuration.from_environment(environment))
    program = (
        "import os, sys\n"
        "from tradewind.platform import realtime\n"
        "say = lambda seq: realtime.publish("
        "topic='order:ord_1', kind='stage', payload={}, seq=seq)\n"
        "say(1)\n"
        "child = os.fork()\n"
        "if child: os.waitpid(child, 0)\n"
        "say(2 if not child else 3)\n"
    )
    with edge.page("order:ord_1") as page:
        subprocess.run([sys.executable, "-c", program], check=True, env=environment, timeout=20)
        assert sorted(line["seq"] for line in lines_of(page, 3)) == [1, 2, 3]


def test_production_without_a_key_is_refused() -> None:
    with pytest.raises(SecretMissing):
        Configuration.from_environment({"TRADEWIND_ENV": "production"})


def test_redis_carries_the_lines_when_it_is_set() -> None:
    addresses = {"DATABASE_URL": "postgres://a/b", "REDIS_URL": "redis://c"}
    assert Configuration.from_environment(addresses).bus_url == "redis://c"
    del addresses["REDIS_URL"]
    assert Configuration.from_environment(addresses).bus_url == "postgres://a/b"


def test_the_hub_needs_neither_django_nor_the_client_of_the_other_bus() -> None:
    program = (
        "import sys\n"
        "import tradewind.platform.realtime.server\n"
        "import tradewind.platform.realtime.adapters.postgres\n"
        "print([name for name in ('django', 'redis') if name in sys.modules])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=20
    )
    assert ran.stdout == "[]\n"
