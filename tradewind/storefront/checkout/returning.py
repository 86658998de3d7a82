"""Back from a provider's page: on to the next one, to the order, back to the form, or wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.domains.checkout import operations, queries
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.rules import State
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.operations import cancel, refresh
from tradewind.domains.payments.ports import GatewayUnavailable
from tradewind.platform.http import audience
from tradewind.storefront.checkout.ways import ByHand, by_hand
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of


def on_to(row: Checkout, url: str) -> HttpResponse:
    """To the page of the provider that was asked, or to where the purchase stands."""
    if url.startswith("/"):
        return HttpResponseRedirect(url)
    back = reverse("storefront:checkout_back", args=[row.public_id])
    # Browsers let no form lead to another site (form-action), not even by a redirect.
    return HttpResponseRedirect(f"{back}?leave=1" if url else back)


@audience.public
@require_safe
def back(request: HttpRequest, checkout_id: str) -> HttpResponse:
    """Where a provider's page leads back to."""
    row = shopper_of(request).find_checkout(checkout_id)
    if row is None:
        return HttpResponseRedirect(reverse("storefront:cart"))
    is_leaving = "leave" in request.GET
    waited: Sequence[Payment] = ()
    if row.state == State.HELD and not is_leaving:
        waited = queries.waiting_payments(checkout=row)
        row = _asked_again(row, waited)
    if row.purchase is not None:
        return HttpResponseRedirect(reverse("storefront:purchase", args=[row.purchase.token]))
    if row.state == State.HELD:
        return _waiting(request, row, waited, is_leaving=is_leaving)
    return HttpResponseRedirect(reverse("storefront:checkout"))


@audience.public
@require_POST
def giving_up(request: HttpRequest, checkout_id: str) -> HttpResponse:
    """Leave the payment that waits, for another way to pay; one that was made meanwhile stands."""
    row = shopper_of(request).find_checkout(checkout_id)
    if row is None:
        return HttpResponseRedirect(reverse("storefront:cart"))
    pending = queries.pending_payment(checkout=row)
    if pending is not None:
        try:
            cancel(payment_id=pending.public_id)
        except GatewayUnavailable:
            messages.error(request, _("The payment provider does not answer. Try again shortly."))
        else:
            operations.settle(checkout_id=row.public_id)
    return HttpResponseRedirect(reverse("storefront:checkout_back", args=[row.public_id]))


def _asked_again(row: Checkout, waited: Sequence[Payment]) -> Checkout:
    """Settled by what the providers now say of the payments; one that is silent changes nothing."""
    has_news = not waited
    for payment in waited:
        try:
            refresh(payment_id=payment.public_id)
        except GatewayUnavailable:
            continue
        has_news = True
    return operations.settle(checkout_id=row.public_id) if has_news else row


def _waiting(
    request: HttpRequest, row: Checkout, waited: Sequence[Payment], *, is_leaving: bool
) -> HttpResponse:
    waiting = queries.waiting_payments(checkout=row)
    first = waiting[0] if waiting else None
    has_moved = first is not None and bool(waited) and waited[0].pk != first.pk
    if has_moved and first is not None and first.redirect_url:
        # One part is paid; nobody has been at the next one's page yet.
        return on_to(row, first.redirect_url)
    context = {
        "shell": storefront_shell(request),
        "pending": first,
        "others": [payment for payment in waiting[1:] if payment.redirect_url],
        "total": first.amount if first else row.total,
        "giving_up_url": reverse("storefront:checkout_giving_up", args=[row.public_id]),
    }
    if how := by_hand(first):
        return _shown_how(request, row, how, context)
    leaves = is_leaving and first is not None and first.redirect_url
    page = "leave" if leaves else "wait"
    return render(request, f"storefront/checkout/{page}.html", context)


def _shown_how(
    request: HttpRequest, row: Checkout, how: ByHand, context: Mapping[str, object]
) -> HttpResponse:
    told = {**context, "how": how, "expires_at": row.held_until}
    return render(request, "storefront/checkout/by-hand.html", told)
