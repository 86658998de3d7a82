"""Reviews as shoppers, their authors, sellers and the mall read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from tradewind.domains.engagement.models import (
    HelpfulVote,
    ProductScore,
    Review,
    ReviewPicture,
    Standing,
)
from tradewind.domains.engagement.rules.score import average, mean
from tradewind.domains.orders.models import OrderLine
from tradewind.domains.orders.rules import Stage
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

_WHY = "anybody reads reviews that are shown"
SORTS: Mapping[str, tuple[str, ...]] = {
    "newest": ("-pk",),
    "helpful": ("-helpful", "-pk"),
    "high": ("-stars", "-pk"),
    "low": ("stars", "-pk"),
}


# Sums of the row `p`, a product, of whatever statement asks for it, as JSON for `shown_score`.
SCORE = """(
SELECT json_build_array(json_build_array(score.one, score.two, score.three, score.four, score.five),
                        score.described_count, score.described_sum, score.with_pictures)
FROM engagement_productscore score WHERE score.product_id = p.id)"""


@dataclass(frozen=True, slots=True)
class ShownScore:
    """Stars in sum: `histogram` counts one star first; the averages are to one decimal."""

    histogram: tuple[int, ...] = (0, 0, 0, 0, 0)
    as_described: Decimal | None = None
    with_pictures: int = 0

    @property
    def count(self) -> int:
        return sum(self.histogram)

    @property
    def average(self) -> Decimal | None:
        return average(self.histogram)


NO_SCORE = ShownScore()


def shown_score(row: Sequence[Any] | None) -> ShownScore:
    """What `SCORE` found."""
    if row is None:
        return NO_SCORE
    histogram, count, total, with_pictures = row
    return ShownScore(tuple(histogram), mean(total, count), with_pictures)


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """What reviews are limited to; `choices` are what buyers like oneself bought, `about` what
    they show of themselves (``{"skin_type": "dry"}``), `about_any` of which one is enough."""

    stars: int | None = None
    with_pictures: bool = False
    choices: Sequence[str] = ()
    about: Mapping[str, str] | None = None
    about_any: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ToReview:
    """A line that could be reviewed, and the review there is."""

    line: OrderLine
    review: Review | None


def list_reviews(
    *,
    product_id: str,
    narrow: ReviewFilter = ReviewFilter(),
    sort: str = "newest",
    cursor: str = "",
    limit: int = 10,
) -> Page[Review]:
    """Shown reviews of a product (public id) with their pictures; two statements.

    Raises `InvalidInput` for a bad cursor or sort.
    """
    if sort not in SORTS:
        raise InvalidInput({"sort": "invalid"})
    rows = Review.objects.across_stores(_WHY).filter(
        product__public_id=product_id, standing=Standing.SHOWN
    )
    if narrow.stars:
        rows = rows.filter(stars=narrow.stars)
    if narrow.with_pictures:
        rows = rows.filter(pictures_count__gt=0)
    if narrow.choices:
        rows = rows.filter(choices=list(narrow.choices))
    if narrow.about:
        rows = rows.filter(about__contains=dict(narrow.about))
    if narrow.about_any:
        one_of = (Q(about__contains=dict(one)) for one in narrow.about_any)
        rows = rows.filter(reduce(or_, one_of))
    return _page(rows.select_related("product").prefetch_related(_pictures()), sort, cursor, limit)


def score_of(*, product_id: str) -> ProductScore | None:
    """The sums of a product (public id), None before its first review."""
    rows = ProductScore.objects.across_stores(_WHY)
    return rows.filter(product__public_id=product_id).first()


def votes_of(*, person_id: int | None, review_ids: Collection[int]) -> set[int]:
    """Which of these reviews (row ids) the person found helpful."""
    if person_id is None or not review_ids:
        return set()
    rows = HelpfulVote.objects.across_stores("the person's own").filter(
        person_id=person_id, review__in=review_ids
    )
    return set(rows.values_list("review_id", flat=True))


def get_own_review(*, person_id: int, review_id: str) -> Review:
    """One a member wrote. Raises `NotFound`."""
    return _one(Review.objects.for_person(person_id).select_related("purchase"), review_id)


def lines_to_review(*, purchase_id: int) -> list[ToReview]:
    """The delivered lines of a purchase (row id) with the reviews there are. Two statements."""
    lines = list(
        OrderLine.objects.across_stores("a purchase's own lines")
        .select_related("product__store")
        .filter(order__purchase_id=purchase_id, order__stage=Stage.DELIVERED, shipped__gt=0)
    )
    rows = Review.objects.across_stores("a purchase's own reviews")
    reviews = {review.line_id: review for review in rows.filter(purchase_id=purchase_id)}
    return [ToReview(line, reviews.get(line.pk)) for line in lines]


def list_own_reviews(*, person_id: int, cursor: str = "", limit: int = 20) -> Page[Review]:
    """What a member wrote, the newest first, wherever it stands."""
    rows = Review.objects.for_person(person_id).exclude(standing=Standing.WITHDRAWN)
    related = rows.select_related("product__store", "purchase", "line").prefetch_related(
        _pictures()
    )
    return _page(related, "newest", cursor, limit)


def list_lines_unreviewed(*, person_id: int, limit: int = 20) -> list[OrderLine]:
    """What reached a member and has no review yet, the latest first."""
    rows = OrderLine.objects.across_stores("the person's own orders").filter(
        order__purchase__person_id=person_id, order__stage=Stage.DELIVERED, shipped__gt=0
    )
    reviewed = Review.objects.for_person(person_id).values("line_id")
    rows = rows.exclude(pk__in=reviewed)
    return list(rows.select_related("order__purchase", "product__store").order_by("-pk")[:limit])


def list_store_reviews(
    *, store_id: int, view: str = "", cursor: str = "", limit: int = 20
) -> Page[Review]:
    """A store's reviews, the newest first; `view`: unanswered, low (up to 3 stars), held."""
    rows = Review.objects.for_store(store_id).exclude(standing=Standing.WITHDRAWN)
    if view == "unanswered":
        rows = rows.filter(reply="", standing=Standing.SHOWN)
    elif view == "low":
        rows = rows.filter(stars__lte=3)
    elif view == "held":
        rows = rows.filter(~Q(standing=Standing.SHOWN))
    return _page(
        rows.select_related("product").prefetch_related(_pictures()), "newest", cursor, limit
    )


