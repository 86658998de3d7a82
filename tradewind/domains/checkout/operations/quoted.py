"""From an accepted offer to a checkout at exactly its prices."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.checkout.models import Cart, CartLine, Checkout
from tradewind.domains.checkout.operations.details import Details, begin
from tradewind.domains.quotations import operations as quotations
from tradewind.kernel import clock, ids


def accept_offer(
    *, token: str, version: int, person_id: int | None = None, visit_id: int | None = None
) -> Checkout:
    """Accept the offer of the request that `token` opens, and begin its checkout.

    Its cart holds what was offered and nothing else, is found by its own token alone and can't be
    changed. Raises as `quotations.operations.accept` does.
    """
    now = clock.now()
    with transaction.atomic():
        row, terms = quotations.accept(token=token, version=version)
        cart = Cart.objects.create(
            token=ids.new_token(),
            person_id=person_id,
            currency=terms.currency,
            country=row.country,
            region=row.region,
            language=row.language,
            visit_id=visit_id,
            # Never open to be filled: no page or program finds it among somebody's carts.
            closed_at=now,
            quotation=row.public_id,
        )
        CartLine.objects.bulk_create(
            CartLine(
                cart=cart,
                variant_id=line.variant_id,
                quantity=line.quantity,
                seen_minor=line.unit.minor,
                added_at=now,
            )
            for line in terms.lines
        )
        return begin(cart=cart, details=Details(email=row.email))


def hand_over(*, cart: Cart, person_id: int) -> None:
    """Whoever signed in while buying an offer as a guest goes on as a member."""
    Cart.objects.filter(pk=cart.pk, person=None).exclude(quotation="").update(person_id=person_id)
    cart.person_id = person_id
