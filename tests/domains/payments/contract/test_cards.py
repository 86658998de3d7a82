"""The promises of `payments.cards.CardKeeper`, kept by every adapter that keeps cards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection

from tests.domains.factories.identity import make_person
from tests.domains.payments.contract.conftest import begun, plugged_in
from tests.domains.payments.contract.homemade import BankVendor, SandboxVendor
from tests.domains.payments.contract.stripe_vendor import StripeVendor
from tests.domains.payments.contract.vendor import Vendor
from tradewind.domains.identity.forgotten import forgotten
from tradewind.domains.identity.models import Person
from tradewind.domains.payments.cards import CardExpired, CardNotKept, CardUnknown
from tradewind.domains.payments.models import CardRelease, Payment, ProviderMessage, SavedCard
from tradewind.domains.payments.operations import (
    CardUse,
    keep_card,
    name_card,
    open_payment,
    prefer_card,
    receive_message,
    refresh,
    release_card,
    release_waiting,
    remove_card,
)
from tradewind.domains.payments.operations.card_use import opened
from tradewind.domains.payments.operations.forgetting import forget_person
from tradewind.domains.payments.ports import GatewayUnavailable, Outcome
from tradewind.domains.payments.queries import list_cards, list_usable_cards
from tradewind.domains.payments.rules import State
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import NotFound
from tradewind.platform.events.models import StoredEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(params=(SandboxVendor, StripeVendor), ids=lambda kind: kind().name)
def vendor(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, db: None
) -> Iterator[Vendor]:
    yield from plugged_in(request.param, monkeypatch)


def asked(vendor: Vendor, use: CardUse, source: str = "") -> Payment:
    payment = open_payment(
        purpose=ids.new_id("chk"),
        provider=vendor.name,
        method="card",
        amount=vendor.amount,
        expires_at=clock.now() + timedelta(minutes=15),
        card_use=use,
    )
    return begun(vendor, payment, source)


def paid_by_page(vendor: Vendor, use: CardUse) -> Payment:
    payment = asked(vendor, use)
    assert (payment.state, bool(payment.redirect_url)) == (State.PENDING, True)
    vendor.shopper_pays(payment)
    return refresh(payment_id=payment.public_id)


def kept(vendor: Vendor, person: Person) -> SavedCard:
    payment = paid_by_page(vendor, CardUse(keeps_for=person.public_id))
    card = keep_card(payment_id=payment.public_id)
    assert card is not None
    return card


def use_of(card: SavedCard) -> CardUse:
    return CardUse(card_id=card.public_id, owner_id=card.person_id)


def test_a_card_is_kept_for_who_agreed_and_shows_no_number(vendor: Vendor) -> None:
    person = make_person()
    card = kept(vendor, person)

    again = keep_card(payment_id=Payment.objects.get().public_id)

    assert again == card == SavedCard.objects.get()
    assert (card.person, card.brand, card.last_four, card.country) == (person, "visa", "4242", "CA")
    assert (card.is_default, card.gone_at) == (True, None)
    assert vendor.attached() == 1
    assert [row.public_id for row in list_usable_cards(person_id=person.pk)] == [card.public_id]


def test_without_consent_nothing_is_kept_there_or_here(vendor: Vendor) -> None:
    payment = paid_by_page(vendor, CardUse())

    assert keep_card(payment_id=payment.public_id) is None
    assert not SavedCard.objects.exists()
    assert vendor.attached() == 0
    assert not StoredEvent.objects.filter(name="payments.card_agreed").exists()


def test_consent_is_told_once_when_the_money_is_there(vendor: Vendor) -> None:
    payment = asked(vendor, CardUse(keeps_for=make_person().public_id))
    agreed = StoredEvent.objects.filter(name="payments.card_agreed")
    assert not agreed.exists()
    assert keep_card(payment_id=payment.public_id) is None

    vendor.shopper_pays(payment)
    for _ in range(2):
        refresh(payment_id=payment.public_id)

    assert agreed.count() == 1


def test_a_token_can_be_kept_too(vendor: Vendor) -> None:
    source = {"sandbox": "tok_pays", "stripe": "pm_card_visa"}[vendor.name]
    person = make_person()
    payment = asked(vendor, CardUse(keeps_for=person.public_id), source)

    assert payment.state == State.CAPTURED
    card = keep_card(payment_id=payment.public_id)
    assert card is not None
    assert asked(vendor, use_of(card)).state == State.CAPTURED


def test_a_kept_card_pays_at_once(vendor: Vendor) -> None:
    card = kept(vendor, make_person())
    paid = asked(vendor, use_of(card))
    assert (paid.state, paid.redirect_url) == (State.CAPTURED, "")


def test_a_bank_that_asks_is_visited_and_then_it_is_paid(vendor: Vendor) -> None:
    card = kept(vendor, make_person())
    vendor.next_time("asks")

    payment = asked(vendor, use_of(card))
    assert (payment.state, bool(payment.redirect_url)) == (State.PENDING, True)
    vendor.confirms(payment)

    assert refresh(payment_id=payment.public_id).state == State.CAPTURED


@pytest.mark.parametrize(
    ("what", "code"), [("expired", "card_expired"), ("short", "insufficient_funds")]
)
def test_a_kept_card_is_declined_with_its_reason(vendor: Vendor, what: str, code: str) -> None:
    card = kept(vendor, make_person())
    vendor.next_time(what)

    payment = asked(vendor, use_of(card))

    assert (payment.state, payment.decline_code) == (State.DECLINED, code)
    card.refresh_from_db()
    assert card.gone_at is None


def test_a_card_the_vendor_lost_is_declined_and_no_longer_offered(vendor: Vendor) -> None:
    person = make_person()
    card = kept(vendor, person)
    vendor.loses_cards()

    payment = asked(vendor, use_of(card))

    assert (payment.state, payment.decline_code) == (State.DECLINED, "unknown_source")
    assert list_usable_cards(person_id=person.pk) == []
    assert [row.public_id for row in list_cards(person_id=person.pk)] == [card.public_id]
    with pytest.raises(CardUnknown):
        asked(vendor, use_of(card))


def test_a_vendor_tells_that_it_let_go_of_a_card(vendor: Vendor) -> None:
    person = make_person()
    kept(vendor, person)
    message = vendor.card_message()

    first = receive_message(provider=vendor.name, incoming=message)
    second = receive_message(provider=vendor.name, incoming=message)

    assert (first, second) == (Outcome.TAKEN, Outcome.OLD)
    assert list_usable_cards(person_id=person.pk) == []


def test_news_of_a_card_of_nobody_is_ignored(vendor: Vendor) -> None:
    kept(vendor, make_person())
    message = vendor.card_message()
    SavedCard.objects.all().delete()
    assert receive_message(provider=vendor.name, incoming=message) is Outcome.IGNORED


def test_the_token_lies_encrypted_and_nowhere_else(vendor: Vendor) -> None:
    card = kept(vendor, make_person())
    receive_message(provider=vendor.name, incoming=vendor.card_message())
    name = opened(card.token).method
    assert name not in card.token

    with connection.cursor() as cursor:
        for table in ("payments_savedcard", "payments_payment", "payments_cardrelease"):
            cursor.execute(
                f"SELECT count(*) FROM {table} AS t WHERE t::text LIKE %s", [f"%{name}%"]
            )
            assert cursor.fetchone() == (0,), table
    if vendor.name == "stripe":
        assert all(name not in str(row.body) for row in ProviderMessage.objects.all())


def test_somebody_else_s_card_pays_nothing(vendor: Vendor) -> None:
    card, other = kept(vendor, make_person()), make_person()
    for owner_id in (other.pk, None):
        with pytest.raises(CardUnknown):
            asked(vendor, CardUse(card_id=card.public_id, owner_id=owner_id))
    with pytest.raises(NotFound):
        name_card(person_id=other.pk, card_id=card.public_id, label="Mine")
    with pytest.raises(NotFound):
        prefer_card(person_id=other.pk, card_id=card.public_id)
    assert remove_card(person_id=other.pk, card_id=card.public_id) == []
    assert vendor.attached() == 1
    assert Payment.objects.count() == 1


def test_a_card_of_another_provider_pays_nothing_here(vendor: Vendor) -> None:
    card = kept(vendor, make_person())
    SavedCard.objects.update(provider="another")
    with pytest.raises(CardUnknown):
        asked(vendor, use_of(card))


def test_an_expired_card_is_refused_before_anybody_is_asked(vendor: Vendor) -> None:
    person = make_person()
    card = kept(vendor, person)
    SavedCard.objects.update(expires_year=2020)
    with pytest.raises(CardExpired):
        asked(vendor, use_of(card))
    assert list_usable_cards(person_id=person.pk) == []


def test_removing_detaches_at_the_vendor(vendor: Vendor) -> None:
    person = make_person()
    card = kept(vendor, person)

    (release,) = remove_card(person_id=person.pk, card_id=card.public_id)
    assert not SavedCard.objects.exists()
    for _ in range(2):
        release_card(release_id=release)

    assert vendor.attached() == 0
    assert not CardRelease.objects.exists()
    assert remove_card(person_id=person.pk, card_id=card.public_id) == []


def test_a_vendor_out_of_reach_is_told_later(vendor: Vendor) -> None:
    if vendor.server is None:
        pytest.skip("it is this very mall")
    person = make_person()
    card = kept(vendor, person)
    vendor.server.fault = "500"
    (release,) = remove_card(person_id=person.pk, card_id=card.public_id)
    with pytest.raises(GatewayUnavailable):
        release_card(release_id=release)
    assert (vendor.attached(), CardRelease.objects.count()) == (1, 1)

    vendor.server.fault = ""
    assert release_waiting(now=clock.now()) == 0
    assert release_waiting(now=clock.now() + timedelta(days=1)) == 1

    assert (vendor.attached(), CardRelease.objects.count()) == (0, 0)


def test_the_same_card_again_is_one_card(vendor: Vendor) -> None:
    person = make_person()
    card = kept(vendor, person)
    name_card(person_id=person.pk, card_id=card.public_id, label="Holidays")

    again = kept(vendor, person)

    assert (again.pk, again.label) == (card.pk, "Holidays")
    assert opened(again.token) != opened(card.token)
    assert opened(again.token).customer == opened(card.token).customer
    for row in CardRelease.objects.all():
        release_card(release_id=row.public_id)
    assert vendor.attached() == 1
    assert asked(vendor, use_of(again)).state == State.CAPTURED


def test_who_left_meanwhile_has_no_card_kept(vendor: Vendor) -> None:
    person = make_person()
    payment = paid_by_page(vendor, CardUse(keeps_for=person.public_id))
    Person.objects.update(is_active=False)

    assert keep_card(payment_id=payment.public_id) is None

    release_card(release_id=CardRelease.objects.get().public_id)
    assert vendor.attached() == 0


def test_whoever_is_forgotten_keeps_no_card_anywhere(vendor: Vendor) -> None:
    person = make_person()
    kept(vendor, person)
    purposes = list(Payment.objects.values_list("purpose", flat=True))

    removed = forget_person(whom=forgotten(person=person), purposes=purposes)
    for row in CardRelease.objects.all():
        release_card(release_id=row.public_id)

    assert removed["kept cards"] == 1
    assert not SavedCard.objects.exists()
    assert not Payment.objects.exclude(keeps_for="").exists()
    assert vendor.attached() == 0


def test_a_token_of_another_account_is_not_charged(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not isinstance(vendor, StripeVendor):
        pytest.skip("it has one account")
    card = kept(vendor, make_person())
    vendor.moves_account()
    from_another = vendor.gateway()
    monkeypatch.setattr("tradewind.domains.payments.gateways._made", lambda *_: from_another)

    payment = asked(vendor, use_of(card))

    assert (payment.state, payment.decline_code) == (State.DECLINED, "unknown_source")
    assert len(vendor.intents) == 1


def test_news_of_a_new_expiry_is_shown(vendor: Vendor) -> None:
    if not isinstance(vendor, StripeVendor):
        pytest.skip("its cards never change")
    card = kept(vendor, make_person())
    name = opened(card.token).method
    method = vendor.methods[name]
    changed = {**method, "card": {**method["card"], "exp_year": 2035, "last4": "1881"}}

    told = vendor.event("payment_method.automatically_updated", changed)
    assert receive_message(provider="stripe", incoming=told) is Outcome.TAKEN

    card.refresh_from_db()
    assert (card.expires_year, card.last_four, card.gone_at) == (2035, "1881", None)


def test_a_provider_that_keeps_none_says_so(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    use = CardUse(keeps_for=make_person().public_id)
    for bank in plugged_in(BankVendor, monkeypatch):
        with pytest.raises(CardNotKept):
            asked(bank, use)
    assert not Payment.objects.exists()
