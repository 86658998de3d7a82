"""The notice centre: one's own, with and without script; and how one wants to be told."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff, make_store
from tests.push_service import DeviceBrowser, PushService, push_service
from tradewind.domains.consent.models import Basis
from tradewind.domains.consent.operations import imply
from tradewind.domains.identity.models import Person
from tradewind.domains.notices.choices import choices_of
from tradewind.domains.notices.choosing import choose
from tradewind.domains.notices.models import Browser, Notice
from tradewind.domains.notices.operations import notify
from tradewind.kernel import clock

__all__ = ["push_service"]

pytestmark = pytest.mark.django_db

HERE = "/account/notices"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def person() -> Person:
    return make_person(name="Noor", time_zone="America/Toronto")


@pytest.fixture
def member(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def told(person: Person, points: int = 120) -> Notice:
    notify(
        key=f"points:{points}:{person.pk}",
        kind="loyalty.expiring",
        channel=Notice.Channel.SITE,
        language="en",
        facts={"points": points, "first": "2030-01-02"},
        person_id=person.pk,
    )
    return Notice.objects.filter(person=person, channel="site").latest("pk")


@pytest.mark.parametrize("page", [HERE, f"{HERE}/settings", f"{HERE}/bell", f"{HERE}/ticket"])
def test_strangers_are_led_to_sign_in(client: Client, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code in (302, 401)
    assert b'id="bell"' not in client.get("/").content


def test_the_bell_counts_the_list_filters_and_going_there_is_reading(
    member: Client, person: Person
) -> None:
    assert "Nothing to tell yet" in member.get(HERE).content.decode()
    first, second = told(person), told(person, 250)
    bell = member.get(f"{HERE}/bell").content.decode()
    assert "<bdi>2</bdi>" in bell or ">2<" in bell
    page = member.get(HERE).content.decode()
    assert page.index("250") < page.index("120")
    answer = member.get(f"{HERE}/{first.public_id}")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/account/points")
    unread = member.get(f"{HERE}?unread=1").context["screen"]
    assert [row.notice.public_id for row in unread.rows] == [second.public_id]
    assert [link.label for link in unread.filters] == ["All", "Unread", "Points that expire"]
    assert member.get(f"{HERE}?purpose=orders").context["screen"].rows == []
    assert member.post(HERE).status_code == 302
    assert member.get(HERE).context["screen"].unread == 0


def test_another_s_notices_are_nobody_else_s(member: Client) -> None:
    other = told(make_person())
    assert member.get(f"{HERE}/{other.public_id}").status_code == 404
    assert member.post(f"{HERE}/{other.public_id}/dismissal").status_code == 404
    other.refresh_from_db()
    assert other.state == "sent"


def test_a_banner_stands_on_every_page_until_it_is_dismissed(
    member: Client, person: Person
) -> None:
    choose(person_id=person.pk, key="points", channels=["banner"])
    told(person)
    banner = Notice.objects.get(channel="banner")
    for page in ("/", "/account/"):
        assert f"{HERE}/{banner.public_id}/dismissal" in member.get(page).content.decode()
    answer = member.post(f"{HERE}/{banner.public_id}/dismissal", headers=HTMX)
    assert (answer.status_code, answer.content) == (200, b"")
    assert "/dismissal" not in member.get("/").content.decode()


class TestHowToBeTold:
    def test_choices_are_kept_and_what_must_stay_stays(
        self, member: Client, person: Person
    ) -> None:
        answer = member.post(
            f"{HERE}/settings",
            {
                "orders.channels": ["push"],
                "points.channels": ["site", "email"],
                "points.rhythm": "weekly",
                "starts": "22:00",
                "ends": "07:30",
            },
        )
        assert answer.status_code == 302
        held = choices_of(person_id=person.pk)
        chosen = {one.key: (set(one.channels), one.rhythm.value) for one in held.purposes}
        assert chosen["orders"] == ({"site", "push"}, "at_once")
        assert chosen["points"] == ({"site", "email"}, "weekly")
        assert chosen["promotions"] == (set(), "at_once")
        assert held.quiet is not None
        assert (held.quiet.starts.hour, held.quiet.ends.minute) == (22, 30)
        page = member.get(f"{HERE}/settings").content.decode()
        assert 'value="22:00"' in page
        assert "America/Toronto" in page
        member.post(f"{HERE}/settings", {})
        assert choices_of(person_id=person.pk).quiet is None

    @pytest.mark.parametrize(
        "wrong",
        [{"starts": "22:00"}, {"starts": "late", "ends": "7"}, {"points.rhythm": "yearly"}],
    )
    def test_what_makes_no_sense_is_said(self, member: Client, wrong: dict[str, str]) -> None:
        assert member.post(f"{HERE}/settings", wrong).status_code == 422

    def test_a_store_s_purposes_are_for_those_who_work_in_one(
        self, member: Client, person: Person
    ) -> None:
        assert b"Stock that runs low" not in member.get(f"{HERE}/settings").content
        make_staff(store=make_store(), person=person)
        assert b"Stock that runs low" in member.get(f"{HERE}/settings").content

    def test_a_browser_is_added_and_turned_off(
        self, member: Client, push_service: PushService
    ) -> None:
        device = DeviceBrowser(push_service)
        keys = {"endpoint": device.endpoint, "p256dh": device.p256dh, "auth": device.auth}
        member.post(f"{HERE}/browsers", {**keys, "name": "Firefox · Linux"})
        browser = Browser.objects.get()
        page = member.get(f"{HERE}/settings").content.decode()
        assert "Firefox · Linux" in page
        assert device.endpoint not in page
        member.post(f"{HERE}/browsers", {**keys, "endpoint": "https://10.0.0.1/x"})
        assert Browser.objects.count() == 1
        member.post(f"{HERE}/browsers/{browser.public_id}/removal")
        assert not Browser.objects.exists()


def test_the_service_worker_shows_and_opens_notices(client: Client) -> None:
    script = client.get("/sw.js").content.decode()
    for part in ('"push"', '"notificationclick"', "showNotification", "location.origin"):
        assert part in script


def test_the_record_of_consent_can_be_read(
    member: Client, person: Person, settings: Settings
) -> None:
    store = make_store(name="Kiln")
    imply(
        email=person.email,
        basis=Basis.PURCHASE,
        at=clock.now(),
        proof={"order": "ord_77"},
        person_id=person.pk,
        store_id=store.pk,
    )
    member.post("/account/privacy", {"marketing": "on"})
    member.post("/account/privacy", {})
    rows = member.get("/account/privacy").context["record"]
    assert [(row.given.sender, row.given.basis, row.standing) for row in rows] == [
        ("", "express", "withdrawn"),
        ("Kiln", "purchase", "stands"),
    ]
    assert dict(rows[0].proof)["Page"] == "/account/privacy"
    page = member.get("/account/privacy").content.decode()
    assert "ord_77" in page
    assert rows[0].given.wording in page
