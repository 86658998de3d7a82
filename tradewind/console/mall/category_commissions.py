"""What the mall takes of sales by category, from a day on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor
from tradewind.console.mall.shares import posted_share
from tradewind.console.products.choosing import category_choices
from tradewind.console.settings.forms import Typed, done, saved
from tradewind.console.shell import mall_shell
from tradewind.domains.catalogue.queries import CategoryNode, category_tree
from tradewind.domains.orders.models import CategoryCommission
from tradewind.domains.orders.operations.commissions import (
    drop_category_commission,
    set_category_commission,
)
from tradewind.domains.orders.queries.commissions import category_commissions, nearest, shares_on
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.i18n.languages import current

PAGE = "console/mall/category-commissions.html"


@dataclass(frozen=True, slots=True)
class ComingShare:
    """A share that has not begun; None gives the category back to the one above."""

    term_id: str
    share: Decimal | None
    starts_on: date


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category below `above`: what holds in it now (a fraction, None: each seller's own share),
    whether that is its own or from above, and what is to come."""

    above: str
    title: str
    share: Decimal | None
    is_own: bool
    coming: Sequence[ComingShare]


@dataclass(frozen=True, slots=True)
class CategoryCommissionScreen:
    """The whole tree, and the form for the next share."""

    rows: Sequence[CategoryRow]
    choices: Sequence[tuple[str, str]]
    form: Typed
    today: str
    may_change: bool


@audience.mall("money.view")
@require_safe
def commissions(request: HttpRequest) -> HttpResponse:
    """Every category with its share, and the form for the next one."""
    return _page(request, Typed())


@audience.mall("stores.approve")
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """POST `category` (public id), `percent` (empty: none of its own) and `starts_on`."""
    outcome = saved(
        request,
        reverse("console:mall_commissions"),
        lambda: _set(request),
        _("Saved. Orders keep the share of their own day."),
    )
    return _page(request, outcome) if isinstance(outcome, Typed) else outcome


@audience.mall("stores.approve")
@require_POST
def removal(request: HttpRequest, term_id: str) -> HttpResponse:
    """Take back a share that has not begun."""
    return done(
        request,
        reverse("console:mall_commissions"),
        lambda: drop_category_commission(term_id=term_id, actor=actor(request)),
        _("Taken back."),
    )


def _set(request: HttpRequest) -> None:
    commission_bp, starts_on = posted_share(request.POST, may_be_empty=True)
    try:
        set_category_commission(
            category_id=request.POST.get("category", ""),
            commission_bp=commission_bp,
            starts_on=starts_on,
            actor=actor(request),
        )
    except NotFound:
        raise InvalidInput({"category": "required"}) from None


def _page(request: HttpRequest, form: Typed) -> HttpResponse:
    today, terms = clock.now().date(), category_commissions()
    held = shares_on(terms, on=today)
    coming: dict[int, list[CategoryCommission]] = {}
    for term in reversed(terms):
        if term.starts_on > today:
            coming.setdefault(term.category_id, []).append(term)
    screen = CategoryCommissionScreen(
        rows=[
            _row(node, held, coming.get(node.category_id, ()))
            for root in category_tree().roots
            for node in root.walk()
        ],
        choices=[("", _("Choose one")), *category_choices(current(), by="public")],
        form=form,
        today=today.isoformat(),
        may_change="stores.approve" in actor_of(request).mall_permissions,
    )
    context = {"shell": mall_shell(request), "screen": screen}
    status = 422 if form.errors or form.problem else 200
    return render(request, PAGE, context, status=status)


def _row(
    node: CategoryNode, held: Mapping[int, int], coming: Sequence[CategoryCommission]
) -> CategoryRow:
    return CategoryRow(
        above=" › ".join(
            one.title(current()) for one in category_tree().breadcrumbs(node.category_id)[:-1]
        ),
        title=node.title(current()),
        share=_fraction(nearest(held, node.category_id)),
        is_own=node.category_id in held,
        coming=[
            ComingShare(str(term.public_id), _fraction(term.commission_bp), term.starts_on)
            for term in coming
        ],
    )


def _fraction(commission_bp: int | None) -> Decimal | None:
    return None if commission_bp is None else Decimal(commission_bp) / 10_000
