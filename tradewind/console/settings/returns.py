"""What the store promises about returns."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tradewind.console.acting import actor, whole_number
from tradewind.console.settings.forms import Typed, saved, settings_page
from tradewind.domains.orders.operations import set_return_policy
from tradewind.domains.orders.queries import policy_of
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import BadAmount, Money
from tradewind.platform.http import audience
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.amounts import read_amount
from tradewind.platform.i18n.languages import current


@audience.store("store.change")
@require_http_methods(["GET", "HEAD", "POST"])
def returns(request: audience.StoreRequest, store: str) -> HttpResponse:
    """The form; POST `return_days`, `exchange_days`, `label_fee`, `refunds_shipping`,
    `instructions`."""
    outcome: HttpResponse | Typed = Typed(_values(request))
    if request.method == "POST":
        url = reverse("console:returns", args=[request.store.slug])
        outcome = saved(request, url, lambda: _save(request), _("Saved."))
    if isinstance(outcome, HttpResponse):
        return outcome
    return settings_page(request, "returns.html", outcome, {})


def _values(request: audience.StoreRequest) -> dict[str, object]:
    policy = policy_of(store_id=request.store.pk)
    fee = Money(policy.label_fee_minor, request.store.currency)
    return {
        "return_days": str(policy.return_days),
        "exchange_days": str(policy.exchange_days),
        "label_fee": formats.amount(fee),
        "refunds_shipping": policy.refunds_shipping,
        "instructions": policy.instructions,
    }


def _save(request: audience.StoreRequest) -> None:
    posted = request.POST
    days = {name: whole_number(posted.get(name, "")) for name in ("return_days", "exchange_days")}
    wrong = {name: "invalid" for name, count in days.items() if count is None}
    fee = Money.zero(request.store.currency)
    try:
        if text := posted.get("label_fee", "").strip():
            fee = read_amount(text, fee.currency, current())
    except BadAmount:
        wrong["label_fee"] = "invalid"
    if wrong:
        raise InvalidInput(wrong)
    set_return_policy(
        store_id=request.store.pk,
        actor=actor(request),
        return_days=days["return_days"] or 0,
        exchange_days=days["exchange_days"] or 0,
        label_fee=fee,
        refunds_shipping="refunds_shipping" in posted,
        instructions=posted.get("instructions", ""),
    )
