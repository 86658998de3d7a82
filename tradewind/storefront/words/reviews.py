"""The reviews of a product: a page, or a part that the product's page asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.domains.catalogue.queries import ProductFacts, find_product
from tradewind.domains.engagement.operations import voting
from tradewind.domains.engagement.queries import reviews as queries
from tradewind.domains.engagement.queries.buyers import FIT, SKIN_TYPE, told_of_buyers
from tradewind.domains.engagement.queries.reviews import SORTS, ReviewFilter
from tradewind.kernel.errors import TradewindError
from tradewind.platform.http import audience
from tradewind.storefront.account.frame import person_id_of
from tradewind.storefront.addresses import product_url
from tradewind.storefront.going_back import back
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of
from tradewind.storefront.telling import told
from tradewind.storefront.words.buyers import fit_names, like_reader, skin_names
from tradewind.storefront.words.showing import REASONS, ReviewCard, review_card, sort_names
from tradewind.ui.shell import Link

TEMPLATE = "storefront/words/reviews.html"
_BY_STARS = (5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave so many stars; `url` shows those alone."""

    stars: int
    count: int
    percent: int
    url: str


@dataclass(frozen=True, slots=True)
class ReviewsScreen:
    """Reviews of a product. `like_url` shows those of buyers of the same choice."""

    title: str
    url: str
    here: str
    average: str
    count: int
    as_described: str
    bars: Sequence[Bar]
    filters: Sequence[Link]
    sorts: Sequence[tuple[str, str]]
    sort: str
    kept: Sequence[tuple[str, str]]
    cards: Sequence[ReviewCard]
    more_url: str
    reasons: Sequence[tuple[str, object]]


@audience.public
@require_safe
def product_reviews(request: HttpRequest, store: str, slug: str) -> HttpResponse:
    """GET `sort`, `stars`, `pictures`, `like` (a variant's public id), `mine` (of who is like the
    reader), `skin`, `fit`; with htmx the part alone."""
    language = shopper_of(request).language
    facts = find_product(store_slug=store, slug=slug, language=language)
    if facts is None:
        raise Http404
    screen = _screen(request, facts)
    if "HX-Request" in request.headers:
        return render(request, f"{TEMPLATE}#inside", {"screen": screen})
    return render(request, TEMPLATE, {"shell": storefront_shell(request), "screen": screen})


@audience.person
@require_POST
def helpful(request: HttpRequest, shown_id: str) -> HttpResponse:
    """It helped; POST `undo` to say so no longer."""
    person_id = person_id_of(request)
    try:
        if request.POST.get("undo"):
            voting.take_vote_back(review_id=shown_id, person_id=person_id)
        else:
            voting.find_helpful(review_id=shown_id, person_id=person_id)
    except TradewindError as error:
        messages.error(request, told(error))
    return back(request, "/")


@audience.person
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """POST `subject` (a review or a question), `reason`, `note`: this should not stand here."""
    subject, person_id = request.POST.get("subject", ""), person_id_of(request)
    reason, note = request.POST.get("reason", ""), request.POST.get("note", "")
    try:
        if subject.startswith("rev_"):
            voting.flag_review(review_id=subject, person_id=person_id, reason=reason, note=note)
        else:
            voting.flag_inquiry(inquiry_id=subject, person_id=person_id, reason=reason, note=note)
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Thank you. We look at it."))
    return back(request, "/")


def _screen(request: HttpRequest, facts: ProductFacts) -> ReviewsScreen:
    asked = request.GET
    url = product_url(facts.store.slug, facts.slug)
    sort = asked.get("sort", "") if asked.get("sort", "") in SORTS else "helpful"
    stars = int(asked["stars"]) if asked.get("stars", "") in {"1", "2", "3", "4", "5"} else None
    pictures, like, alike = bool(asked.get("pictures")), asked.get("like", ""), asked.get("alike")
    like_me = like_reader(shopper_of(request).person_id)
    mine = bool(asked.get("mine")) and bool(like_me)
    skins, fits = dict(skin_names()), dict(fit_names())
    skin = asked.get("skin", "") if asked.get("skin", "") in skins else ""
    fit = asked.get("fit", "") if asked.get("fit", "") in fits else ""
    same = next((v.keys for v in facts.variants if v.public_id == like), ())
    page = queries.list_reviews(
        product_id=facts.public_id,
        narrow=ReviewFilter(
            stars=stars,
            with_pictures=pictures,
            choices=same if alike else (),
            about={name: value for name, value in ((SKIN_TYPE, skin), (FIT, fit)) if value},
            about_any=like_me if mine else (),
        ),
        sort=sort,
        cursor=asked.get("cursor", ""),
    )
    score = queries.shown_score_of(product_id=facts.public_id)
    voted = queries.votes_of(
        person_id=shopper_of(request).person_id, review_ids=[row.pk for row in page.items]
    )
    kept = {
        "sort": sort,
        "stars": str(stars or ""),
        "pictures": "1" if pictures else "",
        "like": like if same else "",
        "alike": "1" if alike and same else "",
        "mine": "1" if mine else "",
        "skin": skin,
        "fit": fit,
    }

    def to(**other: str) -> str:
        chosen = {name: value for name, value in {**kept, **other}.items() if value}
        return f"{url}/reviews?{urlencode(chosen)}"

    filters = [
        Link(
            _("All"),
            to(stars="", pictures="", alike="", mine="", skin="", fit=""),
            is_current=not (stars or pictures or kept["alike"] or mine or skin or fit),
        )
    ]
    if score.with_pictures:
        filters.append(
            Link(_("With pictures"), to(pictures="" if pictures else "1"), is_current=pictures)
        )
    if same:
        filters.append(
            Link(
                _("Buyers like me: {choice}").format(choice=" · ".join(same)),
                to(alike="" if kept["alike"] else "1"),
                is_current=bool(kept["alike"]),
            )
        )
    if like_me:
        filters.append(Link(_("Buyers like me"), to(mine="" if mine else "1"), is_current=mine))
    said = told_of_buyers(product_id=facts.public_id) if score.count else {}
    for name, key, names, chosen in (("skin", SKIN_TYPE, skins, skin), ("fit", FIT, fits, fit)):
        filters += [
            Link(
                names[value],
                to(**{name: "" if chosen == value else value}),
                count=count,
                is_current=chosen == value,
            )
            for value, count in said.get(key, {}).items()
            if value in names
        ]
    return ReviewsScreen(
        title=facts.title,
        url=url,
        here=request.get_full_path() if "HX-Request" not in request.headers else f"{url}#reviews",
        average=str(score.average or ""),
        count=score.count,
        as_described=str(score.as_described or ""),
        bars=[
            Bar(
                number,
                score.histogram[number - 1],
                round(100 * score.histogram[number - 1] / score.count) if score.count else 0,
                to(stars="" if stars == number else str(number)),
            )
            for number in _BY_STARS
        ],
        filters=filters,
        sorts=sort_names(),
        sort=sort,
        kept=[(name, value) for name, value in kept.items() if value and name != "sort"],
        cards=[review_card(row, voted=voted) for row in page.items],
        more_url=to(cursor=page.next_cursor) if page.next_cursor else "",
        reasons=REASONS,
    )
