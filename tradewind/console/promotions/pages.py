"""The pages themselves, for whichever desk: list, editor, standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tradewind.console.acting import field_errors, told
from tradewind.console.promotions import form as fields
from tradewind.console.promotions.desk import Desk, page
from tradewind.console.promotions.rule import rule_of
from tradewind.console.promotions.saying import read
from tradewind.console.promotions.sentence import sentence_of
from tradewind.console.promotions.trying import tried
from tradewind.console.promotions.values import values_of
from tradewind.console.settings.forms import Typed
from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.catalogue.queries.sections import list_sections
from tradewind.domains.promotions import operations, queries
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.rules import read_terms
from tradewind.domains.visits.models import Channel
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.i18n.languages import current, languages, own_name
from tradewind.ui.shell import Link

_BADGES = {
    Promotion.State.LIVE: "success",
    Promotion.State.PAUSED: "warning",
    Promotion.State.DRAFT: "accent",
    Promotion.State.ENDED: "",
}
_MOVES = {
    "publication": (operations.publish_promotion, gettext_lazy("It runs.")),
    "pause": (operations.pause_promotion, gettext_lazy("Paused. Publish it to go on.")),
    "end": (operations.end_promotion, gettext_lazy("Ended.")),
}
_LAYERS = (
    ("item", gettext_lazy("offers on goods")),
    ("order", gettext_lazy("offers on orders")),
    ("shipping", gettext_lazy("offers on delivery")),
)


@dataclass(frozen=True, slots=True)
class PromotionRow:
    """A line of the list. `spent` is None where there is no budget."""

    name: str
    url: str
    sentence: str
    state: str
    badge: str
    uses: int
    limit: int | None
    spent: Money | None
    budget: Money | None
    starts_at: datetime | None
    ends_at: datetime | None


def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every promotion of the desk, the latest first."""
    state = request.GET.get("state", "")
    found = queries.list_promotions(
        store_id=desk.store_id,
        state=state if state in Promotion.State.values else "",
        cursor=request.GET.get("after", ""),
    )
    uses = queries.uses_of(promotion_ids=[row.pk for row in found.items])
    tabs = [
        Link(str(label), f"{desk.url('promotions')}?state={value}", is_current=state == value)
        for value, label in Promotion.State.choices
    ]
    context = {
        "rows": [_row(row, desk, uses.get(row.pk, 0)) for row in found.items],
        "tabs": [Link(_("All"), desk.url("promotions"), is_current=not state), *tabs],
        "new_url": desk.url("promotion_new"),
        "next": f"{desk.url('promotions')}?state={state}&after={found.next_cursor}"
        if found.next_cursor
        else "",
    }
    return page(request, desk, "list.html", context)