def _one(rows: QuerySet[Review], review_id: str) -> Review:
    found = rows.prefetch_related(_pictures()).filter(public_id=review_id).first()
    if found is None:
        raise NotFound(id=review_id)
    return found


def _page(rows: QuerySet[Review], sort: str, cursor: str, limit: int) -> Page[Review]:
    order = SORTS[sort]
    name = order[0].lstrip("-")
    if cursor:
        rows = rows.filter(_beyond(sort, name, cursor))
    found = list(rows.order_by(*order)[: limit + 1])
    if len(found) <= limit:
        return Page(found)
    last = found[limit - 1]
    key = last.pk if name == "pk" else getattr(last, name)
    return Page(found[:limit], encode_cursor(sort, key, last.pk))


def _beyond(sort: str, name: str, cursor: str) -> Q:
    made_for, key, last = decode_cursor(cursor, 3)
    if made_for != sort or type(key) is not int or type(last) is not int:
        raise InvalidInput({"cursor": "invalid"})
    if name == "pk":
        return Q(pk__lt=last)
    sign = "gt" if sort == "low" else "lt"
    return Q(**{f"{name}__{sign}": key}) | Q(**{name: key}, pk__lt=last)


def _pictures() -> Prefetch[Any]:
    return Prefetch("pictures", ReviewPicture.objects.across_stores(_WHY))


def shown_score_of(*, product_id: str) -> ShownScore:
    """The sums of a product (public id), zeros before its first review."""
    score = score_of(product_id=product_id)
    if score is None:
        return NO_SCORE
    return ShownScore(score.histogram, score.described_average, score.with_pictures)
