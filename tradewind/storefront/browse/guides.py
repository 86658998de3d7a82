"""Help instead of touching: tables of sizes and shades, and which size fits, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tradewind.domains.catalogue.queries.facts import ProductFacts
from tradewind.domains.discovery.operations.tastes import PersonalizationOff, keep_measures
from tradewind.domains.discovery.queries import LiveFacts, find_live_product
from tradewind.domains.discovery.queries.tastes import find_taste
from tradewind.domains.engagement.queries.buyers import SAID_LARGE, SAID_SMALL, leaning
from tradewind.domains.guides.queries import NO_GUIDES, GuideFacts, ProductGuides, guides_of
from tradewind.domains.guides.rules import (
    UNITS,
    Fit,
    Reason,
    find_size,
    measures_of,
    read_length,
)
from tradewind.domains.guides.wording import MEASURE_NAMES, UNDERTONE_NAMES
from tradewind.kernel import clock
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n import formats
from tradewind.storefront.addresses import product_url
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import Shopper, shopper_of

TEMPLATE = "storefront/browse/size.html"
_IN_CM, _IN_INCH = Decimal(10), Decimal("25.4")


@dataclass(frozen=True, slots=True)
class SizeLine:
    """A size; `cells` pair centimetres with inches, empty where the table says nothing."""

    label: str
    cells: Sequence[tuple[str, str]]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The size that fits, in a sentence, and how each measure meets it."""

    size: str
    says: str
    reasons: Sequence[str]
    advice: str


@dataclass(frozen=True, slots=True)
class Field:
    """A measure to be typed, with what was."""

    name: str
    label: str
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class SizeTable:
    """A guide of sizes; `url` is where one finds one's own."""

    title: str
    how: str
    measures: Sequence[str]
    lines: Sequence[SizeLine]
    url: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Shade:
    """A shade with its colour; `undertone` is a word or empty."""

    label: str
    colour: str
    undertone: str


@dataclass(frozen=True, slots=True)
class ShadeTable:
    """A guide of shades."""

    title: str
    how: str
    shades: Sequence[Shade]


@dataclass(frozen=True, slots=True)
class Guides:
    """What a store tells instead of touching, None of each where it tells nothing."""

    size: SizeTable | None = None
    shade: ShadeTable | None = None


@dataclass(frozen=True, slots=True)
class SizeScreen:
    """The page on which one finds one's size. `keeps`: a member may keep what they typed."""

    title: str
    back_url: str
    table: SizeTable
    fields: Sequence[Field]
    unit: str
    is_asked: bool
    keeps: bool


def guides_screen(facts: ProductFacts, live: LiveFacts, shopper: Shopper) -> Guides:
    """The guides of a product: no statement where its store has none, else one, and one more for a
    member whose own measures may answer."""
    found = _found(facts, live)
    size = None
    if found.size is not None:
        taste = find_taste(person_id=shopper.person_id) if shopper.person_id is not None else None
        body = taste.measures if taste else {}
        size = size_table(facts, found.size, body)
    return Guides(size=size, shade=_shades(found.shade) if found.shade else None)


@audience.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def size(request: HttpRequest, store: str, slug: str) -> HttpResponse:
    """Find my size. POST the measures by name, `unit` (cm, in), and `keep` for a member's profile:
    a POST, so that a body stands in no address and no log."""
    shopper = shopper_of(request)
    found = find_live_product(
        store_slug=store,
        slug=slug,
        language=shopper.language,
        currency=shopper.currency,
        now=clock.now(),
    )
    guide = _found(*found).size if found else None
    if found is None or guide is None:
        raise Http404
    taste = find_taste(person_id=shopper.person_id) if shopper.person_id is not None else None
    known: Mapping[str, int] = taste.measures if taste else {}
    unit = request.POST.get("unit", "cm")
    unit = unit if unit in UNITS else "cm"
    typed = {name: request.POST.get(name, "").strip() for name in measures_of(guide.sizes)}
    body = {name: read_length(text, unit) for name, text in typed.items() if text}
    told = {name: length for name, length in body.items() if length is not None}
    is_asked = request.method == "POST"
    if is_asked and told and request.POST.get("keep") and shopper.person_id is not None:
        _keep(request, shopper.person_id, told)
    screen = SizeScreen(
        title=found[0].title,
        back_url=product_url(store, slug),
        table=size_table(found[0], guide, told if is_asked else known),
        fields=[
            Field(
                name,
                str(MEASURE_NAMES[name]),
                typed[name] if is_asked else _shown(known.get(name), unit),
                sentence("field.invalid") if typed[name] and body[name] is None else "",
            )
            for name in typed
        ],
        unit=unit,
        is_asked=is_asked,
        keeps=shopper.person_id is not None,
    )
    is_wrong = any(field.error for field in screen.fields)
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, TEMPLATE, context, status=422 if is_wrong else 200)


