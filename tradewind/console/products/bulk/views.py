"""What a change would make of the chosen products, doing it, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tradewind.console.acting import actor, told
from tradewind.console.products.choosing import category_choices, tax_choices
from tradewind.console.shell import store_shell
from tradewind.flows.change_products import (
    Carried,
    Change,
    ChangeKind,
    Plan,
    PlannedRow,
    PlanOutdated,
    carry_out,
    plan_change,
    take_back,
)
from tradewind.kernel.errors import InvalidInput, NotAllowed, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.amounts import read_decimal
from tradewind.platform.i18n.languages import current

PAGE = "console/products/bulk.html"
_NEEDS = {
    ChangeKind.PRICE_PERCENT: "prices.change",
    ChangeKind.PRICE_AMOUNT: "prices.change",
    ChangeKind.LOW_AT: "stock.change",
}
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class BulkRow:
    """A value and what it becomes, as people read them."""

    title: str
    detail: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class BulkScreen:
    """The page. `mark` is of the plan shown, empty while there is none to agree to."""

    products: str
    count: int
    kind: str
    kinds: Sequence[tuple[str, str]]
    value: str
    categories: Sequence[tuple[str, str]]
    taxes: Sequence[tuple[str, str]]
    mark: str
    rows: Sequence[BulkRow]
    total: int
    left_out: int
    faults: int
    error: str
    notice: str


@audience.store("products.change")
@require_POST
def bulk(request: audience.StoreRequest, store: str) -> HttpResponse:
    """POST `product` many times, or `products` with commas between; `kind` and `value` to see what
    would change."""
    return _page(request, _chosen(request))


@audience.store("products.change")
@require_POST
def carry(request: audience.StoreRequest, store: str) -> HttpResponse:
    """POST `products`, `kind`, `value` and the `mark` of the plan that was looked at."""
    chosen = _chosen(request)
    try:
        done = carry_out(
            store_id=request.store.pk,
            product_ids=chosen,
            change=_change(request),
            mark=request.POST.get("mark", ""),
            actor=actor(request),
        )
    except PlanOutdated as error:
        return _page(request, chosen, notice=told(error))
    except TradewindError as error:
        return _page(request, chosen, error=told(error))
    undo = reverse("console:products_bulk_undo", args=[request.store.slug, done.change_id])
    messages.success(request, _changed(done), extra_tags=undo)
    return HttpResponseRedirect(reverse("console:products", args=[request.store.slug]))


@audience.store("products.change")
@require_POST
def undo(request: audience.StoreRequest, store: str, change_id: str) -> HttpResponse:
    """Take a change back, however long ago; what was changed since stays."""
    try:
        done = take_back(store_id=request.store.pk, change_id=change_id, actor=actor(request))
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        said = [_("It is as it was.")] if done.changed else []
        if done.left:
            said.append(
                ngettext(
                    "{n} value was changed since and stays.",
                    "{n} values were changed since and stay.",
                    done.left,
                ).format(n=formats.number(done.left))
            )
        messages.success(request, " ".join(said))
    return HttpResponseRedirect(reverse("console:products", args=[request.store.slug]))


def _changed(done: Carried) -> str:
    return ngettext("{n} value changed.", "{n} values changed.", done.changed).format(
        n=formats.number(done.changed)
    )


def _chosen(request: audience.StoreRequest) -> list[str]:
    told = [*request.POST.getlist("product"), *request.POST.get("products", "").split(",")]
    return list(dict.fromkeys(text for text in told if text))


def _change(request: audience.StoreRequest) -> Change:
    name = request.POST.get("kind", "")
    if name not in {kind.value for kind in ChangeKind}:
        raise InvalidInput({"kind": "unknown"})
    kind = ChangeKind(name)
    needed = _NEEDS.get(kind, "")
    if needed and needed not in request.store_access.permissions:
        raise NotAllowed(permission=needed)
    value = request.POST.get(f"value-{name}", request.POST.get("value", "")).strip()
    if kind in (ChangeKind.PRICE_PERCENT, ChangeKind.PRICE_AMOUNT):
        value = _signed(value)
    return Change(kind, value)


def _signed(text: str) -> str:
    """A number as the reader's language writes it, with its sign, as programs write it."""
    sign = "-" if text[:1] in ("-", "\u2212") else ""
    number: Decimal | None = read_decimal(text.lstrip("+-\u2212").rstrip("% "), current())
    if number is None:
        raise InvalidInput({"value": "invalid"})
    return f"{sign}{number}"


def _page(
    request: audience.StoreRequest, chosen: Sequence[str], *, error: str = "", notice: str = ""
) -> HttpResponse:
    plan: Plan | None = None
    if request.POST.get("kind") and not error:
        try:
            plan = plan_change(
                store_id=request.store.pk, product_ids=chosen, change=_change(request)
            )
        except InvalidInput as wrong:
            error = told(wrong)
    if not chosen:
        error = _("Choose at least one product first.")
    name = request.POST.get("kind", "")
    categories = [("", _("None yet")), *category_choices(current(), by="public")]
    known = dict(categories)
    rows = plan.rows if plan else ()
    screen = BulkScreen(
        products=",".join(chosen),
        count=len(chosen),
        kind=name,
        kinds=_kinds(request),
        value=request.POST.get(f"value-{name}", request.POST.get("value", "")),
        categories=categories,
        taxes=tax_choices(),
        mark=plan.mark if plan and plan.rows else "",
        rows=[_row(plan, row, known) for row in rows[:_SHOWN]] if plan else [],
        total=len(rows),
        left_out=max(0, len(rows) - _SHOWN),
        faults=len(plan.faults) if plan else 0,
        error=error,
        notice=notice
        or (_("They were so already. Nothing would change.") if plan and not rows else ""),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    context = {"shell": store_shell(request), "store": request.store, "screen": screen}
    return render(request, PAGE, context, status=status)


def _kinds(request: audience.StoreRequest) -> list[tuple[str, str]]:
    names = [
        (ChangeKind.PRICE_PERCENT, _("Price, by a percentage")),
        (ChangeKind.PRICE_AMOUNT, _("Price, by an amount")),
        (ChangeKind.CATEGORY, _("Category")),
        (ChangeKind.TAX_CATEGORY, _("Tax")),
        (ChangeKind.TAG, _("Add a tag")),
        (ChangeKind.UNTAG, _("Take a tag off")),
        (ChangeKind.LOW_AT, _("Warn when stock is at or below")),
    ]
    permissions = request.store_access.permissions
    return [
        (kind.value, name)
        for kind, name in names
        if kind not in _NEEDS or _NEEDS[kind] in permissions
    ]


def _row(plan: Plan, row: PlannedRow, categories: dict[str, str]) -> BulkRow:
    def said(value: object) -> str:
        match plan.change.kind:
            case ChangeKind.PRICE_PERCENT | ChangeKind.PRICE_AMOUNT:
                assert isinstance(value, list)
                return formats.money(Money(value[0], plan.currency))
            case ChangeKind.LOW_AT:
                assert isinstance(value, list)
                return formats.number(value[1])
            case ChangeKind.CATEGORY:
                return categories.get(str(value), str(value))
            case ChangeKind.TAX_CATEGORY:
                return dict(tax_choices(str(value)))[str(value)]
            case _:
                assert isinstance(value, list)
                return ", ".join(value) or "–"

    return BulkRow(row.title, row.detail, said(row.before), said(row.after))
