"""Carts and checkouts without who filled them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from tradewind.domains.checkout.models import Cart, CartLine, Checkout, GiftWish
from tradewind.domains.identity.forgotten import Forgotten
from tradewind.kernel import clock, ids


def forget_person(*, whom: Forgotten, checkouts: Collection[str]) -> dict[str, int]:
    """Empty the person's carts and whatever they typed. `checkouts` are those they bought by."""
    typed = list(_checkouts(whom, checkouts).order_by("pk"))
    Checkout.objects.filter(pk__in=[row.pk for row in typed]).update(
        email="", name="", phone="", note="", address={}, agreed=None
    )
    GiftWish.objects.filter(checkout__in=typed).delete()
    carts = Cart.objects.filter(
        Q(person_id=whom.person_id) | Q(pk__in=[row.cart_id for row in typed])
    )
    lines = CartLine.objects.filter(cart__in=carts).delete()
    found = list(carts.order_by("pk"))
    for cart in found:
        cart.person_id = None
        cart.codes = []
        cart.token = ids.new_token()[:32]
        cart.closed_at = cart.closed_at or clock.now()
        cart.save(update_fields=["person", "codes", "token", "closed_at", "updated_at"])
    return {"carts": len(found), "cart lines": int(lines[0]), "checkouts": len(typed)}


def running_checkouts(*, whom: Forgotten) -> int:
    """Checkouts that hold goods and wait for money."""
    return _checkouts(whom, ()).filter(state="held").count()


def checkouts_of(*, whom: Forgotten) -> list[str]:
    """Public ids of every checkout the person began."""
    return list(_checkouts(whom, ()).values_list("public_id", flat=True))


def _checkouts(whom: Forgotten, known: Collection[str]) -> QuerySet[Checkout]:
    return Checkout.objects.annotate(told=Lower("email")).filter(
        Q(cart__person_id=whom.person_id) | Q(told__in=whom.emails) | Q(public_id__in=known)
    )