def size_table(facts: ProductFacts, guide: GuideFacts, body: Mapping[str, int]) -> SizeTable:
    """The table with the size for `body` marked, by what buyers say of how it runs."""
    fit = find_size(guide.sizes, body)
    names = measures_of(guide.sizes)
    return SizeTable(
        title=guide.title,
        how=guide.how,
        measures=[str(MEASURE_NAMES[name]) for name in names],
        lines=[
            SizeLine(
                row.label,
                [_cell(row.ranges.get(name)) for name in names],
                is_mine=fit is not None and fit.fits and fit.label == row.label,
            )
            for row in guide.sizes
        ],
        url=reverse("storefront:product_size", args=[facts.store.slug, facts.slug]),
        answer=_answer(fit, facts.public_id) if fit else None,
    )


def _answer(fit: Fit, product_id: str) -> Answer:
    told = {"size": fit.label}
    if not fit.fits:
        says = _("No size fits well. {size} is the nearest.").format(**told)
    elif fit.is_exact:
        says = _("Your size: {size}").format(**told)
    else:
        says = _("Your size: {size}, between two").format(**told)
    lean = leaning(product_id=product_id)
    advice = ""
    if lean == SAID_SMALL:
        advice = _("Most buyers say that it runs small: take the next larger if you are unsure.")
    elif lean == SAID_LARGE:
        advice = _("Most buyers say that it runs large: take the next smaller if you are unsure.")
    return Answer(fit.label, says, [_reason(one) for one in fit.reasons], advice)


def _reason(one: Reason) -> str:
    told = {
        "measure": str(MEASURE_NAMES[one.measure]),
        "body": _cm(one.body),
        "least": _cm(one.least),
        "most": _cm(one.most),
        "off": _cm(abs(one.off)),
    }
    if one.off > 0:
        text = _("{measure}: {body} cm is {off} cm more than {least}–{most} cm")
    elif one.off < 0:
        text = _("{measure}: {body} cm is {off} cm less than {least}–{most} cm")
    else:
        text = _("{measure}: {body} cm is within {least}–{most} cm")
    return text.format(**told)


def _keep(request: HttpRequest, person_id: int, told: Mapping[str, int]) -> None:
    try:
        keep_measures(person_id=person_id, measures=told)
    except PersonalizationOff as error:
        messages.error(request, sentence(error.code))
    else:
        messages.success(request, _("Kept in your profile, where you can change or delete it."))


def _found(facts: ProductFacts, live: LiveFacts) -> ProductGuides:
    if not live.has_guides:
        return NO_GUIDES
    return guides_of(
        store_id=facts.store.store_id,
        product_id=facts.public_id,
        brand=facts.brand,
        category_ids=[node.category_id for node in facts.breadcrumbs],
    )


def _shades(guide: GuideFacts) -> ShadeTable:
    return ShadeTable(
        guide.title,
        guide.how,
        [
            Shade(row.label, row.colour, str(UNDERTONE_NAMES.get(row.undertone, "")))
            for row in guide.shades
        ],
    )


def _cell(ends: tuple[int, int] | None) -> tuple[str, str]:
    if ends is None:
        return "", ""
    return _between(ends, _IN_CM), _between(ends, _IN_INCH)


def _between(ends: tuple[int, int], unit: Decimal) -> str:
    low, high = (formats.number(round(Decimal(end) / unit, 1)) for end in ends)
    return low if low == high else f"{low}–{high}"


def _cm(length: int) -> str:
    return formats.number(round(Decimal(length) / _IN_CM, 1))


def _shown(length: int | None, unit: str) -> str:
    return "" if length is None else f"{round(Decimal(length) / UNITS[unit], 1):f}"
