"""Pages that links in letters lead to: an invitation, the end of news."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_store
from tests.domains.stores.test_staff import EMAIL, invited
from tests.mailbox import Mailbox, mailbox
from tradewind.domains.consent.links import NewsSubscription, stop_token
from tradewind.domains.consent.models import Consent, Purpose
from tradewind.domains.consent.operations import agree
from tradewind.domains.stores.queries import list_staff

__all__ = ["mailbox"]

pytestmark = pytest.mark.django_db


class TestInvitation:
    def test_a_stranger_sees_who_asks_and_where_to_sign_in(
        self, client: Client, mailbox: Mailbox
    ) -> None:
        secret = invited(make_store(name="Kiln"), mailbox)
        page = client.get(f"/join/{secret}").content.decode()
        assert "Join Kiln" in page
        assert f"/account/login/?next=/join/{secret}" in page

    def test_the_invited_accepts(self, client: Client, mailbox: Mailbox) -> None:
        store = make_store()
        secret = invited(store, mailbox)
        noor = make_person(email=EMAIL)
        EmailAddress.objects.create(user=noor, email=EMAIL, verified=True, primary=True)
        client.force_login(noor)
        assert client.post(f"/join/{secret}").status_code == 302
        assert noor in [member.person for member in list_staff(store_id=store.pk)]

    def test_somebody_else_is_told_so(self, client: Client, mailbox: Mailbox) -> None:
        store = make_store()
        secret = invited(store, mailbox)
        client.force_login(make_person())
        answer = client.post(f"/join/{secret}")
        assert answer.status_code == 409
        assert b"sent to another address" in answer.content
        assert len(list_staff(store_id=store.pk)) == 1

    def test_a_stranger_s_post_and_a_made_up_link(self, client: Client, mailbox: Mailbox) -> None:
        store = make_store()
        secret = invited(store, mailbox)
        assert client.post(f"/join/{secret}").status_code == 200
        assert client.get("/join/twk_made-up").status_code == 410
        assert len(list_staff(store_id=store.pk)) == 1


class TestNews:
    def test_one_click_of_a_mail_program_ends_it(self) -> None:
        store = make_store()
        for store_id in (store.pk, None):
            agree(
                email=EMAIL,
                purpose=Purpose.MARKETING,
                wording="account.news",
                proof={},
                store_id=store_id,
            )
        path = f"/news/stop/{stop_token(NewsSubscription(EMAIL, store.pk))}"
        program = Client(enforce_csrf_checks=True)

        program.get(path)
        assert Consent.objects.filter(withdrawn_at=None).count() == 2
        answer = program.post(path, {"List-Unsubscribe": "One-Click"})

        assert answer.status_code == 200
        assert list(
            Consent.objects.filter(withdrawn_at=None).values_list("store_id", flat=True)
        ) == [None]

    def test_a_link_nobody_signed(self, client: Client) -> None:
        assert client.post("/news/stop/WyJhIiwxXQ:x:y").status_code == 404
