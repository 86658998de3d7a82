"""What points are worth, what earns them, and what the mall owes to those who hold them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor, told, whole_number
from tradewind.console.shell import mall_shell
from tradewind.domains.catalogue.queries.tree import category_tree
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.models import DepositTerms, EarnRule, MileageTerms
from tradewind.domains.loyalty.queries import (
    Liability,
    liabilities,
    list_deposit_terms,
    list_earn_rules,
    list_mileage_terms,
)
from tradewind.domains.stores.queries import get_store_by_id, list_all_stores
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.i18n.amounts import read_amount, read_decimal
from tradewind.platform.i18n.languages import current

_MANY_STORES = 500


@dataclass(frozen=True, slots=True)
class TermsRow:
    """Terms of one currency from a day on; `is_current` for those that hold now."""

    terms: MileageTerms
    worth: Money
    least_order: Money
    share: Decimal
    is_current: bool


@dataclass(frozen=True, slots=True)
class DepositRow:
    """How much a deposit takes, from a day on."""

    starts_at: datetime
    least: Money
    most: Money
    most_held: Money


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in words: where it holds, and whose money it is."""

    id: str
    rate: Decimal
    store: str
    category: str
    by_store: bool
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class PointsScreen:
    """The page."""

    owed: Sequence[Liability]
    terms: Sequence[TermsRow]
    deposits: Sequence[DepositRow]
    rules: Sequence[RuleRow]
    currencies: Sequence[tuple[str, str]]
    categories: Sequence[tuple[str, str]]
    stores: Sequence[tuple[str, str]]
    can_change: bool


@audience.mall("money.view")
@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """Everything at once: it fits on a page."""
    now = clock.now()
    screen = PointsScreen(
        owed=liabilities(),
        terms=_terms(list_mileage_terms(), now),
        deposits=[_deposit(row) for row in list_deposit_terms()],
        rules=[rule_row(row) for row in list_earn_rules(now=now)],
        currencies=[(code, code) for code in settings.CURRENCIES],
        categories=category_choices(),
        stores=[("", _("All sellers"))]
        + [(store.public_id, store.name) for store in list_all_stores()[:_MANY_STORES]],
        can_change="points.change" in actor_of(request).mall_permissions,
    )
    return render(
        request, "console/mall/points.html", {"shell": mall_shell(request), "screen": screen}
    )


@audience.mall("points.change")
@require_POST
def terms(request: HttpRequest) -> HttpResponse:
    """New terms from now on."""
    return _act(request, _set_terms, _("From now on points are worth that."))


@audience.mall("points.change")
@require_POST
def deposit_terms(request: HttpRequest) -> HttpResponse:
    """New limits from now on."""
    return _act(request, _set_deposit_terms, _("From now on these limits hold."))


@audience.mall("points.change")
@require_POST
def rules(request: HttpRequest) -> HttpResponse:
    """A new rule, in place of the one for the same goods."""
    return _act(request, _add_rule, _("Orders from now on earn by that rule."))


@audience.mall("points.change")
@require_POST
def rule_end(request: HttpRequest, rule_id: str) -> HttpResponse:
    """End one."""

    def end(request: HttpRequest) -> None:
        operations.end_earn_rule(rule_id=rule_id, actor=actor(request))

    return _act(request, end, _("The rule has ended. What was earned by it stays."))


def category_choices() -> list[tuple[str, str]]:
    """Every category, indented by how deep it lies."""
    language = current()
    return [("", _("All goods"))] + [
        (node.slug, "— " * (len(node.path) - 1) + node.title(language))
        for root in category_tree().roots
        for node in root.walk()
    ]


def rule_row(row: EarnRule) -> RuleRow:
    """A rule as both offices show it."""
    return RuleRow(
        id=row.public_id,
        rate=Decimal(row.rate_bp) / 10_000,
        store=row.store.name if row.store is not None else "",
        category=row.category.text("title", current()) if row.category is not None else "",
        by_store=row.store_funds,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )


def read_rate(text: str) -> int:
    """A typed percentage in 1/100 %. Raises `InvalidInput`."""
    rate = read_decimal(text.replace("%", ""), current())
    if rate is None or rate * 100 != int(rate * 100):
        raise InvalidInput({"rate": "invalid"})
    return int(rate * 100)


def _set_terms(request: HttpRequest) -> None:
    given, currency = request.POST, request.POST.get("currency", "")
    share = read_rate(given.get("most_share", ""))
    operations.set_mileage_terms(
        points=_number(request, "points"),
        worth=read_amount(given.get("worth", ""), currency, current()),
        least_balance=_number(request, "least_balance"),
        least_order=read_amount(given.get("least_order", "0") or "0", currency, current()),
        most_share_bp=share,
        step=_number(request, "step"),
        valid_days=_number(request, "valid_days"),
        grace_days=_number(request, "grace_days"),
        actor=actor(request),
    )


def _set_deposit_terms(request: HttpRequest) -> None:
    currency = request.POST.get("currency", "")

    def amount(name: str) -> Money:
        return read_amount(request.POST.get(name, ""), currency, current())

    operations.set_deposit_terms(
        least=amount("least"),
        most=amount("most"),
        most_held=amount("most_held"),
        actor=actor(request),
    )


def _add_rule(request: HttpRequest) -> None:
    store_id = request.POST.get("store", "")
    operations.add_earn_rule(
        rate_bp=read_rate(request.POST.get("rate", "")),
        store_id=get_store_by_id(public_id=store_id).pk if store_id else None,
        category_slug=request.POST.get("category", ""),
        actor=actor(request),
    )


def _act(request: HttpRequest, act: Callable[[HttpRequest], None], said: str) -> HttpResponse:
    try:
        act(request)
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("console:mall_points"))


def _number(request: HttpRequest, name: str) -> int:
    number = whole_number(request.POST.get(name, ""))
    if number is None:
        raise InvalidInput({name: "invalid"})
    return number


def _terms(rows: Sequence[MileageTerms], now: datetime) -> list[TermsRow]:
    shown: list[TermsRow] = []
    current_of: set[str] = set()
    for row in rows:
        is_current = row.starts_at <= now and row.currency not in current_of
        if is_current:
            current_of.add(row.currency)
        shown.append(
            TermsRow(
                terms=row,
                worth=Money(row.worth_minor, row.currency),
                least_order=Money(row.least_order_minor, row.currency),
                share=Decimal(row.most_share_bp) / 10_000,
                is_current=is_current,
            )
        )
    return shown


def _deposit(row: DepositTerms) -> DepositRow:
    return DepositRow(
        starts_at=row.starts_at,
        least=Money(row.least_minor, row.currency),
        most=Money(row.most_minor, row.currency),
        most_held=Money(row.most_held_minor, row.currency),
    )
