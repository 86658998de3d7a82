"""Telling people things: once, in their language, with consent where it is needed."""

from __future__ import annotations

from smtplib import SMTP
from typing import Any
from unittest.mock import patch

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_store
from tests.mailbox import Mailbox, mailbox, text_of
from tests.queued import do_queued, queued
from tradewind.domains.consent.models import Purpose
from tradewind.domains.consent.operations import agree, withdraw
from tradewind.domains.notices import letters
from tradewind.domains.notices.jobs import send_notice, send_notices
from tradewind.domains.notices.letters import Letter
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import News, mark_read, notify, notify_all
from tradewind.domains.notices.queries import count_unread, list_notices
from tradewind.platform.mail import MailDelayed

__all__ = ["mailbox"]

pytestmark = pytest.mark.django_db

SEND = "notices.send_notice"
EMAIL = "noor@example.org"
LETTERS = (
    Letter(
        kind="test.greeting",
        template="checkout/mail/undone",
        subject="Hello {name}",
        gather=lambda facts: {"name": facts["name"], "link": "https://mall.test/x"},
    ),
)


@pytest.fixture(autouse=True)
def _letters(settings: Settings) -> None:
    settings.NOTICE_LETTERS = f"{__name__}.LETTERS"
    letters._letters.cache_clear()
    yield
    letters._letters.cache_clear()


def greet(key: str = "greeting:1", **changes: object) -> bool:
    given = {
        "kind": "test.greeting",
        "channel": Notice.Channel.EMAIL,
        "language": "en",
        "facts": {"name": "Noor"},
        "email": EMAIL,
    }
    return notify(key=key, **{**given, **changes})  # type: ignore[arg-type]


def test_a_repeated_key_tells_nobody_twice(mailbox: Mailbox) -> None:
    assert (greet(), greet(), greet("greeting:2")) == (True, False, True)
    assert do_queued(SEND) == 2
    assert mailbox.subjects() == ["Hello Noor", "Hello Noor"]
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}


def test_a_job_that_runs_twice_sends_once(mailbox: Mailbox) -> None:
    greet()
    notice = Notice.objects.get()
    send_notice(notice_id=notice.public_id)
    send_notice(notice_id=notice.public_id)
    assert len(mailbox.mails()) == 1


def test_a_server_that_is_busy_is_asked_again(mailbox: Mailbox) -> None:
    greet()
    mailbox.answer = "451 later"
    notice = Notice.objects.get()
    with pytest.raises(MailDelayed):
        send_notice(notice_id=notice.public_id)
    notice.refresh_from_db()
    assert notice.state == Notice.State.WAITING

    mailbox.answer = "250 OK"
    send_notice(notice_id=notice.public_id)
    assert len(mailbox.mails()) == 1


def test_an_address_nobody_has_is_given_up_with_the_reason(mailbox: Mailbox) -> None:
    greet()
    mailbox.answer = "550 no such user"
    do_queued(SEND)
    notice = Notice.objects.get()
    assert (notice.state, notice.failure, notice.sent_at) == ("failed", "SMTP 550", None)


def test_a_kind_nobody_lists_is_a_bug_that_shows_at_once() -> None:
    with pytest.raises(KeyError):
        greet(kind="test.unknown")
    assert not Notice.objects.exists()


class TestCommercial:
    def test_without_consent_nothing_is_written(self) -> None:
        assert not greet(is_commercial=True)
        assert (Notice.objects.count(), queued(SEND)) == (0, [])

    def test_with_consent_it_carries_the_way_out(self, mailbox: Mailbox) -> None:
        store = make_store(email="kiln@example.org")
        agree(
            email=EMAIL,
            purpose=Purpose.MARKETING,
            wording="account.news",
            proof={},
            store_id=store.pk,
        )
        assert greet(is_commercial=True, store_id=store.pk)
        do_queued(SEND)
        [mail] = mailbox.mails()
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert "/news/stop/" in mail["List-Unsubscribe"]
        assert mail["Reply-To"] == "kiln@example.org"

    def test_a_no_said_meanwhile_counts(self, mailbox: Mailbox) -> None:
        agree(email=EMAIL, purpose=Purpose.MARKETING, wording="account.news", proof={})
        greet(is_commercial=True)
        withdraw(email=EMAIL, purpose=Purpose.MARKETING)
        do_queued(SEND)
        assert mailbox.mails() == []
        assert Notice.objects.get().failure == "consent_withdrawn"

    def test_what_is_about_an_order_has_no_way_out(self, mailbox: Mailbox) -> None:
        greet()
        do_queued(SEND)
        [mail] = mailbox.mails()
        assert mail["List-Unsubscribe"] is None
        assert "Your cart is as you left it." in text_of(mail)


