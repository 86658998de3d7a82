"""Somebody who left traces everywhere, and a search for them in the whole database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import connection

from tests.domains.factories.checkout import make_goods, pay
from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import make_points
from tests.domains.factories.promotions import make_promotion
from tests.domains.factories.stores import make_staff, make_store
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.operations import Details
from tradewind.domains.consent import operations as consent
from tradewind.domains.consent.models import Purpose
from tradewind.domains.customers.operations import AddressWords, add_address
from tradewind.domains.engagement.operations import guest_asking, keeping, mailing
from tradewind.domains.identity.models import Person
from tradewind.domains.loyalty.models import Contact
from tradewind.domains.loyalty.operations import send_one_time_code, wallet_of_person
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import notify
from tradewind.domains.orders.models import Claim, ClaimPhoto, Order, Shipment
from tradewind.domains.payments.models import ProviderMessage
from tradewind.domains.promotions.models import WalletEntry
from tradewind.domains.stores import operations as stores
from tradewind.domains.stores.rules import Role
from tradewind.domains.visits.models import Visit
from tradewind.kernel import clock
from tradewind.platform.files import storages

EMAIL, SECOND = "ottoline.quill@example.org", "o.quill@example.net"
NAME, PHONE = "Ottoline Quillfeather", "+14165550187"
STREET = "9 Inkwell Crescent"
TRACES = (EMAIL, SECOND, NAME, PHONE, STREET, "quillfeather", "leave it by the inkwell")
ADDRESS = {
    "name": NAME,
    "street_address": STREET,
    "city": "Toronto",
    "country_area": "ON",
    "postal_code": "M5V 2T6",
}


def make_leaver() -> Person:
    """A member with orders as member and as guest, addresses, points and everything else."""
    person = make_person(email=EMAIL, name=NAME, phone=PHONE)
    for email, is_primary in ((EMAIL, True), (SECOND, False)):
        EmailAddress.objects.create(user=person, email=email, primary=is_primary, verified=True)
    SocialAccount.objects.create(
        user=person, provider="google", uid="1187", extra_data={"email": EMAIL, "name": NAME}
    )
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    words = AddressWords(country="CA", fields=ADDRESS, label="Quillfeather home", phone=PHONE)
    add_address(person_id=person.pk, words=words)
    visit = Visit.objects.create(
        person=person, channel="email", arrived_at=clock.now(), landing=f"/?to={EMAIL}"
    )
    for email, owner in ((EMAIL, person), (SECOND, None)):
        _buy(email, owner, visit)
    agreed = {"page": "/", "language": "en", "name": NAME}
    consent.agree(
        email=EMAIL,
        person_id=person.pk,
        purpose=Purpose.MARKETING,
        wording="account.news",
        proof=agreed,
    )
    wallet = wallet_of_person(person_id=person.pk)
    make_points(wallet=wallet, points=40)
    Contact.objects.update_or_create(
        kind="phone", value=PHONE, defaults={"wallet": wallet, "verified_at": clock.now()}
    )
    send_one_time_code(kind="email", value=EMAIL, country="CA", language="en")
    _work(person)
    WalletEntry.objects.create(
        person=person,
        promotion=make_promotion(),
        source=WalletEntry.Source.CLAIMED,
        added_at=clock.now(),
    )
    _as_guest()
    notify(
        key="hello",
        kind="privacy.erasure_cancelled",
        channel=Notice.Channel.EMAIL,
        language="en",
        facts={"due": clock.now().isoformat()},
        email=EMAIL,
        person_id=person.pk,
    )
    ProviderMessage.objects.create(
        provider="card",
        message_id="m1",
        kind="paid",
        body={"customer": {"email": EMAIL, "name": NAME}},
        received_at=clock.now(),
    )
    return person


def traces(words: tuple[str, ...] = TRACES) -> dict[str, list[str]]:
    """Table and column → which of the words stand in it, whatever their case; nothing is left out."""
    found: dict[str, list[str]] = {}
    for table, column in _columns():
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT word FROM unnest(%s::text[]) AS word WHERE EXISTS (SELECT FROM "{table}"'
                f' WHERE strpos(lower("{column}"::text), lower(word)) > 0)',
                [list(words)],
            )
            rows = [word for (word,) in cursor.fetchall()]
        if rows:
            found[f"{table}.{column}"] = rows
    return found


def _columns() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
            " AND (c.data_type IN ('text', 'character varying', 'jsonb', 'json', 'ARRAY', 'bytea')"
            " OR c.data_type = 'USER-DEFINED') ORDER BY 1, 2"
        )
        return [(str(table), str(column)) for table, column in cursor.fetchall()]


def _as_guest() -> None:
    """What they liked and asked before they had an account, under their second address."""
    guest, goods = keeping.open_keeper(person_id=None), make_goods()
    keeping.like_product(keeper=guest, product_id=goods.product.public_id, currency="CAD")
    mail = mailing.ask(keeper=guest, email=SECOND, language="en")
    mailing.confirm(token=mail.token, proof={"page": f"/?to={SECOND}"})
    asked = guest_asking.ask(
        email=SECOND,
        author=NAME,
        text="Is it warm?",
        language="en",
        product_id=goods.product.public_id,
    )
    guest_asking.confirm(token=asked.token)
    guest_asking.comment(token=asked.token, text="And soft?")


def _buy(email: str, owner: Person | None, visit: Visit) -> None:
    goods = make_goods()
    cart = checkouts.open_cart(currency="CAD", country="CA", region="ON", language="en")
    cart.visit = visit
    if owner is not None:
        cart.person = owner
    cart.save()
    checkouts.add_line(cart=cart, variant_id=goods.public_id, quantity=1)
    details: dict[str, Any] = {"email": email, "country": "CA", "address": ADDRESS}
    checkout = checkouts.set_details(
        checkout=checkouts.begin(cart=cart),
        details=Details(**details, phone=PHONE, note="leave it by the inkwell"),
    )
    pay(checkout)
    order = Order.objects.across_stores("a test").get(purchase__checkout=checkout.public_id)
    Order.objects.across_stores("a test").filter(pk=order.pk).update(stage="delivered")
    Shipment.objects.create(
        store_id=order.store_id,
        order=order,
        tracking_number="Quillfeather-1",
        shipped_at=clock.now(),
        delivered_at=clock.now(),
    )
    claim = Claim.objects.create(
        store_id=order.store_id,
        number=f"C-{order.number}",
        order=order,
        kind="return",
        state="settled",
        reason="faulty",
        note=f"Call {NAME}",
        currency="CAD",
        asked_at=clock.now() - timedelta(days=1),
    )
    name = storages.save(email.encode(), where="private", folder="claims", suffix=".webp")
    ClaimPhoto.objects.create(store_id=order.store_id, claim=claim, file=name, added_at=clock.now())


def _work(person: Person) -> None:
    store = make_store()
    make_staff(store=store, person=make_person())
    make_staff(store=store, person=person, role="manager")
    stores.create_token(
        store_id=store.pk, name=f"{NAME}'s till", scopes=["orders.view"], person_id=person.pk
    )
    other = make_store()
    boss = make_person()
    make_staff(store=other, person=boss)
    stores.invite(store_id=other.pk, email=SECOND, role=Role.OPERATOR, actor_id=boss.pk)
