"""What must end before a person can be forgotten, each with the way on."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tradewind.domains.checkout.operations.forgetting import checkouts_of, running_checkouts
from tradewind.domains.identity.forgotten import forgotten
from tradewind.domains.identity.models import Person
from tradewind.domains.loyalty.queries import balances_of, find_wallet_of_person
from tradewind.domains.orders.operations.forgetting import open_orders, running_claims
from tradewind.domains.payments.operations.forgetting import count_open_refunds
from tradewind.domains.stores.operations.forgetting import only_owner_of
from tradewind.kernel import clock

_WORDS: dict[str, tuple[str | Promise, str]] = {
    "operator": (_("You run the mall. Another operator must end your work here first."), ""),
    "only_owner": (
        _("You alone own a store. Make somebody else its owner, or ask the mall to close it."),
        "console:entry",
    ),
    "orders_open": (
        _("An order is still on its way to you. When it has arrived or is cancelled, go on."),
        "storefront:account",
    ),
    "returns_open": (
        _("A return or cancellation is not settled yet."),
        "storefront:account",
    ),
    "payment_running": (
        _("A purchase waits for its payment. Pay it or let it go."),
        "storefront:checkout",
    ),
    "refund_pending": (_("Money is still on its way back to you."), "storefront:account"),
    "deposit_left": (
        _("There is money in your deposit. Pay it out or spend it first."),
        "storefront:account_points",
    ),
    "points_left": (
        _("You have points left. Spend them, or say below that you give them up."),
        "storefront:account_points",
    ),
}


@dataclass(frozen=True, slots=True)
class Hindrance:
    """`code` is stable; `words` say it, `url` leads on and may be empty."""

    code: str
    words: str
    url: str


def hindrances_of(*, person: Person, gives_up_points: bool = False) -> list[Hindrance]:
    """What stands in the way now, in the active language. Empty when nothing does."""
    return [describe(code) for code in codes_of(person=person, gives_up_points=gives_up_points)]


def describe(code: str) -> Hindrance:
    """The sentence and the way on of a code."""
    words, page = _WORDS[code]
    return Hindrance(code, str(words), reverse(page) if page else "")


def codes_of(*, person: Person, gives_up_points: bool) -> list[str]:
    """The codes alone, in the order of the page."""
    whom = forgotten(person=person)
    wallet = find_wallet_of_person(person_id=person.pk)
    balances = balances_of(wallet=wallet, currency=person.currency or "CAD", now=clock.now())
    stands = {
        "operator": person.is_operator,
        "only_owner": bool(only_owner_of(person_id=person.pk)),
        "orders_open": bool(open_orders(whom=whom)),
        "returns_open": bool(running_claims(whom=whom)),
        "payment_running": bool(running_checkouts(whom=whom)),
        "refund_pending": bool(count_open_refunds(purposes=checkouts_of(whom=whom))),
        "deposit_left": any(deposit.balance for deposit in balances.deposits),
        "points_left": bool(balances.points) and not gives_up_points,
    }
    return [code for code, there in stands.items() if there]