def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The editor, empty; POST drafts a promotion."""
    form = Typed(fields.empty_values(desk))
    if request.method == "POST":
        try:
            said = read(request.POST, desk)
            row = operations.create(store_id=desk.store_id, said=said, actor=desk.actor)
        except TradewindError as error:
            form = _typed(request, desk, error)
        else:
            messages.success(request, _("Drafted. It runs once you publish it."))
            return HttpResponseRedirect(desk.url("promotion", str(row.public_id)))
    return page(request, desk, "editor.html", _editor(desk, form, None), status=_status(form))


def one(request: HttpRequest, desk: Desk, promotion_id: str) -> HttpResponse:
    """The editor of one promotion with its codes and results; POST says it anew.

    ``?cart=`` tries it on a cart, whatever its state.
    """
    row = queries.get_promotion(store_id=desk.store_id, promotion_id=promotion_id)
    form = Typed(values_of(row, desk))
    if request.method == "POST":
        try:
            said = read(request.POST, desk, row)
            operations.change(
                store_id=desk.store_id, promotion_id=promotion_id, said=said, actor=desk.actor
            )
        except NotFound:
            raise
        except TradewindError as error:
            form = _typed(request, desk, error)
        else:
            messages.success(request, _("Saved. It counts from the next cart on."))
            return HttpResponseRedirect(desk.url("promotion", promotion_id))
    context = _editor(desk, form, row) | _around(request, desk, row)
    return page(request, desk, "editor.html", context, status=_status(form))


def move(request: HttpRequest, desk: Desk, promotion_id: str, what: str) -> HttpResponse:
    """Publish, pause or end it."""
    if what not in _MOVES:
        raise NotFound(id=what)
    act, said = _MOVES[what]
    try:
        act(store_id=desk.store_id, promotion_id=promotion_id, actor=desk.actor)
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, str(said))
    return HttpResponseRedirect(desk.url("promotion", promotion_id))


def _row(row: Promotion, desk: Desk, uses: int) -> PromotionRow:
    unit = row.currency or desk.currency
    has_budget = row.budget_minor is not None
    return PromotionRow(
        name=row.text("name", current()),
        url=desk.url("promotion", str(row.public_id)),
        sentence=sentence_of(read_terms(row.terms), unit),
        state=str(Promotion.State(row.state).label),
        badge=_BADGES[Promotion.State(row.state)],
        uses=uses,
        limit=row.total_limit,
        spent=Money(row.spent_minor, unit) if has_budget else None,
        budget=Money(row.budget_minor or 0, unit) if has_budget else None,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )


def _editor(desk: Desk, form: Typed, row: Promotion | None) -> dict[str, Any]:
    return {
        "form": form,
        "row": None if row is None else _row(row, desk, 0),
        "rule": [] if row is None else rule_of(row, desk.currency),
        "is_over": row is not None and row.state == Promotion.State.ENDED,
        "kinds": fields.KIND_NAMES,
        "tiers_by": fields.TIERS_BY,
        "currencies": [(code, code) for code in settings.CURRENCIES],
        "channels": Channel.choices,
        "sections": [(one.slug, one.text("title", current())) for one in list_sections()],
        "giving_back": Promotion.GivesBack.choices,
        "is_mall": desk.store_id is None,
        "hows": fields.HOWS,
        "days": fields.DAYS,
        "layers": _LAYERS,
        "categories": [
            (node.public_id, " › ".join(_path(node.path)))
            for node in category_tree().by_id.values()
        ],
        "tongues": [
            (f"name-{code}", code, own_name(code), form.values.get(f"name-{code}", ""))
            for code in languages()
            if code != desk.language
        ],
        "list_url": desk.url("promotions"),
    }


def _path(slugs: tuple[str, ...]) -> list[str]:
    tree = category_tree()
    return [tree.by_slug[slug].title(current()) for slug in slugs]


def _around(request: HttpRequest, desk: Desk, row: Promotion) -> dict[str, Any]:
    number = str(row.public_id)
    cart = request.GET.get("cart", "")
    live = row.state == Promotion.State.LIVE
    unit = row.currency or desk.currency
    return {
        "left": Money((row.budget_minor or 0) - row.spent_minor, unit),
        "results": queries.results_of(promotion=row),
        "figures": queries.figures_of(promotion=row),
        "codes": queries.list_codes(promotion=row, limit=20),
        "moves": [
            (desk.url("promotion_move", number, what), label, kind)
            for what, label, kind, is_open in (
                ("publication", _("Publish"), "primary", row.state in ("draft", "paused")),
                ("pause", _("Pause"), "", live),
                ("end", _("End for good"), "plain", live or row.state == "paused"),
            )
            if is_open
        ],
        "codes_url": desk.url("promotion_codes", number),
        "file_url": desk.url("promotion_code_file", number),
        "gifts_url": desk.url("promotion_gifts", number),
        "cart": cart,
        "tried": tried(cart, row, desk) if cart.strip() else None,
    }


def _typed(request: HttpRequest, desk: Desk, error: TradewindError) -> Typed:
    values: Mapping[str, Any] = fields.typed_values(request.POST, desk)
    if isinstance(error, InvalidInput):
        return Typed(values, field_errors(fields.form_fields(error)))
    return Typed(values, problem=told(error))


def _status(form: Typed) -> int:
    return 422 if form.errors or form.problem else 200
