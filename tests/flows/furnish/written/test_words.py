"""What the demo's people said of what they bought, asked, kept and reported."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

from PIL import Image

from tests.flows.furnish.written.conftest import PASSWORD, say_nothing
from tests.flows.furnish.written.test_writing import WHY
from tradewind.domains.engagement.models import (
    Appeal,
    FaqEntry,
    Favourite,
    Inquiry,
    ProductScore,
    Review,
    ReviewPicture,
    WaitingEntry,
)
from tradewind.domains.engagement.queries.prices import standing_of
from tradewind.domains.pricing.models import Price
from tradewind.flows.furnish.mall.shapes import LANGUAGES
from tradewind.flows.furnish.mall.words import load_words
from tradewind.flows.furnish.writing import furnish
from tradewind.kernel import clock
from tradewind.platform.files import storages


def test_reviews_are_written_in_every_language_with_every_star() -> None:
    rows = Review.objects.across_stores(WHY)
    assert set(rows.values_list("language", flat=True)) == set(LANGUAGES)
    assert set(rows.values_list("stars", flat=True)) == {1, 2, 3, 4, 5}
    told = [said for buyer in load_words().buyers for said in buyer.reviews]
    assert rows.count() == len(told)
    assert rows.exclude(reply="").count() == sum(bool(said.reply) for said in told)
    assert not rows.filter(written_at__gt=clock.now()).exists()
    assert not rows.filter(replied_at__gt=clock.now()).exists()


def test_photos_of_reviews_are_pictures() -> None:
    photos = list(ReviewPicture.objects.across_stores(WHY))
    assert len(photos) == 9
    for photo in photos:
        content = storages.storage("public").open(photo.file).read()
        assert Image.open(BytesIO(content)).size == (photo.width, photo.height)


def test_a_dress_is_judged_by_many() -> None:
    score = ProductScore.objects.across_stores(WHY).get(product__external_id="bow-dress")
    assert score.histogram == (0, 1, 0, 2, 3)
    assert score.with_pictures == 2


def test_sellers_have_answered_some_and_everybody_has_some_to_answer() -> None:
    asked = Inquiry.objects.across_stores(WHY)
    assert set(asked.values_list("language", flat=True)) == set(LANGUAGES)
    waiting = asked.exclude(waits_since=None)
    assert waiting.values("store").distinct().count() == 6
    assert asked.filter(waits_since=None).count() == 7
    entries = FaqEntry.objects.across_stores(WHY)
    assert entries.values("store").distinct().count() == 6
    assert all(set(entry.translations) == set(LANGUAGES[1:]) for entry in entries)


def test_the_mall_has_something_to_judge() -> None:
    rows = Review.objects.across_stores(WHY)
    assert Counter(rows.values_list("standing", flat=True))["held"] == 1
    appeal = Appeal.objects.across_stores(WHY).get()
    assert (appeal.state, appeal.by) == ("waiting", "author")
    assert appeal.review is not None
    assert appeal.review.standing == "hidden"


def test_what_maya_likes_costs_less_by_now() -> None:
    rows = Favourite.objects.filter(keeper__person__email="maya@example.com")
    assert set(rows.values_list("kind", flat=True)) == {"product", "address", "inquiry"}
    assert set(rows.exclude(folder=None).values_list("folder__name", flat=True)) == {
        "Kitchen",
        "Living room",
        "For the holidays",
    }
    fell = rows.get(product__external_id="still-headphones")
    assert fell.product is not None
    now = standing_of(product=fell.product, variant=None, currency="CAD", now=clock.now())
    assert (fell.price_minor, now.minor) == (32_900, 27_900)
    assert WaitingEntry.objects.across_stores(WHY).get().person == fell.keeper.person


def test_a_price_that_fell_is_not_put_back() -> None:
    furnish(say=say_nothing, password=PASSWORD)
    prices = Price.objects.across_stores(WHY).filter(
        variant__product__external_id="still-headphones", currency="CAD", starts_at=None
    )
    assert set(prices.values_list("amount_minor", flat=True)) == {27_900}
