"""Reading everything about one person, area by area, in the active language."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tradewind.domains.checkout.models import Cart
from tradewind.domains.consent.queries import consents_of
from tradewind.domains.customers.models import Customer
from tradewind.domains.customers.queries import list_addresses
from tradewind.domains.identity.models import Person
from tradewind.domains.identity.queries import (
    count_passkeys,
    outside_identities,
    verified_emails,
)
from tradewind.domains.loyalty.queries import (
    balances_of,
    find_wallet_of_person,
    list_gifts,
    statement_of,
)
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.queries import list_notices
from tradewind.domains.payments.queries import list_cards
from tradewind.domains.promotions.models import WalletEntry
from tradewind.domains.stores.queries import stores_of
from tradewind.domains.visits.models import Visit
from tradewind.flows.export_person.areas import Area, Row
from tradewind.flows.export_person.bought import claims_of, purchases_of
from tradewind.kernel import clock
from tradewind.kernel.money import POINTS, Money
from tradewind.platform.audit.queries import list_by_actor

_PAGE = 200


def gather(person: Person) -> list[Area]:
    """Every area, also those without a row: an empty file says that nothing is kept."""
    return [
        Area("account", _("Account"), [_account(person)]),
        Area("addresses", _("Addresses"), list(_addresses(person))),
        Area("cards", _("Cards kept for next time"), list(_cards(person))),
        Area("purchases", _("Purchases and orders"), list(purchases_of(person))),
        Area("claims", _("Returns and cancellations"), list(claims_of(person))),
        Area("sellers", _("Sellers who know you"), list(_sellers(person))),
        Area("consents", _("What you agreed to"), list(_consents(person))),
        Area("notices", _("What you were told"), list(_notices(person))),
        Area("visits", _("Visits"), list(_visits(person))),
        Area("cart", _("Cart"), list(_carts(person))),
        Area("offers", _("Offers kept"), list(_offers(person))),
        Area("points", _("Points and deposit"), list(_wallet(person))),
        Area("gift_cards", _("Gift cards you bought"), list(_gifts(person))),
        Area("actions", _("What you did here, as recorded"), list(_actions(person))),
    ]


def _account(person: Person) -> Row:
    return {
        "id": person.public_id,
        "email": person.email,
        "emails": verified_emails(person_id=person.pk),
        "name": person.name,
        "phone": person.phone,
        "language": person.language,
        "currency": person.currency,
        "shown_currency": person.shown_currency,
        "place": person.place,
        "time_zone": person.time_zone,
        "joined_at": person.joined_at,
        "linked": [
            f"{linked.name} {linked.shown}".strip()
            for linked in outside_identities(person_id=person.pk)
        ],
        "passkeys": count_passkeys(person_id=person.pk),
        "works_at": [member.store.name for member in stores_of(person_id=person.pk)],
    }


def _cards(person: Person) -> Iterator[Row]:
    for card in list_cards(person_id=person.pk):
        yield {
            "id": card.public_id,
            "label": card.label,
            "method": f"{card.provider} {card.brand} ···· {card.last_four}",
            "expires_at": f"{card.expires_month:02d}/{card.expires_year}",
            "country": card.country,
            "at": card.agreed_at,
        }


def _gifts(person: Person) -> Iterator[Row]:
    for gift in list_gifts(person_id=person.pk):
        yield {
            "id": gift.public_id,
            "at": gift.created_at,
            "amount": gift.amount,
            "state": str(gift.get_state_display()),
            "name": gift.recipient,
            "email": gift.email,
            "sender": gift.sender,
            "text": gift.message,
        }


def _addresses(person: Person) -> Iterator[Row]:
    for address in list_addresses(person_id=person.pk):
        yield {
            "id": address.public_id,
            "label": address.label,
            "country": address.country,
            "address": list(address.fields.values()),
            "phone": address.phone,
        }


def _sellers(person: Person) -> Iterator[Row]:
    known = Customer.objects.across_stores("a person reads who knows them")
    rows = known.filter(person=person).select_related("store").order_by("pk")
    for row in rows:
        yield {
            "seller": row.store.name,
            "email": row.email,
            "name": row.name,
            "phone": row.phone,
            "orders": row.orders_count,
            "spent": Money(row.spent_minor, row.store.currency),
            "at": row.last_order_at,
        }


def _consents(person: Person) -> Iterator[Row]:
    for given in consents_of(person_id=person.pk):
        yield {
            "purpose": given.purpose,
            "sender": given.sender,
            "basis": given.basis,
            "wording": given.wording,
            "at": given.obtained_at,
            "expires_at": given.expires_at,
            "withdrawn_at": given.withdrawn_at,
        }


def _notices(person: Person) -> Iterator[Row]:
    cursor: str | None = ""
    while cursor is not None:
        page = list_notices(person_id=person.pk, cursor=cursor, limit=_PAGE)
        for notice in page.items:
            yield {"at": notice.at, "kind": notice.kind, "text": notice.text}
        cursor = page.next_cursor
    sent = Notice.objects.filter(person_id=person.pk, channel=Notice.Channel.EMAIL)
    for letter in sent.order_by("pk").iterator(chunk_size=_PAGE):
        yield {
            "at": letter.sent_at or letter.created_at,
            "kind": letter.kind,
            "email": letter.address,
            "failure": letter.failure,
        }


def _visits(person: Person) -> Iterator[Row]:
    for visit in Visit.objects.filter(person=person).order_by("pk").iterator(chunk_size=_PAGE):
        yield {
            "at": visit.arrived_at,
            "channel": str(visit.get_channel_display()),
            "source": visit.source,
            "campaign": visit.campaign,
            "landing": visit.landing,
            "referrer": visit.referrer,
        }


def _carts(person: Person) -> Iterator[Row]:
    carts = Cart.objects.filter(person=person, closed_at=None).prefetch_related(
        "lines__variant__product"
    )
    for cart in carts:
        yield {
            "country": cart.country,
            "currency": cart.currency,
            "codes": list(cart.codes),
            "lines": [
                {"title": line.variant.product.title, "quantity": line.quantity}
                for line in cart.lines.all()
            ],
        }


def _offers(person: Person) -> Iterator[Row]:
    entries = WalletEntry.objects.filter(person=person).select_related("promotion", "code")
    for entry in entries.order_by("pk"):
        yield {
            "title": entry.promotion.name,
            "codes": [entry.code.text] if entry.code else [],
            "at": entry.added_at,
        }


def _wallet(person: Person) -> Iterator[Row]:
    wallet = find_wallet_of_person(person_id=person.pk)
    if wallet is None:
        return
    currency = person.currency or "CAD"
    balances = balances_of(wallet=wallet, currency=currency, now=clock.now())
    units = [POINTS, *(deposit.balance.currency for deposit in balances.deposits)]
    yield {"kind": _("Points"), "balance": balances.points}
    for deposit in balances.deposits:
        yield {"kind": _("Deposit"), "balance": deposit.balance}
    for contact in wallet.contacts.order_by("pk"):
        yield {"kind": str(contact.get_kind_display()), "text": contact.value}
    for unit in units:
        cursor: str | None = ""
        while cursor is not None:
            page = statement_of(wallet=wallet, unit=unit, cursor=cursor, limit=_PAGE)
            for line in page.items:
                yield {"at": line.at, "kind": line.words, "amount": line.amount}
            cursor = page.next_cursor


def _actions(person: Person) -> Iterator[Row]:
    cursor: str | None = None
    while True:
        page = list_by_actor(actor=person.public_id, cursor=cursor, limit=_PAGE)
        for entry in page.items:
            yield {
                "at": entry.at,
                "action": entry.action,
                "subject": entry.subject,
                "changes": dict(entry.changes),
            }
        cursor = page.next_cursor
        if cursor is None:
            return
