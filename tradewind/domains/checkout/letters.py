"""What shoppers are told when paying did not end in an order."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.notices.letters import Facts, Letter
from tradewind.kernel.money import Money
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n.languages import current


def _cart(facts: Facts) -> dict[str, Any]:
    return {"link": absolute_url(reverse("storefront:cart"), language=current())}


def _late(facts: Facts) -> dict[str, Any]:
    return {**_cart(facts), "amount": Money(facts["minor"], facts["currency"])}


LETTERS = (
    Letter(
        kind="checkout.undone",
        template="checkout/mail/undone",
        subject=_("Your order was not placed"),
        gather=_cart,
    ),
    Letter(
        kind="checkout.payment_failed",
        template="checkout/mail/failed",
        subject=_("Your payment did not go through"),
        gather=_cart,
    ),
    Letter(
        kind="checkout.late_payment",
        template="checkout/mail/late",
        subject=_("Your payment is on its way back"),
        gather=_late,
    ),
)
