"""What shoppers are told when paying did not end in an order, and of orders how they were paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.checkout.queries import paid_with
from tradewind.domains.checkout.telling import name_of
from tradewind.domains.notices.letters import Facts, Letter
from tradewind.domains.orders.letters import cancellation_facts, purchase_facts
from tradewind.kernel.money import Money
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n.languages import current


def _cart(facts: Facts) -> dict[str, Any]:
    return {"link": absolute_url(reverse("storefront:cart"), language=current())}


def _late(facts: Facts) -> dict[str, Any]:
    return {**_cart(facts), "amount": Money(facts["minor"], facts["currency"])}


@dataclass(frozen=True, slots=True)
class LetterPart:
    """A way it was paid, in words; `returned` is None where nothing of it went back."""

    name: str
    amount: Money
    returned: Money | None


def _confirmation(facts: Facts) -> dict[str, Any]:
    return _with_parts(purchase_facts(facts))


def _cancellation(facts: Facts) -> dict[str, Any]:
    return _with_parts(cancellation_facts(facts))


def _with_parts(told: dict[str, Any]) -> dict[str, Any]:
    parts = paid_with(checkout_id=told["checkout"])
    rows = [LetterPart(name_of(part), part.amount, part.returned or None) for part in parts]
    return {**told, "paid": rows}


LETTERS = (
    Letter(
        kind="orders.confirmation",
        purpose="orders",
        template="orders/mail/confirmation",
        subject=_("Your order {number} is in"),
        gather=_confirmation,
    ),
    Letter(
        kind="orders.cancelled",
        purpose="orders",
        template="orders/mail/cancelled",
        subject=_("Your order from {seller} was cancelled"),
        gather=_cancellation,
    ),
    Letter(
        kind="checkout.undone",
        purpose="payments",
        template="checkout/mail/undone",
        subject=_("Your order was not placed"),
        gather=_cart,
    ),
    Letter(
        kind="checkout.payment_failed",
        purpose="payments",
        template="checkout/mail/failed",
        subject=_("Your payment did not go through"),
        gather=_cart,
    ),
    Letter(
        kind="checkout.late_payment",
        purpose="payments",
        template="checkout/mail/late",
        subject=_("Your payment is on its way back"),
        gather=_late,
    ),
)
