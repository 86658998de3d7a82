"""A write sent twice happens once: one after the other, at once, and after a crash."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from ninja import NinjaAPI, Schema
from ninja.decorators import decorate_view

from tests.parallel import in_parallel
from tradewind.kernel import clock
from tradewind.platform.http.actors import STRANGER, Actor
from tradewind.platform.idempotency import (
    IdempotencyInProgress,
    IdempotencyKeyInvalid,
    IdempotencyKeyReused,
    idempotent,
    keys,
)
from tradewind.platform.idempotency.models import UsedKey

pytestmark = pytest.mark.django_db
# With commits of their own; each costs a new database.
COMMITTING = pytest.mark.django_db(transaction=True)

BOTH = pytest.mark.parametrize("spans", [False, True], ids=["one transaction", "spanning"])
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _deeds() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE deeds (note text NOT NULL)")


def deed(note: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO deeds VALUES (%s)", [note])


def deeds() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM deeds")
        return int(cursor.fetchone()[0])


def post(
    key: str | None = "key-1",
    body: str = '{"quantity": 1}',
    address: str = "/api/v1/orders",
    actor: Actor = STRANGER,
    **extra: Any,
) -> HttpRequest:
    headers = {} if key is None else {"Idempotency-Key": key}
    request = RequestFactory().post(
        address, body, content_type="application/json", headers=headers, **extra
    )
    request._actor = actor  # type: ignore[attr-defined]
    return request


def ordering(
    spans: bool, status: int = 201, before: Callable[[], None] | None = None
) -> Callable[[HttpRequest], HttpResponse]:
    @idempotent(spans_transactions=spans)
    def view(request: HttpRequest) -> HttpResponse:
        deed("ordered")
        if before is not None:
            before()
        answer = JsonResponse({"order": deeds()}, status=status)
        answer["Location"] = "/api/v1/orders/ord_1"
        return answer

    return view


@BOTH
def test_the_same_again_is_answered_the_same(spans: bool) -> None:
    view = ordering(spans)
    first, second = view(post()), view(post())
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content == b'{"order": 1}'
    assert second["Content-Type"] == "application/json"
    assert second["Location"] == "/api/v1/orders/ord_1"
    assert "Idempotent-Replayed" not in first
    assert second["Idempotent-Replayed"] == "true"
    assert deeds() == 1


@BOTH
@pytest.mark.parametrize("other", [{"body": "{}"}, {"address": "/api/v1/carts"}])
def test_another_request_with_the_key_is_refused(spans: bool, other: dict[str, str]) -> None:
    view = ordering(spans)
    view(post())
    with pytest.raises(IdempotencyKeyReused):
        view(post(**other))
    assert deeds() == 1


def test_a_key_is_its_callers_own() -> None:
    view = ordering(False)
    callers = [
        post(actor=Actor(person_id=1)),
        post(actor=Actor(person_id=2)),
        post(REMOTE_ADDR="192.0.2.1"),
        post(REMOTE_ADDR="192.0.2.2"),
        post(HTTP_AUTHORIZATION="Bearer a"),
        post(HTTP_COOKIE="sessionid=a"),
    ]
    answers = [view(request) for request in callers]
    assert deeds() == len(callers)
    assert not any("Idempotent-Replayed" in answer for answer in answers)


@COMMITTING
@BOTH
def test_two_statements_with_a_key_none_without(spans: bool) -> None:
    view = idempotent(spans_transactions=spans)(lambda request: HttpResponse(status=204))
    with CaptureQueriesContext(connection) as sent:
        view(post())
    told = [query["sql"].split()[0] for query in sent]
    assert told == (["INSERT", "UPDATE"] if spans else ["BEGIN", "INSERT", "UPDATE", "COMMIT"])
    with CaptureQueriesContext(connection) as sent:
        view(post(key=None))
    assert len(sent) == 0


@pytest.mark.parametrize("key", ["", "with space", "é", "x" * 256, "a\tb"])
def test_a_key_must_be_short_and_printable(key: str) -> None:
    with pytest.raises(IdempotencyKeyInvalid):
        ordering(False)(post(key=key))
    assert deeds() == 0


@BOTH
@pytest.mark.parametrize(("status", "kept"), [(200, True), (409, True), (422, True), (500, False), (401, False), (429, False)])  # fmt: skip
def test_what_is_kept(spans: bool, status: int, kept: bool) -> None:
    view = ordering(spans, status)
    view(post())
    again = view(post())
    assert again.status_code == status
    assert ("Idempotent-Replayed" in again) is kept


def test_an_answer_of_500_leaves_nothing_done() -> None:
    assert ordering(False, 500)(post()).status_code == 500
    assert deeds() == 0
    assert not UsedKey.objects.exists()


@BOTH
def test_an_exception_frees_the_key(spans: bool) -> None:
    def fail() -> None:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        ordering(spans, before=fail)(post())
    assert not UsedKey.objects.exists()
    assert ordering(spans)(post()).status_code == 201


@COMMITTING
@BOTH
def test_a_rival_is_told_to_wait_then_replayed(spans: bool) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def linger() -> None:
        inside.set()
        assert go_on.wait(10)

    def first() -> HttpResponse:
        return ordering(spans, before=linger)(post())

    def second() -> HttpResponse:
        assert inside.wait(10)
        try:
            with pytest.raises(IdempotencyInProgress):
                ordering(spans)(post())
        finally:
            go_on.set()
        return HttpResponse()

    assert in_parallel([first, second])[0].status_code == 201
    assert ordering(spans)(post())["Idempotent-Replayed"] == "true"
    assert deeds() == 1


@COMMITTING
@BOTH
def test_twelve_at_once_do_it_once(spans: bool) -> None:
    def attempt() -> str:
        try:
            return "replayed" if "Idempotent-Replayed" in ordering(spans)(post()) else "done"
        except IdempotencyInProgress:
            return "in progress"

    answers = in_parallel([attempt] * 12)
    assert answers.count("done") == 1
    assert deeds() == 1


@COMMITTING
def test_a_crash_in_one_transaction_leaves_neither_key_nor_deed() -> None:
    def killed() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(Exception, match="terminating"):
        ordering(False, before=killed)(post())
    connection.close()
    assert deeds() == 0
    assert ordering(False)(post()).status_code == 201
    assert deeds() == 1


def test_a_crash_between_transactions_is_repeated_after_the_lease() -> None:
    from_crash: dict[str, Any] = {"scope": "guest:x", "key": "key-1", "fingerprint": b"f"}
    with clock.frozen_at(NOON):
        crashed = keys.take(**from_crash)
        assert isinstance(crashed, keys.Taken)
        with pytest.raises(IdempotencyInProgress):
            keys.take(**from_crash)
    with clock.frozen_at(NOON + keys.LEASE):
        with pytest.raises(IdempotencyKeyReused):
            keys.take(**{**from_crash, "fingerprint": b"other"})
        second = keys.take(**from_crash)
        assert isinstance(second, keys.Taken)
        # The first was only slow: it neither answers nor frees what is another's now.
        crashed.answer(HttpResponse("late"))
        crashed.give_back()
        second.answer(HttpResponse("right", status=201))
        replay = keys.take(**from_crash)
    assert isinstance(replay, HttpResponse)
    assert (replay.status_code, replay.content) == (201, b"right")


def test_a_key_lasts_a_day_then_is_swept() -> None:
    view = ordering(False)
    with clock.frozen_at(NOON):
        view(post())
        view(post(key="key-2"))
    with clock.frozen_at(NOON + timedelta(hours=23, minutes=59)):
        assert keys.sweep_expired() == 0
        assert view(post())["Idempotent-Replayed"] == "true"
    with clock.frozen_at(NOON + timedelta(hours=24)):
        assert "Idempotent-Replayed" not in view(post())
        assert keys.sweep_expired() == 1
    assert list(UsedKey.objects.values_list("key", flat=True)) == ["key-1"]


class OrderIn(Schema):
    quantity: int


def nobody(request: HttpRequest) -> Actor:
    return STRANGER


def test_on_a_ninja_operation() -> None:
    api = NinjaAPI(urls_namespace="idempotency-test")

    @api.post("/orders", response=dict[str, int])
    @decorate_view(idempotent)
    def order(request: HttpRequest, body: OrderIn) -> dict[str, int]:
        deed("ordered")
        return {"order": body.quantity}

    urls = ModuleType("idempotency_urls")
    urls.urlpatterns = [path("api/", api.urls)]  # type: ignore[attr-defined]

    def send(quantity: int) -> HttpResponse:
        return Client().post(
            "/api/orders",
            {"quantity": quantity},
            content_type="application/json",
            headers={"Idempotency-Key": "key-1"},
        )

    resolver = f"{__name__}.nobody"
    with override_settings(ROOT_URLCONF=urls, MIDDLEWARE=[], ACTOR_RESOLVER=resolver):
        first, second = send(1), send(1)
        assert (first.status_code, first.content) == (200, b'{"order": 1}')
        assert (second.status_code, second.content) == (200, b'{"order": 1}')
        assert second.headers["Idempotent-Replayed"] == "true"
        assert deeds() == 1
        with pytest.raises(IdempotencyKeyReused):
            send(2)
    assert deeds() == 1
