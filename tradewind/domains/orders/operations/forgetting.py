"""Purchases without the buyer. What was sold, for how much and taxed where stays for the books."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from tradewind.domains.identity.forgotten import Forgotten
from tradewind.domains.orders.claims import RUNNING
from tradewind.domains.orders.models import (
    Claim,
    ClaimPhoto,
    ClaimStep,
    Order,
    Purchase,
    Shipment,
)
from tradewind.domains.orders.rules import Stage
from tradewind.kernel import ids

_REASON = "a purchase is a person's, not a store's"
_NOBODY = "–"
# What tax was owed by: the rest of an address says where somebody lives.
_KEPT_OF_ADDRESS = ("country_area",)


@dataclass(frozen=True, slots=True)
class ForgottenPurchases:
    """What was done. `checkouts` are the public ids they came from, `files` photographs that no row
    names any more."""

    removed: dict[str, int]
    checkouts: Sequence[str] = ()
    files: Sequence[str] = field(default_factory=tuple)


def forget_person(*, whom: Forgotten) -> ForgottenPurchases:
    """Take name, address, phone, notes and photographs out of everything the person bought."""
    purchases = list(
        Purchase.objects.select_for_update()
        .annotate(told=Lower("email"))
        .filter(Q(person_id=whom.person_id) | Q(told__in=whom.emails))
        .order_by("pk")
    )
    for purchase in purchases:
        _empty(purchase, whom)
    orders = Order.objects.across_stores(_REASON).filter(purchase__in=purchases)
    order_ids = list(orders.values_list("pk", flat=True))
    Order.objects.across_stores(_REASON).filter(pk__in=order_ids).update(note="")
    Shipment.objects.across_stores(_REASON).filter(order_id__in=order_ids).update(
        tracking_number="", tracking_url=""
    )
    claims = Claim.objects.across_stores(_REASON).filter(order_id__in=order_ids)
    claim_ids = list(claims.values_list("pk", flat=True))
    claims.update(note="", answer="", tracking_number="")
    ClaimStep.objects.across_stores(_REASON).filter(claim_id__in=claim_ids).update(note="")
    photos = ClaimPhoto.objects.across_stores(_REASON).filter(claim_id__in=claim_ids)
    files = set(photos.values_list("file", flat=True))
    count = int(photos.delete()[0])
    shared = ClaimPhoto.objects.across_stores("a file may serve others").filter(file__in=files)
    files -= set(shared.values_list("file", flat=True))
    return ForgottenPurchases(
        removed={"purchases": len(purchases), "returns": len(claim_ids), "photographs": count},
        checkouts=[purchase.checkout for purchase in purchases],
        files=sorted(files),
    )


def _empty(purchase: Purchase, whom: Forgotten) -> None:
    kept = {key: purchase.address[key] for key in _KEPT_OF_ADDRESS if purchase.address.get(key)}
    purchase.person_id = None
    purchase.email = whom.alias
    purchase.name = _NOBODY
    purchase.phone = ""
    purchase.address = kept
    # The guest link in old letters opens nothing any more.
    purchase.token = ids.new_token()[:32]
    purchase.save(update_fields=["person", "email", "name", "phone", "address", "token"])


def open_orders(*, whom: Forgotten) -> int:
    """Orders neither delivered nor cancelled."""
    ended = (Stage.DELIVERED, Stage.CANCELLED)
    return _orders_of(whom).exclude(stage__in=ended).count()


def running_claims(*, whom: Forgotten) -> int:
    """Returns, exchanges and cancellations that are not settled."""
    orders = list(_orders_of(whom).values_list("pk", flat=True))
    claims = Claim.objects.across_stores(_REASON).filter(order_id__in=orders)
    return claims.filter(state__in=[state.value for state in RUNNING]).count()


def _orders_of(whom: Forgotten) -> QuerySet[Order]:
    bought = Purchase.objects.annotate(told=Lower("email")).filter(
        Q(person_id=whom.person_id) | Q(told__in=whom.emails)
    )
    return Order.objects.across_stores(_REASON).filter(
        purchase_id__in=list(bought.values_list("pk", flat=True))
    )
