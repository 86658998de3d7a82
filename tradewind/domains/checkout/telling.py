"""A way something was paid, in a few words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tradewind.domains.checkout.models import PaymentPart
from tradewind.domains.checkout.queries.paid import PaidPart
from tradewind.domains.payments.wording import METHODS
from tradewind.platform.i18n import formats


def name_of(part: PaidPart) -> str:
    """``1,000 points``, ``Gift card ending in 4F2K``, ``Card`` …, in the active language."""
    match part.kind:
        case PaymentPart.Kind.MILEAGE if part.quantity is not None:
            return formats.money(part.quantity)
        case PaymentPart.Kind.GIFT if part.label:
            return _("Gift card ending in {last_four}").format(last_four=part.label)
        case PaymentPart.Kind.GATEWAY:
            known = METHODS.get((part.provider, part.method))
            return str(known[0] if known else part.kind.label)
        case _:
            return str(part.kind.label)
