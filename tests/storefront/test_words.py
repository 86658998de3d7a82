"""Favourites, waiting, reviews and questions as a shopper meets them, without script."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.engagement import (
    make_delivered,
    make_inquiry,
    make_review,
)
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.discovery.operations import refresh_listings
from tradewind.domains.engagement.models import Favourite, Inquiry, Review, WaitingEntry
from tradewind.domains.engagement.operations import judging
from tradewind.domains.identity.models import Person
from tradewind.domains.stores.rules import Role

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page_of(goods: Variant) -> str:
    return f"/p/{goods.store.slug}/{goods.product.slug}"


def test_a_guest_likes_sorts_and_finds_it_again_after_signing_in(client: Client) -> None:
    goods = make_goods(price="10.00")
    refresh_listings(product_ids=[goods.product_id])
    product = goods.product.public_id
    assert (
        f'name="product" value="{product}" data-like="{product} {goods.public_id}" aria-pressed="false"'
        in client.get(page_of(goods)).content.decode()
    )

    answer = client.post("/favourites", {"product": product, "next": page_of(goods)})
    assert answer.headers["Location"] == page_of(goods)
    away = client.post("/favourites", {"product": product, "next": "https://evil.example/"})
    assert away.headers["Location"] == "/favourites"
    row = Favourite.objects.get()

    client.post("/favourites/folders", {"name": "Kitchen"})
    folder = row.keeper.folders.get()
    client.post(
        "/favourites/batch",
        {"chosen": row.public_id, "action": "move", "folder": folder.public_id},
    )
    page = client.get(f"/favourites?folder={folder.public_id}").content.decode()
    assert goods.product.title in page
    client.post("/favourites/batch", {"chosen": row.public_id, "action": "cart"})
    assert goods.product.title in client.get("/cart").content.decode()

    stranger = Client().get("/favourites").content.decode()
    assert goods.product.title not in stranger


def test_a_guest_waits_and_confirms_by_the_letter_alone(client: Client) -> None:
    goods = make_goods(on_hand=0)
    page = client.get(page_of(goods)).content.decode()
    assert 'action="/waiting"' in page

    client.post("/waiting", {"variant": goods.public_id, "email": "eve@example.org"})
    entry = WaitingEntry.objects.for_store(goods.store_id).get()
    client.get(f"/waiting/{entry.token}")
    entry.refresh_from_db()
    assert entry.state == "unconfirmed", "programs that look at mail follow links"

    client.post(f"/waiting/{entry.token}", {"action": "confirm"})
    entry.refresh_from_db()
    assert entry.state == "waiting"
    assert client.get("/waiting/no-such-token").status_code == 404
    assert client.get(f"/waiting?variant={goods.public_id}").status_code == 200


def test_a_review_is_written_from_the_order_and_shown_with_its_sums(client: Client) -> None:
    line = make_delivered()
    token = line.order.purchase.token
    address = f"/orders/{token}/reviews/{line.public_id}"
    assert address in client.get(f"/orders/{token}").content.decode()

    wrong = client.post(address, {"stars": "5", "author": "Noor", "text": "see www.spam.example"})
    assert wrong.status_code == 422
    assert "see www.spam.example" in wrong.content.decode()
    done = client.post(
        address, {"stars": "4", "author": "Noor", "text": "It <b>fits</b>.", "as_described": "5"}
    )
    assert done.status_code == 302

    page = client.get(page_of(line.variant)).content.decode()
    assert (
        '"aggregateRating":{"@type":"AggregateRating","ratingValue":"4.0","reviewCount":1' in page
    )
    shown = client.get(f"{page_of(line.variant)}/reviews").content.decode()
    assert "It &lt;b&gt;fits&lt;/b&gt;." in shown
    assert client.get(f"/orders/{token}/reviews/oli_00000000000000000000000000").status_code == 404


def test_tiles_tell_the_average(client: Client) -> None:
    goods = make_goods()
    make_review(make_delivered(goods), stars=3)
    refresh_listings(product_ids=[goods.product_id])
    assert "<bdi>3.0</bdi>" in client.get(f"/s/{goods.store.slug}").content.decode()


def test_pages_of_reviews_cost_the_same_with_two_hundred(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    goods = make_goods(on_hand=5)
    first = make_review(make_delivered(goods))
    _more_reviews(first, 199)
    client.get(page_of(goods))
    client.get(f"{page_of(goods)}/reviews")

    with django_assert_num_queries(2):
        client.get(page_of(goods))
    # The product, ten reviews, their pictures, the sums, what buyers show of themselves.
    with django_assert_num_queries(5):
        page = client.get(f"{page_of(goods)}/reviews", headers=PART).content.decode()
    assert page.count('class="review-whole"') == 10
    assert "<html" not in page


def test_secret_questions_are_on_no_page_of_others(client: Client) -> None:
    asker = make_person(name="Ada Quist")
    secret = make_inquiry(person=asker, text="Only for the seller, please", is_secret=True)
    assert secret.product is not None
    goods = Variant.objects.for_store(secret.store_id).get(product=secret.product)
    other_owner, owner = make_person(), make_person()
    make_staff(store=make_goods().store, person=other_owner)
    make_staff(store=secret.store, person=owner, role=Role.OPERATOR)

    for reader in (client, signed_in(make_person()), signed_in(other_owner)):
        assert secret.text not in reader.get(f"{page_of(goods)}/questions").content.decode()
        assert reader.get(f"/questions/{secret.public_id}").status_code in (302, 404)
        assert reader.get(f"/api/v1/inquiries/{secret.public_id}").status_code in (401, 404)
        assert (
            secret.text
            not in reader.get(
                f"/api/v1/products/{secret.product.public_id}/inquiries"
            ).content.decode()
        )
    assert secret.text in signed_in(asker).get(f"/questions/{secret.public_id}").content.decode()
    desk = f"/console/{secret.store.slug}/questions/{secret.public_id}"
    assert secret.text in signed_in(owner).get(desk).content.decode()
    assert signed_in(other_owner).get(desk).status_code == 404


def test_asking_answering_and_following(client: Client) -> None:
    goods, asker, owner = make_goods(), make_person(name="Ada Quist"), make_person()
    make_staff(store=goods.store, person=owner, role=Role.OPERATOR)
    member = signed_in(asker)
    asked = member.post("/questions", {"product": goods.product.public_id, "text": "Is it warm?"})
    inquiry = Inquiry.objects.for_store(goods.store_id).get()
    assert asked.headers["Location"] == f"/questions/{inquiry.public_id}"

    desk = signed_in(owner)
    assert "Is it warm?" in desk.get(f"/console/{goods.store.slug}/questions/").content.decode()
    desk.post(f"/console/{goods.store.slug}/questions/{inquiry.public_id}", {"text": "Very warm."})
    assert "Very warm." in client.get(f"{page_of(goods)}/questions").content.decode()
    assert "Very warm." in member.get("/account/questions").content.decode()

    form = desk.get(f"/console/{goods.store.slug}/faq/new?inquiry={inquiry.public_id}")
    assert "Very warm." in form.content.decode()
    desk.post(
        f"/console/{goods.store.slug}/faq/new",
        {"question": "Is it warm?", "answer": "Very.", "language": "en", "position": "1"},
    )
    suggested = client.get(
        f"/questions/suggestions?product={goods.product.public_id}&text=how+warm"
    )
    assert "Is it warm?" in suggested.content.decode()


def test_what_was_hidden_is_gone_for_all_but_its_author_who_appeals(client: Client) -> None:
    author = make_person()
    review = make_review(person=author, text="A bitter word about it")
    line = review.line
    judging.decide(subject_id=review.public_id, keep=False, reason="Too bitter.", actor="")
    assert "A bitter word" not in client.get(f"{page_of(line.variant)}/reviews").content.decode()

    member = signed_in(author)
    page = member.get("/account/reviews").content.decode()
    assert "Too bitter." in page
    member.post(f"/account/words/{review.public_id}/appeal", {"text": "It is only true."})
    stranger = signed_in(make_person()).post(
        f"/account/words/{review.public_id}/appeal", {"text": "Me too"}
    )
    assert stranger.status_code == 404


def _more_reviews(first: Review, count: int) -> None:
    """Rows beside one that was written in earnest."""
    lines = []
    for _ in range(count):
        line = first.line
        line.pk, line._state.adding = None, True
        line.public_id = type(line)._meta.get_field("public_id").get_default()
        line.save()
        lines.append(line.pk)
    Review.objects.bulk_create(
        [
            Review(
                store_id=first.store_id,
                product_id=first.product_id,
                variant_id=first.variant_id,
                line_id=pk,
                purchase_id=first.purchase_id,
                author="Bo",
                stars=4,
                text="Fine",
                language="en",
                written_at=first.written_at,
            )
            for pk in lines
        ]
    )
