"""A message reaches one browser alone, signed by the mall, and only through a push service."""

from __future__ import annotations

import json

import pytest
from py_vapid import Vapid02
from pytest_django.fixtures import Settings

from tests.push_service import DeviceBrowser, PushService, push_service, read
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.platform import push
from tradewind.platform.push.sending import check_keys

__all__ = ["push_service"]

MESSAGE = push.Message("Kiln", "Ваш заказ " * 60, "https://mall.test/x", "ntc_1", "mn")


def send(browser: DeviceBrowser, **changes: str) -> None:
    keys = {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth} | changes
    push.send(to=push.Subscription(**keys), message=MESSAGE, seconds_kept=60, is_urgent=True)


def test_only_the_browser_can_read_it(push_service: PushService) -> None:
    one, other = DeviceBrowser(push_service), DeviceBrowser(push_service)
    send(one)
    [handed] = push_service.handed
    assert "заказ".encode() not in handed.body
    assert len(handed.body) <= 4096
    opened = one.opens(handed.body)
    assert (opened["title"], opened["url"], opened["tag"]) == ("Kiln", MESSAGE.url, "ntc_1")
    with pytest.raises(Exception, match="Decryption"):
        other.opens(handed.body)
    assert {name: handed.headers[name] for name in ("content-encoding", "ttl", "urgency")} == {
        "content-encoding": "aes128gcm",
        "ttl": "60",
        "urgency": "high",
    }


def test_the_service_sees_who_sent_it(push_service: PushService) -> None:
    send(DeviceBrowser(push_service))
    authorization = push_service.handed[0].headers["authorization"]
    assert Vapid02.verify(authorization)
    parts = dict(part.split("=", 1) for part in authorization.removeprefix("vapid ").split(","))
    assert parts["k"] == push.public_key()
    claims = json.loads(read(parts["t"].split(".")[1]))
    assert (claims["aud"], claims["sub"]) == (push_service.origin, "mailto:mall@mall.test")
    assert 0 < claims["exp"] - clock.now().timestamp() <= 24 * 3600
    header, body, signature = parts["t"].split(".")
    forged = f"vapid t={header}.{body[:-2]}AA.{signature},k={parts['k']}"
    assert not Vapid02.verify(forged)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, push.PushGone),
        (410, push.PushGone),
        (429, push.PushDelayed),
        (503, push.PushDelayed),
        (307, push.PushRefused),
        (400, push.PushRefused),
    ],
)
def test_what_a_service_may_say(
    push_service: PushService, status: int, error: type[Exception]
) -> None:
    browser = DeviceBrowser(push_service)
    push_service.answers[browser.path] = status
    with pytest.raises(error):
        send(browser)
    assert len(push_service.handed) == 1, "no redirect is followed"


def test_a_service_that_is_away(push_service: PushService, settings: Settings) -> None:
    settings.PUSH_SERVICES = ("http://127.0.0.1:9",)
    with pytest.raises(push.PushDelayed):
        send(DeviceBrowser(push_service), endpoint="http://127.0.0.1:9/x")


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilfcm.googleapis.com/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://169.254.169.254/latest",
        "https://fcm.googleapis.com:x/",
        "file:///etc/passwd",
        "",
    ],
)
def test_nothing_else_is_a_push_service(
    endpoint: str, push_service: PushService, settings: Settings
) -> None:
    settings.PUSH_SERVICES = ("fcm.googleapis.com", "push.apple.com")
    with pytest.raises(InvalidInput):
        push.check_endpoint(endpoint)
    with pytest.raises(push.PushRefused):
        send(DeviceBrowser(push_service), endpoint=endpoint)
    assert push_service.handed == []


def test_services_and_what_is_below_them(settings: Settings) -> None:
    settings.PUSH_SERVICES = ("fcm.googleapis.com", "push.apple.com")
    for endpoint in ("https://fcm.googleapis.com/fcm/send/a:b", "https://web.push.apple.com/Q"):
        assert push.check_endpoint(endpoint) == endpoint


@pytest.mark.parametrize("p256dh", ["", "short", "B" * 87, "not base64!", "é"])
def test_keys_that_are_none(push_service: PushService, p256dh: str) -> None:
    with pytest.raises(InvalidInput):
        check_keys(p256dh=p256dh, auth=DeviceBrowser(push_service).auth)
    with pytest.raises(InvalidInput):
        check_keys(p256dh=DeviceBrowser(push_service).p256dh, auth="no")
