"""What a person must look into: disputes, contradictions, refunds nobody made."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor, told
from tradewind.console.shell import mall_shell
from tradewind.domains.payments.models import Contradiction
from tradewind.domains.payments.operations import refund_by_hand, settle_contradiction
from tradewind.domains.payments.queries import (
    list_contradictions,
    list_disputes,
    list_failed_refunds,
)
from tradewind.kernel.errors import TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of


@audience.mall("money.view")
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """All of it on one page, most urgent first."""
    context = {
        "shell": mall_shell(request),
        "disputes": list_disputes(),
        "contradictions": [(row, _told(row)) for row in list_contradictions()],
        "refunds": [
            (row, Money(row.amount_minor, row.payment.currency)) for row in list_failed_refunds()
        ],
        "can_settle": "money.pay" in actor_of(request).mall_permissions,
    }
    return render(request, "console/mall/questions.html", context)


@audience.mall("money.pay")
@require_POST
def settlement(request: HttpRequest, contradiction_id: str) -> HttpResponse:
    """Somebody looked into it: POST `note`."""
    note = request.POST.get("note", "").replace("\x00", "")
    settle_contradiction(contradiction_id=contradiction_id, actor=actor(request), note=note)
    messages.success(request, _("Noted."))
    return HttpResponseRedirect(reverse("console:mall_questions"))


@audience.mall("money.pay")
@require_POST
def by_hand(request: HttpRequest, refund_id: str) -> HttpResponse:
    """The money was sent another way."""
    try:
        refund_by_hand(refund_id=refund_id, actor=actor(request))
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Booked as sent."))
    return HttpResponseRedirect(reverse("console:mall_questions"))


def _told(row: Contradiction) -> Money | None:
    return None if row.told_minor is None else Money(row.told_minor, row.told_currency)
