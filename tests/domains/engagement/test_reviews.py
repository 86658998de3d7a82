"""Reviews: who may write them, what counts, who holds and judges them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.domains.events import published
from tests.domains.factories.checkout import make_goods
from tests.domains.factories.engagement import make_delivered, make_review, words
from tests.domains.factories.identity import make_person
from tests.parallel import in_parallel
from tradewind.domains.engagement.events import ScoreChanged
from tradewind.domains.engagement.models import Appeal, ProductScore, Review, Standing, Step
from tradewind.domains.engagement.operations import answering, judging, reviewing, voting
from tradewind.domains.engagement.queries import judging as judged
from tradewind.domains.engagement.queries import reviews
from tradewind.domains.engagement.queries.reviews import ReviewFilter
from tradewind.domains.engagement.rules.score import COLUMNS, Weight, average, change
from tradewind.domains.engagement.rules.standing import (
    FLAGS_TO_HOLD,
    IllegalStanding,
    NothingToAppeal,
)
from tradewind.domains.engagement.rules.writing import (
    AlreadyReviewed,
    EditingOver,
    LinkNotAllowed,
    NotDelivered,
    OwnWords,
    SaidBefore,
)
from tradewind.domains.notices.models import Notice
from tradewind.domains.orders.rules import Stage
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound

db = pytest.mark.django_db
WEIGHTS = st.none() | st.builds(
    Weight,
    stars=st.integers(1, 5),
    as_described=st.none() | st.integers(1, 5),
    has_pictures=st.booleans(),
)


def score(review: Review) -> ProductScore | None:
    return reviews.score_of(product_id=review.product.public_id)


def fresh(review: Review) -> Review:
    return Review.objects.for_store(review.store_id).get(pk=review.pk)


def flag(review: Review, times: int = 1) -> None:
    for _ in range(times):
        voting.flag_review(review_id=review.public_id, person_id=make_person().pk, reason="spam")


def decide(review: Review, *, keep: bool) -> None:
    judging.decide(subject_id=review.public_id, keep=keep, reason="Looked at it.", actor="per_x")


def appeal(review: Review, **side: int | None) -> Appeal:
    told: dict[str, int | None] = {"person_id": None, "store_id": None} | side
    return judging.appeal(
        subject_id=review.public_id, text="Please look again.", actor="per_x", **told
    )


@db
@pytest.mark.parametrize("stage", [Stage.PAID, Stage.SHIPPED, Stage.CANCELLED])
def test_only_what_was_delivered_is_reviewed(stage: Stage) -> None:
    with pytest.raises(NotDelivered):
        make_review(make_delivered(stage=stage))
    assert not Review.objects.across_stores("all").exists()


@db
def test_a_line_of_another_purchase_is_not_found() -> None:
    mine, theirs = make_delivered(), make_delivered()
    with pytest.raises(NotFound):
        reviewing.write(
            purchase=mine.order.purchase, line_id=theirs.public_id, words=words(), language="en"
        )


@db
def test_one_for_each_line_and_editable_for_a_while() -> None:
    line = make_delivered()
    review = make_review(line, stars=5, as_described=4)
    with pytest.raises(AlreadyReviewed):
        make_review(line, stars=1)

    edited = reviewing.edit(
        purchase=line.order.purchase, review_id=review.public_id, words=words(2)
    )
    found = score(review)
    assert found is not None
    assert (edited.stars, found.histogram, found.described_count) == (2, (0, 1, 0, 0, 0), 0)

    Review.objects.for_store(review.store_id).update(written_at=clock.now() - timedelta(days=30))
    with pytest.raises(EditingOver):
        reviewing.edit(purchase=line.order.purchase, review_id=review.public_id, words=words(3))


@db
def test_pictures_are_kept_without_where_they_were_taken() -> None:
    line = make_delivered()
    upload = BytesIO()
    Image.new("RGB", (600, 400), "red").save(upload, "JPEG")
    upload.seek(0)

    review = reviewing.write(
        purchase=line.order.purchase,
        line_id=line.public_id,
        words=words(4),
        language="en",
        pictures=[upload],
    )

    (shown,) = reviews.list_reviews(
        product_id=line.product.public_id, narrow=ReviewFilter(with_pictures=True)
    ).items
    assert shown == review
    assert [picture.width for picture in shown.pictures.all()] == [600]
    found = score(review)
    assert found is not None
    assert found.with_pictures == 1


@db
def test_abuse_is_refused() -> None:
    line = make_delivered()
    make_review(line, text="The same words as always.")
    again = make_delivered()
    again.order.purchase.email = line.order.purchase.email
    again.order.purchase.save()

    with pytest.raises(SaidBefore):
        make_review(again, text="the SAME words, as always!")
    with pytest.raises(LinkNotAllowed):
        make_review(again, text="Cheaper at www.elsewhere.example")
    with pytest.raises(InvalidInput):
        make_review(again, stars=6)


@db
def test_buyers_like_me_bought_the_same_choice() -> None:
    mine = make_review(about={"Skin": "dry"})
    other = make_delivered(mine.line.variant)
    other.choices = ["L"]
    other.save()
    make_review(other, stars=1)
    product = mine.product.public_id

    like = reviews.list_reviews(product_id=product, narrow=ReviewFilter(choices=["L"])).items
    dry = reviews.list_reviews(product_id=product, narrow=ReviewFilter(about={"Skin": "dry"})).items
    low = reviews.list_reviews(product_id=product, sort="low").items

    assert [row.stars for row in like] == [1]
    assert [row.pk for row in dry] == [mine.pk]
    assert [row.stars for row in low] == [1, 5]


@db
@pytest.mark.parametrize("sort", sorted(reviews.SORTS))
def test_pages_neither_repeat_nor_skip(sort: str) -> None:
    goods = make_goods(on_hand=10)
    written = {make_review(make_delivered(goods), stars=1 + n % 3).pk for n in range(5)}
    seen: list[int] = []
    cursor = ""
    for _ in range(3):
        page = reviews.list_reviews(
            product_id=goods.product.public_id, sort=sort, cursor=cursor, limit=2
        )
        seen += [row.pk for row in page.items]
        cursor = page.next_cursor or ""
    assert sorted(seen) == sorted(written)
    assert cursor == ""


@db
def test_enough_reports_hold_it_and_the_mall_decides() -> None:
    review = make_review(person=make_person())
    flag(review, FLAGS_TO_HOLD - 1)
    assert fresh(review).standing == Standing.SHOWN
    assert [row.subject.pk for row in judged.list_queue(view="reported")] == [review.pk]

    flag(review)
    assert fresh(review).standing == Standing.HELD
    found = score(review)
    assert found is not None
    assert found.count == 0
    assert found.average is None
    (row,) = judged.list_queue()
    assert sum(row.reasons.values()) == FLAGS_TO_HOLD

    decide(review, keep=True)
    assert fresh(review).standing == Standing.SHOWN
    flag(review, FLAGS_TO_HOLD)
    assert fresh(review).standing == Standing.SHOWN, "what the mall kept is not held by itself"
    assert score(review).count == 1  # type: ignore[union-attr]
    assert len(published(ScoreChanged)) == 3


@db
def test_one_persons_reports_count_once_and_ones_own_words_never() -> None:
    author = make_person()
    review = make_review(person=author)
    person = make_person()
    for _ in range(FLAGS_TO_HOLD):
        voting.flag_review(review_id=review.public_id, person_id=person.pk, reason="false")
    assert fresh(review).flags == 1
    with pytest.raises(OwnWords):
        voting.flag_review(review_id=review.public_id, person_id=author.pk, reason="false")
    with pytest.raises(OwnWords):
        voting.find_helpful(review_id=review.public_id, person_id=author.pk)


@db
def test_the_author_appeals_and_every_step_is_kept() -> None:
    author = make_person()
    review = make_review(person=author)
    with pytest.raises(NothingToAppeal):
        appeal(review, person_id=author.pk)
    decide(review, keep=False)
    with pytest.raises(NotFound):
        appeal(review, person_id=make_person().pk)

    asked = appeal(review, person_id=author.pk)
    with pytest.raises(NothingToAppeal):
        appeal(review, person_id=author.pk)
    for _ in range(2):
        judging.answer_appeal(
            appeal_id=asked.public_id, grant=True, answer="You are right.", actor="per_y"
        )

    assert fresh(review).standing == Standing.SHOWN
    kinds = [step.kind for step in judged.history_of(subject=review)]
    assert kinds == [Step.Kind.HIDDEN, Step.Kind.APPEALED, Step.Kind.REVERSED]


@db
def test_the_seller_appeals_what_was_kept_and_another_store_can_not() -> None:
    review = make_review()
    with pytest.raises(NothingToAppeal):
        appeal(review, store_id=review.store_id)
    decide(review, keep=True)
    with pytest.raises(NotFound):
        appeal(review, store_id=make_goods().store_id)
    asked = appeal(review, store_id=review.store_id)
    judging.answer_appeal(appeal_id=asked.public_id, grant=True, answer="Hidden.", actor="")
    assert fresh(review).standing == Standing.HIDDEN


@db
def test_the_author_hears_of_a_decision_and_of_a_reply_once() -> None:
    author = make_person()
    review = make_review(person=author)
    decide(review, keep=False)
    (step,) = judged.history_of(subject=review)
    for _ in range(2):
        answering.tell_author(subject_id=review.public_id, step=step.pk, verdict=step.kind)
        reviewing.reply(
            store_id=review.store_id, review_id=review.public_id, text="Thanks", actor=""
        )
        answering.tell_reviewer(review_id=review.public_id)
    site = Notice.objects.filter(person=author, channel="site").order_by("pk")
    assert [row.kind for row in site] == ["engagement.judged", "engagement.replied"]


@db
def test_what_was_taken_back_stays_so() -> None:
    line = make_delivered()
    review = make_review(line)
    for _ in range(2):
        reviewing.withdraw(purchase=line.order.purchase, review_id=review.public_id)
    assert score(review).count == 0  # type: ignore[union-attr]
    with pytest.raises(IllegalStanding):
        decide(review, keep=True)


@pytest.mark.django_db(transaction=True)
def test_votes_of_a_crowd_are_counted_and_of_one_person_once() -> None:
    review = make_review()
    crowd = [make_person().pk for _ in range(6)]
    eager = make_person().pk
    vote = partial(voting.find_helpful, review_id=review.public_id)

    in_parallel(
        [partial(vote, person_id=person) for person in crowd] + [partial(vote, person_id=eager)] * 4
    )
    assert fresh(review).helpful == 7

    back = partial(voting.take_vote_back, review_id=review.public_id, person_id=eager)
    in_parallel([back] * 4)
    assert fresh(review).helpful == 6


@pytest.mark.django_db(transaction=True)
def test_a_crowd_that_reports_holds_it_once() -> None:
    review = make_review()
    crowd = [make_person().pk for _ in range(6)]
    report = partial(voting.flag_review, review_id=review.public_id, reason="spam")

    def tried(person: int) -> None:
        report(person_id=person)

    in_parallel([partial(tried, person) for person in crowd])

    assert (fresh(review).flags, fresh(review).standing) == (6, Standing.HELD)
    assert len(judged.history_of(subject=review)) == 1
    assert score(review).count == 0  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_reviews_written_at_once_are_all_in_the_sums() -> None:
    goods = make_goods(on_hand=20)
    lines = [make_delivered(goods) for _ in range(6)]
    texts = [words(stars) for stars in (1, 2, 3, 4, 5, 5)]

    in_parallel(
        [
            partial(
                reviewing.write,
                purchase=line.order.purchase,
                line_id=line.public_id,
                words=said,
                language="en",
            )
            for line, said in zip(lines, texts, strict=True)
        ]
    )

    found = reviews.score_of(product_id=goods.product.public_id)
    assert found is not None
    assert (found.histogram, found.average) == ((1, 1, 1, 1, 2), Decimal("3.3"))


@given(st.lists(st.tuples(st.integers(0, 4), WEIGHTS), max_size=30))
def test_sums_moved_step_by_step_are_those_of_what_counts_at_the_end(
    steps: list[tuple[int, Weight | None]],
) -> None:
    sums = dict.fromkeys(COLUMNS, 0)
    counted: dict[int, Weight | None] = {}
    for place, new in steps:
        for name, by in change(counted.get(place), new).items():
            sums[name] += by
        counted[place] = new
        assert min(sums.values()) >= 0

    anew = dict.fromkeys(COLUMNS, 0)
    for weight in counted.values():
        for name, held in (weight.columns() if weight else {}).items():
            anew[name] += held
    assert sums == anew


@given(st.lists(st.integers(0, 10_000), min_size=5, max_size=5))
def test_an_average_lies_between_the_stars_and_is_of_one_decimal(histogram: list[int]) -> None:
    told = average(histogram)
    if not sum(histogram):
        assert told is None
        return
    assert told is not None
    given_stars = [place for place, times in enumerate(histogram, start=1) if times]
    assert min(given_stars) <= told <= max(given_stars)
    exact = Decimal(sum(p * t for p, t in enumerate(histogram, start=1))) / sum(histogram)
    assert abs(told - exact) <= Decimal("0.05")
    assert told.as_tuple().exponent == -1
