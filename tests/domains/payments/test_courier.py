"""The sandbox's messages on their way, to a server that writes down what it is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson
import pytest
from pytest_django.fixtures import Settings

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.parallel import in_parallel
from tradewind.domains.payments.adapters.sandbox import desk
from tradewind.domains.payments.adapters.sandbox.courier import deliver_due
from tradewind.domains.payments.adapters.sandbox.models import SandboxMessage
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.operations import cancel as give_up
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)

PAYMENTS = 6


class Listener(ThreadingHTTPServer):
    """Answers every message with `status` and keeps which were told, in order."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Told)
        self.status = 200
        self.told: list[str] = []


class Told(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append(orjson.loads(body)["id"])
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *values: object) -> None:
        """Say nothing."""


@pytest.fixture
def mall(settings: Settings) -> Iterator[Listener]:
    listener = Listener()
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    settings.INTERNAL_URL = f"http://127.0.0.1:{listener.server_address[1]}"
    yield listener
    listener.shutdown()
    listener.server_close()
    thread.join()


def paid(count: int) -> list[str]:
    """That many payments, whose messages are due now; the messages' ids."""
    goods = make_goods(on_hand=count)
    for _ in range(count):
        pay(make_checkout(goods))
    SandboxMessage.objects.update(due_at=clock.now() - timedelta(seconds=1))
    return sorted(SandboxMessage.objects.values_list("message_id", flat=True))


def test_couriers_who_set_out_at_once_tell_each_message_once(mall: Listener) -> None:
    ids = paid(PAYMENTS)

    in_parallel([deliver_due] * 3)

    assert sorted(mall.told) == ids
    assert not SandboxMessage.objects.filter(sent_at=None).exists()


def test_what_is_not_taken_is_told_again_later_and_later(mall: Listener) -> None:
    ids = paid(2)
    mall.status = 503

    deliver_due()
    deliver_due()  # nothing is due before its time

    assert sorted(mall.told) == ids
    now = clock.now()
    for message in SandboxMessage.objects.all():
        assert (message.attempts, message.sent_at) == (1, None)
        assert now < message.due_at < now + timedelta(seconds=3)

    mall.status = 200
    SandboxMessage.objects.update(due_at=now)
    deliver_due()

    assert sorted(mall.told) == sorted(ids * 2)
    assert not SandboxMessage.objects.filter(sent_at=None).exists()


def test_what_a_courier_that_died_held_is_due_again(
    mall: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = paid(1)

    def die(**_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as trouble:
        trouble.setattr(desk, "apply_all", die)
        with pytest.raises(RuntimeError):
            deliver_due()

    message = SandboxMessage.objects.get()
    assert (message.sent_at, message.attempts) == (None, 0)
    assert timedelta(0) < message.due_at - clock.now() <= timedelta(seconds=30)
    SandboxMessage.objects.update(due_at=clock.now())
    deliver_due()
    assert mall.told == ids


def test_a_payment_given_up_is_not_told_of_and_does_not_hold_up_the_others(mall: Listener) -> None:
    pay(make_checkout(make_goods()), source="tok_pays_later")
    give_up(payment_id=Payment.objects.get().public_id)
    (gone,) = SandboxMessage.objects.values_list("message_id", flat=True)
    ids = paid(2)

    deliver_due()

    assert sorted(mall.told) == sorted(set(ids) - {gone})
    assert not SandboxMessage.objects.filter(sent_at=None).exists()
