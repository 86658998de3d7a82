"""What a flash sale is about, and what the books say after it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Max, Min, Sum

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.rules import State
from tradewind.domains.inventory import operations as inventory
from tradewind.domains.inventory.models import Reservation, StockLevel
from tradewind.domains.ledger.queries import trial_balance
from tradewind.domains.orders.models import OrderLine, Purchase
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.platform.events.queries import count_unnumbered, list_subscription_states

_WHY = "bench"


@dataclass(frozen=True, slots=True)
class Sale:
    """What a sale left behind: pieces sold, purchases and captured payments with their totals in
    minor units, pieces that can still be bought, holds nobody ended, by how much the ledger is off
    by unit, and the seconds from the first purchase to the last."""

    sold: int
    purchases: int
    payments: int
    bought_minor: int
    paid_minor: int
    left: int
    held: int
    off: dict[str, int]
    seconds: float

    def faults(self, pieces: int) -> list[str]:
        """What is not as it must be when `pieces` were all that could be sold, in words."""
        must = {
            f"{self.sold} of {pieces} pieces sold": self.sold == pieces,
            f"{self.purchases} purchases of one piece each": self.purchases == pieces,
            f"{self.payments} payments taken": self.payments == self.purchases,
            "what was paid is not what was bought": self.paid_minor == self.bought_minor,
            f"{self.left} pieces left over": self.left == 0,
            f"{self.held} holds left behind": self.held == 0,
            f"the ledger is off by {self.off}": not any(self.off.values()),
        }
        return [fault for fault, is_so in must.items() if not is_so]


def put_out(pieces: int) -> str:
    """Leave so many pieces of one variant on the shelf; its public id."""
    level = StockLevel.objects.across_stores(_WHY).order_by("pk")[0]
    inventory.count(
        store_id=level.store_id,
        location_id=level.location_id,
        counted={level.variant_id: pieces},
    )
    variant: Variant = Variant.objects.for_store(level.store_id).get(pk=level.variant_id)
    return str(variant.public_id)


def is_moving() -> bool:
    """Whether checkouts are still being paid, or events wait for the worker."""
    return (
        Checkout.objects.filter(state=State.HELD).exists()
        or count_unnumbered() > 0
        or any(state.lag for state in list_subscription_states())
    )


def sale(variant: str) -> Sale:
    """The books after everybody was served, of a mall where nothing else was sold."""
    lines = OrderLine.objects.across_stores(_WHY).filter(variant__public_id=variant)
    bought = Purchase.objects.aggregate(
        minor=Sum("total_minor"), first=Min("placed_at"), last=Max("placed_at")
    )
    captured = Payment.objects.filter(state=PaymentState.CAPTURED)
    levels = StockLevel.objects.across_stores(_WHY).filter(variant__public_id=variant)
    holds = Reservation.objects.across_stores(_WHY).filter(state=Reservation.State.HELD)
    lasted = bought["last"] - bought["first"] if bought["first"] else None
    return Sale(
        sold=lines.aggregate(n=Sum("quantity"))["n"] or 0,
        purchases=Purchase.objects.count(),
        payments=captured.count(),
        bought_minor=bought["minor"] or 0,
        paid_minor=captured.aggregate(n=Sum("amount_minor"))["n"] or 0,
        left=levels.aggregate(n=Sum(F("on_hand") - F("reserved")))["n"] or 0,
        held=holds.count(),
        off=trial_balance(),
        seconds=lasted.total_seconds() if lasted else 0.0,
    )
