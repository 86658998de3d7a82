"""What a person chose decides how they are told; what may not leave yet is held, and leaves once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff, make_store
from tests.mailbox import Mailbox, html_of, mailbox, text_of
from tests.parallel import in_parallel
from tests.queued import do_queued, queued
from tradewind.domains.consent.models import Basis, Consent, Purpose
from tradewind.domains.consent.operations import agree, imply, withdraw
from tradewind.domains.identity.models import Person
from tradewind.domains.notices import letters
from tradewind.domains.notices.choices import choices_of
from tradewind.domains.notices.choosing import choose, keep_quiet
from tradewind.domains.notices.digests import LETTERS as DIGESTS
from tradewind.domains.notices.holding import release_due
from tradewind.domains.notices.letters import Letter
from tradewind.domains.notices.models import Browser, Notice, QuietHours, Wish
from tradewind.domains.notices.operations import News, dismiss, mark_all_read, notify, notify_all
from tradewind.domains.notices.queries import bell, count_unread, list_notices
from tradewind.domains.notices.rules import Quiet, Rhythm
from tradewind.domains.notices.staff import staff_news
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import realtime

__all__ = ["mailbox"]

NOON = datetime(2026, 6, 10, 16, tzinfo=UTC)  # in Toronto


def _gather(facts: letters.Facts) -> dict[str, Any]:
    if facts["name"] == "gone":
        raise NotFound(id="gone")
    return {"name": facts["name"], "link": "https://mall.test/x"}


LETTERS = (
    *DIGESTS,
    *(
        Letter(
            kind=f"test.{purpose}",
            template="checkout/mail/undone",
            subject="Hello {name}",
            gather=_gather,
            purpose=purpose,
        )
        for purpose in ("orders", "payments", "points", "promotions", "store_stock")
    ),
)


@pytest.fixture(autouse=True)
def _letters(settings: Settings) -> Iterator[None]:
    settings.NOTICE_LETTERS = f"{__name__}.LETTERS"
    settings.POSTAL_ADDRESS = "1 Quay, Halifax NS"
    letters._letters.cache_clear()
    yield
    letters._letters.cache_clear()


def person(**columns: Any) -> Person:
    return make_person(time_zone="America/Toronto", **columns)


def browser(of: Person) -> Browser:
    return Browser.objects.create(
        person=of, endpoint=f"https://push.example/{of.pk}", p256dh="", auth=""
    )


def news(of: Person, key: str = "1", purpose: str = "points", **changes: Any) -> News:
    given = News(
        key=key,
        kind=f"test.{purpose}",
        channel=None,
        language="en",
        facts={"name": key},
        email=of.email,
        person_id=of.pk,
    )
    return given._replace(**changes)


def rows(of: Person) -> set[tuple[str, str]]:
    return set(Notice.objects.filter(person=of).values_list("channel", "state"))


@pytest.mark.django_db
class TestWays:
    def test_all_that_was_chosen_and_nothing_else(self) -> None:
        noor = person()
        browser(noor)
        choose(person_id=noor.pk, key="points", channels=["banner", "push"])
        assert notify_all([news(noor)]) == 1
        assert rows(noor) == {("site", "sent"), ("banner", "sent"), ("push", "waiting")}
        assert notify_all([news(noor)]) == 0
        assert len(queued("notices.push_notice")) == 1

    def test_without_a_browser_nothing_is_pushed(self) -> None:
        noor = person()
        notify_all([news(noor)])
        assert rows(noor) == {("site", "sent"), ("email", "waiting")}

    def test_tellers_that_name_a_channel_are_narrowed_by_the_choice(self) -> None:
        noor = person()
        choose(person_id=noor.pk, key="points", channels=["banner"])
        told = [
            news(noor, f"1:{channel}", channel=channel)
            for channel in (Notice.Channel.EMAIL, Notice.Channel.SITE)
        ]
        assert notify_all(told) == 1
        assert rows(noor) == {("site", "sent"), ("banner", "sent")}

    def test_statements_do_not_grow_with_people(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        people = [person() for _ in range(12)]
        for one in people:
            choose(person_id=one.pk, key="points", channels=["email"])
        told = [news(one, str(n)) for n, one in enumerate(people)]
        with django_assert_num_queries(5):  # people, savepoint, notices, job, release
            assert notify_all(told) == 12

    def test_commercial_news_ask_the_gate_once_for_all(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        people = [person() for _ in range(6)]
        for one in people[:4]:
            agree(email=one.email, purpose=Purpose.MARKETING, wording="account.news", proof={})
        told = [news(one, str(n), "promotions") for n, one in enumerate(people)]
        with django_assert_num_queries(6):
            assert notify_all(told) == 4

    def test_only_what_the_purpose_allows_is_kept(self) -> None:
        noor = person()
        choose(person_id=noor.pk, key="orders", channels=[], rhythm="weekly")
        choose(person_id=noor.pk, key="promotions", channels=[], rhythm="weekly")
        held = {one.key: one for one in choices_of(person_id=noor.pk).purposes}
        assert (held["orders"].channels, held["orders"].rhythm) == ({"site"}, Rhythm.AT_ONCE)
        assert (held["promotions"].channels, held["promotions"].rhythm) == (set(), Rhythm.WEEKLY)
        for wrong in (
            {"key": "nothing", "channels": []},
            {"key": "orders", "channels": ["smoke"]},
            {"key": "orders", "channels": [], "rhythm": "yearly"},
        ):
            with pytest.raises(InvalidInput):
                choose(person_id=noor.pk, **wrong)  # type: ignore[arg-type]
        assert Wish.objects.count() == 2


@pytest.mark.django_db
class TestHeld:
    def test_quiet_hours_hold_what_is_not_urgent(self, mailbox: Mailbox) -> None:
        noor = person()
        keep_quiet(person_id=noor.pk, quiet=Quiet(time(22), time(7)))
        with clock.frozen_at(NOON + timedelta(hours=11)):
            notify_all([news(noor, "1"), news(noor, "2", "payments")])
        held = Notice.objects.get(state="held")
        assert (held.purpose, held.channel) == ("points", "email")
        assert held.due_at == datetime(2026, 6, 11, 11, tzinfo=UTC)
        assert release_due(now=held.due_at - timedelta(seconds=1)) == 0
        assert release_due(now=held.due_at) == 1
        assert release_due(now=held.due_at) == 0
        for job in ("notices.send_notice", "notices.send_notices"):
            do_queued(job)
        assert sorted(mailbox.subjects()) == ["Hello 1", "Hello 2"]

    def test_the_same_hour_twice_is_no_quiet_at_all(self) -> None:
        noor = person()
        keep_quiet(person_id=noor.pk, quiet=Quiet(time(22), time(7)))
        keep_quiet(person_id=noor.pk, quiet=Quiet(time(7), time(7)))
        assert not QuietHours.objects.exists()

    def test_a_digest_gathers_what_came_into_one_letter(self, mailbox: Mailbox) -> None:
        noor = person()
        choose(person_id=noor.pk, key="points", channels=["email"], rhythm="daily")
        with clock.frozen_at(NOON):
            notify_all([news(noor, "one"), news(noor, "two"), news(noor, "gone")])
            notify_all([news(noor, "order", "orders")])
        do_queued("notices.send_notice")
        tomorrow = datetime(2026, 6, 11, 12, tzinfo=UTC)
        assert release_due(now=tomorrow) == 1
        assert release_due(now=tomorrow) == 0
        do_queued("notices.send_notice")
        assert mailbox.subjects() == ["Hello order", "Points that expire: what is new"]
        text = text_of(mailbox.mails()[1])
        assert "Hello one" in text
        assert "Hello two" in text
        assert "gone" not in text
        gathered = Notice.objects.filter(state="gathered")
        assert gathered.count() == 3
        assert {one.digest and one.digest.state for one in gathered} == {"sent"}

    def test_offers_of_two_sellers_are_two_letters_each_on_its_consent(
        self, mailbox: Mailbox
    ) -> None:
        noor, kiln, loom = person(), make_store(name="Kiln"), make_store(name="Loom")
        choose(person_id=noor.pk, key="promotions", channels=["email"], rhythm="weekly")
        for store in (kiln, loom):
            imply(
                email=noor.email,
                basis=Basis.PURCHASE,
                at=clock.now(),
                proof={"order": "ord_1"},
                store_id=store.pk,
            )
        with clock.frozen_at(NOON):
            notify_all(
                [
                    news(noor, f"{n}{store.name}", "promotions", store_id=store.pk)
                    for store in (kiln, loom)
                    for n in range(2)
                ]
            )
        withdraw(email=noor.email, purpose=Purpose.MARKETING, store_id=loom.pk)
        assert release_due(now=NOON + timedelta(days=7)) == 1
        do_queued("notices.send_notices")
        [mail] = mailbox.mails()
        assert "on behalf of Kiln" in text_of(mail)
        refused = Notice.objects.get(kind="notices.digest", store=loom)
        assert (refused.state, refused.failure) == ("failed", "consent_withdrawn")


@pytest.mark.django_db
class TestCommercial:
    def test_it_names_its_basis_its_sender_and_the_way_out(self, mailbox: Mailbox) -> None:
        noor = person()
        store = make_store(name="Kiln", legal_name="Kiln Ltd", email="kiln@example.org")
        imply(
            email=noor.email,
            basis=Basis.PURCHASE,
            at=clock.now(),
            proof={"order": "ord_1"},
            store_id=store.pk,
        )
        assert notify_all([news(noor, purpose="promotions", store_id=store.pk)]) == 1
        relied = Consent.objects.get()
        notice = Notice.objects.get(channel="email")
        assert (notice.basis, notice.consent_id) == ("purchase", relied.pk)
        agree(
            email=noor.email,
            purpose=Purpose.MARKETING,
            wording="account.news",
            proof={},
            store_id=store.pk,
        )
        do_queued("notices.send_notice")
        notice.refresh_from_db()
        assert (notice.basis, notice.state) == ("express", "sent")
        [mail] = mailbox.mails()
        for part in (text_of(mail), html_of(mail)):
            assert "Kiln Ltd" in part
            assert "1 Quay, Halifax NS" in part
            assert "kiln@example.org" in part
            assert "/news/stop/" in part
        assert noor.email not in mail["List-Unsubscribe"]

    def test_the_kind_decides_and_not_the_teller(self) -> None:
        noor = person()
        assert notify_all([news(noor, purpose="promotions", is_commercial=False)]) == 0
        assert not Notice.objects.exists()

    def test_the_database_refuses_one_without_a_basis(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.create(
                key="x", kind="test.promotions", channel="email", language="en", is_commercial=True
            )

    def test_a_banner_goes_with_its_consent(self) -> None:
        noor = person()
        choose(person_id=noor.pk, key="promotions", channels=["banner"])
        agree(email=noor.email, purpose=Purpose.MARKETING, wording="account.news", proof={})
        notify_all([news(noor, purpose="promotions")])
        assert [one.text for one in bell(person_id=noor.pk).banners] == ["Hello 1"]
        withdraw(email=noor.email, purpose=Purpose.MARKETING)
        assert bell(person_id=noor.pk).banners == ()


@pytest.mark.django_db
def test_the_bell_counts_and_banners_go_when_dismissed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    noor, maya = person(), person()
    notify_all([news(noor, str(n), "payments") for n in range(3)])
    with django_assert_num_queries(2):
        shown = bell(person_id=noor.pk)
    assert (shown.unread, [one.text for one in shown.banners]) == (3, ["Hello 2", "Hello 1"])
    first = shown.banners[0].public_id
    with pytest.raises(NotFound):
        dismiss(person_id=maya.pk, notice_id=first)
    assert dismiss(person_id=noor.pk, notice_id=first)
    assert not dismiss(person_id=noor.pk, notice_id=first)
    assert [one.text for one in bell(person_id=noor.pk).banners] == ["Hello 1", "Hello 0"]
    assert mark_all_read(person_id=noor.pk) == 3
    assert bell(person_id=noor.pk).unread == 0


@pytest.mark.django_db
def test_staff_see_what_they_are_told_of_their_store_alone() -> None:
    noor, store = person(), make_store()
    make_staff(store=store, person=noor)
    notify_all(
        list(
            staff_news(
                store_id=store.pk,
                permission="stock.change",
                mail_permission="store.change",
                kind="test.store_stock",
                told={"low": {"name": "low"}},
            )
        )
    )
    notify_all([news(noor, "bought", "orders", store_id=store.pk)])
    page = list_notices(person_id=noor.pk, store_id=store.pk)
    assert [one.text for one in page.items] == ["Hello low"]
    assert count_unread(person_id=noor.pk, store_id=store.pk) == 1
    assert mark_all_read(person_id=noor.pk, store_id=store.pk) == 1
    assert count_unread(person_id=noor.pk) == 1


@pytest.mark.django_db(transaction=True)
class TestRivals:
    def test_open_pages_hear_of_it_after_the_commit(self) -> None:
        noor = person()
        with realtime.captured() as lines:
            with transaction.atomic():
                notify_all([news(noor)])
                assert lines == []
            assert [(line.topic, line.kind) for line in lines] == [
                (f"person:{noor.public_id}:notices", "told")
            ]

    @pytest.fixture(autouse=True)
    def _no_bus(self) -> Iterator[None]:
        with realtime.captured():
            yield

    def test_one_banner_is_dismissed_once(self) -> None:
        noor = person()
        notify_all([news(noor, purpose="payments")])
        notice_id = Notice.objects.get(channel="banner").public_id
        done = in_parallel([lambda: dismiss(person_id=noor.pk, notice_id=notice_id)] * 4)
        assert sorted(done) == [False, False, False, True]

    def test_two_workers_send_one_digest(self) -> None:
        people = [person() for _ in range(3)]
        for one in people:
            choose(person_id=one.pk, key="points", channels=["email"], rhythm="daily")
        with clock.frozen_at(NOON):
            for one in people:
                notify_all([news(one, f"{one.pk}:{n}") for n in range(5)])
        tomorrow = NOON + timedelta(days=1)
        in_parallel([lambda: release_due(now=tomorrow)] * 4)
        assert Notice.objects.filter(kind="notices.digest").count() == 3
        assert Notice.objects.filter(state="gathered").count() == 15
        [job] = queued("notices.send_notices")
        assert len(set(job["notice_ids"])) == 3


@pytest.mark.django_db
def test_notify_says_whether_anything_was_written() -> None:
    noor = person()
    given = {
        "key": "1",
        "kind": "test.payments",
        "channel": Notice.Channel.SITE,
        "language": "en",
        "facts": {"name": "x"},
        "person_id": noor.pk,
    }
    assert notify(**given)  # type: ignore[arg-type]
    assert not notify(**given)  # type: ignore[arg-type]
    assert rows(noor) == {("site", "sent"), ("banner", "sent")}