def test_the_notice_centre_shows_one_s_own_the_latest_first() -> None:
    noor, maya = make_person(), make_person()
    for number in range(3):
        greet(
            f"site:{number}",
            channel=Notice.Channel.SITE,
            person_id=noor.pk,
            facts={"name": str(number)},
        )
    greet("site:maya", channel=Notice.Channel.SITE, person_id=maya.pk)
    greet("mail", person_id=noor.pk)

    page = list_notices(person_id=noor.pk, limit=2)
    rest = list_notices(person_id=noor.pk, limit=2, cursor=page.next_cursor or "")

    assert [line.text for line in [*page.items, *rest.items]] == ["Hello 2", "Hello 1", "Hello 0"]
    assert (page.items[0].link, page.items[0].is_read) == ("https://mall.test/x", False)
    ids = [page.items[0].public_id]
    assert mark_read(person_id=maya.pk, notice_ids=ids) == 0
    assert mark_read(person_id=noor.pk, notice_ids=ids) == 1
    assert (count_unread(person_id=noor.pk), count_unread(person_id=maya.pk)) == (2, 1)


class TestMany:
    """What comes together is written, put off and sent together."""

    def news(self, key: str, **changes: Any) -> News:
        given = News(
            key=key,
            kind="test.greeting",
            channel=Notice.Channel.EMAIL,
            language="en",
            facts={"name": key},
            email=EMAIL,
        )
        return given._replace(**changes)

    def test_as_many_statements_as_for_one(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(4):  # savepoint, notices, job, release
            assert notify_all([self.news(str(n)) for n in range(20)]) == 20
        [job] = queued("notices.send_notices")
        assert len(job["notice_ids"]) == 20

    def test_those_told_before_are_left_out(self) -> None:
        greet("1")
        site = self.news("3", channel=Notice.Channel.SITE, person_id=make_person().pk)
        assert notify_all([self.news("1"), self.news("2"), self.news("2"), site]) == 2
        assert notify_all([self.news("2")]) == 0
        assert len(queued(SEND)) == 2
        assert queued("notices.send_notices") == []

    def test_they_share_a_line_to_the_server(self, mailbox: Mailbox) -> None:
        notify_all([self.news(str(n)) for n in range(4)])
        with patch("smtplib.SMTP.connect", autospec=True, side_effect=SMTP.connect) as connecting:
            do_queued("notices.send_notices")
        assert connecting.call_count == 1
        assert sorted(mailbox.subjects()) == [f"Hello {n}" for n in range(4)]
        assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}

    def test_one_that_cannot_go_now_is_tried_again_alone(self, mailbox: Mailbox) -> None:
        notify_all([self.news(str(n)) for n in range(3)])
        mailbox.answer = "451 later"
        do_queued("notices.send_notices")
        assert set(Notice.objects.values_list("state", flat=True)) == {"waiting"}
        assert len(queued(SEND)) == 3
        mailbox.answer = "250 OK"
        assert do_queued(SEND) == 3
        assert len(mailbox.mails()) == 3

    def test_done_twice_it_sends_once(self, mailbox: Mailbox) -> None:
        notify_all([self.news(str(n)) for n in range(3)])
        [job] = queued("notices.send_notices")
        for _ in range(2):
            send_notices(**job)
        assert len(mailbox.mails()) == 3
