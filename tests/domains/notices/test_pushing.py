"""Notices in browsers: sent to each, forgotten where nobody is, never to a stranger."""

from __future__ import annotations

import pytest

from tests.domains.factories.identity import make_person
from tests.push_service import DeviceBrowser, PushService, push_service
from tests.queued import do_queued, queued
from tradewind.domains.identity.models import Person
from tradewind.domains.notices.choosing import BROWSERS, add_browser, remove_browser
from tradewind.domains.notices.models import Browser, Notice
from tradewind.domains.notices.operations import notify
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.push import PushDelayed

__all__ = ["push_service"]

pytestmark = pytest.mark.django_db

PUSH = "notices.push_notice"


def added(person: Person, device: DeviceBrowser) -> Browser:
    return add_browser(
        person_id=person.pk,
        endpoint=device.endpoint,
        p256dh=device.p256dh,
        auth=device.auth,
        name="Firefox · Linux",
    )


def tell(person: Person) -> Notice:
    assert notify(
        key="points",
        kind="loyalty.expiring",
        channel=Notice.Channel.SITE,
        language="en",
        facts={"points": 120, "first": "2030-01-02"},
        person_id=person.pk,
    )
    return Notice.objects.get(channel="push")


def test_every_browser_shows_it_and_the_row_keeps_no_open_secret(push_service: PushService) -> None:
    noor = make_person()
    devices = [DeviceBrowser(push_service, name) for name in ("laptop", "phone")]
    for device in devices:
        assert added(noor, device).auth != device.auth
    notice = tell(noor)
    assert do_queued(PUSH) == 1
    for device, handed in zip(devices, push_service.handed, strict=True):
        opened = device.opens(handed.body)
        assert (opened["title"], opened["tag"]) == ("Points that expire", notice.public_id)
        assert "120" in opened["body"]
        assert opened["url"].endswith("/account/points")
    notice.refresh_from_db()
    assert notice.state == "sent"
    assert not Browser.objects.filter(last_sent_at=None).exists()


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_nobody_has_is_forgotten(push_service: PushService, status: int) -> None:
    noor = make_person()
    here, gone = DeviceBrowser(push_service, "here"), DeviceBrowser(push_service, "gone")
    kept = added(noor, here)
    added(noor, gone)
    push_service.answers[gone.path] = status
    tell(noor)
    do_queued(PUSH)
    assert list(Browser.objects.all()) == [kept]
    assert Notice.objects.get(channel="push").state == "sent"


def test_the_last_one_gone_ends_it(push_service: PushService) -> None:
    noor = make_person()
    device = DeviceBrowser(push_service)
    added(noor, device)
    push_service.answers[device.path] = 410
    tell(noor)
    do_queued(PUSH)
    assert Notice.objects.get(channel="push").state == "failed"
    assert not Browser.objects.exists()


def test_a_service_that_is_busy_is_asked_again(push_service: PushService) -> None:
    noor = make_person()
    device = DeviceBrowser(push_service)
    added(noor, device)
    push_service.answers[device.path] = 503
    tell(noor)
    with pytest.raises(PushDelayed):
        do_queued(PUSH)
    assert Notice.objects.get(channel="push").state == "waiting"
    assert Browser.objects.count() == 1


def test_a_browser_changes_hands_and_only_its_person_turns_it_off(
    push_service: PushService,
) -> None:
    noor, maya = make_person(), make_person()
    device = DeviceBrowser(push_service)
    added(noor, device)
    browser = added(maya, device)
    assert Browser.objects.get().person_id == maya.pk
    with pytest.raises(NotFound):
        remove_browser(person_id=noor.pk, browser_id=browser.public_id)
    remove_browser(person_id=maya.pk, browser_id=browser.public_id)
    tellable = notify(
        key="1",
        kind="loyalty.expiring",
        channel=Notice.Channel.PUSH,
        language="en",
        facts={},
        person_id=maya.pk,
    )
    assert (tellable, queued(PUSH)) == (False, [])


def test_somewhere_else_is_no_browser_and_there_is_an_end_to_them(
    push_service: PushService,
) -> None:
    noor = make_person()
    device = DeviceBrowser(push_service)
    with pytest.raises(InvalidInput):
        add_browser(
            person_id=noor.pk, endpoint="https://10.0.0.1/x", p256dh=device.p256dh, auth=device.auth
        )
    for number in range(BROWSERS + 2):
        added(noor, DeviceBrowser(push_service, str(number)))
    assert Browser.objects.filter(person=noor).count() == BROWSERS
    assert not Browser.objects.filter(endpoint__endswith="/0").exists()
