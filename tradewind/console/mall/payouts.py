"""What the mall owes its stores, and what it paid them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import actor, field_errors, told
from tradewind.console.shell import mall_shell
from tradewind.domains.ledger.models import Payout
from tradewind.domains.ledger.paying_out import record_payout, take_payout_back
from tradewind.domains.ledger.statements import list_payouts, owed_to_stores
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import get_store_by_id, list_all_stores
from tradewind.kernel.errors import InvalidInput, NotAllowed, TradewindError
from tradewind.kernel.money import BadAmount, Money
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.amounts import read_amount
from tradewind.platform.i18n.languages import current

PAGE = "console/mall/payouts.html"
_FIELDS = ("store", "currency", "amount", "paid_on", "reference", "note")


@dataclass(frozen=True, slots=True)
class OwedRow:
    """A store the mall owes something, or that owes the mall when `amount` is below zero."""

    store: Store
    amount: Money
    typed: str
    key: str


@dataclass(frozen=True, slots=True)
class PayoutsScreen:
    """The page. `values` and `errors` are of a form that was refused, by its fields."""

    owed: Sequence[OwedRow]
    payouts: Sequence[Payout]
    values: Mapping[str, str]
    errors: Mapping[str, str]
    problem: str
    today: date
    may_pay: bool


@audience.mall("money.view")
@require_http_methods(["GET", "HEAD", "POST"])
def payouts(request: HttpRequest) -> HttpResponse:
    """What is owed and what was paid; POST `store`, `currency`, `amount`, `paid_on`, `reference`,
    `note` to record that the bank paid."""
    if request.method != "POST":
        return _page(request)
    if not _may_pay(request):
        raise NotAllowed(permission="money.pay")
    typed = {name: request.POST.get(name, "").strip() for name in _FIELDS}
    try:
        paid = _record(request, typed)
    except InvalidInput as error:
        return _page(request, typed, field_errors(error))
    except TradewindError as error:
        return _page(request, typed, problem=told(error))
    said = _("{store} was paid {amount}.")
    messages.success(
        request,
        said.format(store=paid.store.name, amount=formats.money(paid.amount)),
        extra_tags=reverse("console:mall_payout_removal", args=[paid.public_id]),
    )
    return HttpResponseRedirect(reverse("console:mall_payouts"))


@audience.mall("money.pay")
@require_POST
def take_back(request: HttpRequest, payout_id: str) -> HttpResponse:
    """The money never arrived: the mall owes it again."""
    try:
        take_payout_back(payout_id=payout_id, actor=actor(request))
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Taken back. The mall owes it again."))
    return HttpResponseRedirect(reverse("console:mall_payouts"))


def _record(request: HttpRequest, typed: Mapping[str, str]) -> Payout:
    store = get_store_by_id(public_id=typed["store"])
    try:
        amount = read_amount(typed["amount"], typed["currency"], current())
    except (BadAmount, KeyError):
        raise InvalidInput({"amount": "bad_amount"}) from None
    try:
        paid_on = date.fromisoformat(typed["paid_on"])
    except ValueError:
        raise InvalidInput({"paid_on": "invalid"}) from None
    return record_payout(
        store_id=store.pk,
        amount=amount,
        paid_on=paid_on,
        reference=typed["reference"],
        note=typed["note"],
        actor=actor(request),
    )


def _page(
    request: HttpRequest,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    problem: str = "",
) -> HttpResponse:
    stores = {store.pk: store for store in list_all_stores()}
    screen = PayoutsScreen(
        owed=[
            OwedRow(
                store=stores[store_id],
                amount=amount,
                typed=formats.amount(amount, current()),
                key=f"{stores[store_id].public_id}-{amount.currency}",
            )
            for store_id, amount in owed_to_stores()
        ],
        payouts=list_payouts(),
        values=values or {},
        errors=errors or {},
        problem=problem or next(iter((errors or {}).values()), ""),
        today=formats.today(),
        may_pay=_may_pay(request),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if screen.problem else HTTPStatus.OK
    return render(request, PAGE, {"shell": mall_shell(request), "screen": screen}, status=status)


def _may_pay(request: HttpRequest) -> bool:
    return "money.pay" in actor_of(request).mall_permissions
