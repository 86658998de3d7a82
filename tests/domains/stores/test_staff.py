"""Who works in a store: asked, accepted, changed, gone. An owner always remains."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from tests.domains.events import published
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff, make_store
from tests.mailbox import Mailbox, html_of, mailbox, text_of
from tests.parallel import in_parallel
from tests.queued import do_queued, queued
from tradewind.domains.identity.models import Person
from tradewind.domains.stores import operations, queries, tokens
from tradewind.domains.stores.errors import (
    AlreadyStaff,
    InvitationForAnother,
    InvitationGone,
    LastOwner,
)
from tradewind.domains.stores.events import StaffChanged
from tradewind.domains.stores.models import Store, StoreInvitation
from tradewind.domains.stores.rules import Role
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound

__all__ = ["mailbox"]

EMAIL = "noor@example.org"


def verified(email: str = EMAIL, **columns: object) -> Person:
    person = make_person(email=email, **columns)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def roles(store: Store) -> dict[str, str]:
    return {m.person.email: m.role for m in queries.list_staff(store_id=store.pk)}


def invited(store: Store, mailbox: Mailbox, role: Role = Role.MANAGER) -> str:
    """Ask Noor and take the secret out of the mail she gets."""
    owner = make_person(name="Maya")
    make_staff(store=store, person=owner)
    operations.invite(store_id=store.pk, email=EMAIL, role=role, actor_id=owner.pk)
    return secret_in(mailbox)


def secret_in(mailbox: Mailbox) -> str:
    assert do_queued("stores.send_invitation") == 1
    found = re.search(r"/join/(\S+)", text_of(mailbox.mails()[-1]))
    assert found is not None
    return found[1]


@pytest.mark.django_db
class TestInviting:
    def test_the_mail_says_who_asks_for_what(self, mailbox: Mailbox) -> None:
        invited(make_store(name="Kiln"), mailbox)
        [mail] = mailbox.mails()
        assert mail["To"] == EMAIL
        assert mail["Subject"] == "Join Kiln on the mall"
        assert "Maya asks you to work in Kiln as: Manager." in text_of(mail)
        assert "<strong>Kiln</strong>" in html_of(mail)

    def test_whoever_the_mail_was_sent_to_may_join(self, mailbox: Mailbox) -> None:
        store = make_store()
        secret = invited(store, mailbox)
        noor = verified()

        operations.accept_invitation(secret=secret, person_id=noor.pk)
        operations.accept_invitation(secret=secret, person_id=noor.pk)

        assert roles(store)[EMAIL] == "manager"
        assert published(StaffChanged) == [
            StaffChanged(store_id=store.public_id, person_id=noor.public_id, role="manager")
        ]
        assert queries.list_invitations(store_id=store.pk) == []

    def test_a_forwarded_link_opens_nothing(self, mailbox: Mailbox) -> None:
        store = make_store()
        secret = invited(store, mailbox)
        unverified = make_person(email=EMAIL)
        for person in (verified("eve@example.org"), unverified):
            with pytest.raises(InvitationForAnother):
                operations.accept_invitation(secret=secret, person_id=person.pk)
        assert set(roles(store).values()) == {"owner"}

    def test_no_row_and_no_queue_ever_holds_the_secret(self, mailbox: Mailbox) -> None:
        owner, store = make_person(), make_store()
        operations.invite(store_id=store.pk, email=EMAIL, role=Role.OPERATOR, actor_id=owner.pk)
        assert [set(job) for job in queued("stores.send_invitation")] == [{"invitation_id"}]
        secret = secret_in(mailbox)
        row = StoreInvitation.objects.for_store(store.pk).get()
        assert row.digest == tokens.digest(secret)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM events_event WHERE payload::text LIKE %s", [f"%{secret}%"]
            )
            assert cursor.fetchone() == (0,)

    def test_a_new_link_ends_the_former(self, mailbox: Mailbox) -> None:
        store = make_store()
        former = invited(store, mailbox)
        [invitation] = queries.list_invitations(store_id=store.pk)
        operations.renew_invitation(store_id=store.pk, invitation_id=invitation.pk)
        fresh = secret_in(mailbox)

        assert queries.find_invitation(secret=former) is None
        assert queries.find_invitation(secret=fresh) == invitation

    def test_asking_twice_leaves_one_invitation(self, mailbox: Mailbox) -> None:
        store = make_store()
        invited(store, mailbox)
        again = operations.invite(
            store_id=store.pk,
            email=EMAIL.upper(),
            role=Role.OPERATOR,
            actor_id=make_person().pk,
        )
        assert queries.list_invitations(store_id=store.pk) == [again]

    def test_too_old_or_withdrawn(self, mailbox: Mailbox) -> None:
        store = make_store()
        secret = invited(store, mailbox)
        noor = verified()
        with clock.frozen_at(clock.now() + timedelta(days=8)), pytest.raises(InvitationGone):
            operations.accept_invitation(secret=secret, person_id=noor.pk)
        [invitation] = queries.list_invitations(store_id=store.pk)
        with pytest.raises(NotFound):
            operations.withdraw_invitation(
                store_id=make_store().pk, invitation_id=invitation.pk, actor="per_1"
            )
        operations.withdraw_invitation(
            store_id=store.pk, invitation_id=invitation.pk, actor="per_1"
        )
        with pytest.raises(InvitationGone):
            operations.accept_invitation(secret=secret, person_id=noor.pk)

    def test_who_can_t_be_asked(self) -> None:
        store, owner = make_store(), make_person()
        make_staff(store=store, person=owner)
        ask = {"store_id": store.pk, "role": Role.OPERATOR, "actor_id": owner.pk}
        with pytest.raises(AlreadyStaff):
            operations.invite(email=owner.email.upper(), **ask)
        with pytest.raises(InvalidInput):
            operations.invite(email="not an address", **ask)
        assert queued("stores.send_invitation") == []

    def test_a_mistyped_address_is_let_go(self, mailbox: Mailbox) -> None:
        mailbox.answer = "550 no such user"
        store, owner = make_store(), make_person()
        operations.invite(store_id=store.pk, email=EMAIL, role=Role.OPERATOR, actor_id=owner.pk)
        do_queued("stores.send_invitation")
        assert mailbox.mails() == []


@pytest.mark.django_db
class TestRoles:
    def test_a_role_changes_once(self) -> None:
        store, person = make_store(), make_person()
        make_staff(store=store, person=person, role="operator")
        for _ in range(2):
            operations.change_role(
                store_id=store.pk,
                person_id=person.public_id,
                role=Role.MANAGER,
                actor="per_1",
            )
        assert roles(store) == {person.email: "manager"}
        assert len(published(StaffChanged)) == 1

    def test_the_last_owner_stays(self) -> None:
        store, owner = make_store(), make_person()
        make_staff(store=store, person=owner)
        make_staff(store=store, person=make_person(), role="manager")
        make_staff(store=store, person=make_person(is_active=False), role="owner")
        who = {"store_id": store.pk, "person_id": owner.public_id, "actor": "per_1"}
        with pytest.raises(LastOwner):
            operations.remove_staff(**who)
        with pytest.raises(LastOwner):
            operations.change_role(**who, role=Role.OPERATOR)
        assert roles(store)[owner.email] == "owner"
        assert published(StaffChanged) == []

    def test_another_store_s_member_is_not_found(self) -> None:
        person = make_person()
        make_staff(store=make_store(), person=person)
        with pytest.raises(NotFound):
            operations.remove_staff(
                store_id=make_store().pk, person_id=person.public_id, actor="per_1"
            )


@pytest.mark.django_db(transaction=True)
def test_two_owners_can_t_remove_each_other() -> None:
    store = make_store()
    owners = [make_person(), make_person()]
    for owner in owners:
        make_staff(store=store, person=owner)

    def removing(person: Person) -> bool:
        try:
            operations.remove_staff(store_id=store.pk, person_id=person.public_id, actor="per_1")
        except LastOwner:
            return False
        return True

    done = in_parallel([lambda: removing(owners[0]), lambda: removing(owners[1])])

    assert sorted(done) == [False, True]
    assert list(roles(store).values()) == ["owner"]
