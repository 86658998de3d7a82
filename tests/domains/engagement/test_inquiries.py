"""Questions: who may read the secret ones, what waits for the seller, what is suggested."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.engagement import make_inquiry
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff
from tradewind.domains.engagement.models import Inquiry, Reply, Standing
from tradewind.domains.engagement.operations import answering, asking, faq, judging, voting
from tradewind.domains.engagement.operations.faq import FaqWords
from tradewind.domains.engagement.queries import inquiries
from tradewind.domains.engagement.rules.reading import Reader, may_read
from tradewind.domains.engagement.rules.standing import FLAGS_TO_HOLD
from tradewind.domains.engagement.rules.words import beginnings, digest
from tradewind.domains.engagement.rules.writing import LinkNotAllowed, SaidBefore
from tradewind.domains.notices.models import Notice
from tradewind.kernel.errors import NotFound
from tradewind.platform.http.throttles import TooManyRequests

db = pytest.mark.django_db


def fresh(inquiry: Inquiry) -> Inquiry:
    return Inquiry.objects.for_store(inquiry.store_id).get(pk=inquiry.pk)


@db
def test_a_secret_question_is_read_by_asker_and_seller_alone() -> None:
    asker = make_person(name="Ada Quist")
    secret = make_inquiry(person=asker, is_secret=True)
    readers = {
        "asker": Reader(person_id=asker.pk),
        "seller": Reader(person_id=make_person().pk, staff_of=secret.store_id),
        "stranger": Reader(),
        "customer": Reader(person_id=make_person().pk),
        "other store": Reader(person_id=make_person().pk, staff_of=make_goods().store_id),
    }
    can = []
    for name, reader in readers.items():
        try:
            inquiries.get_inquiry(inquiry_id=secret.public_id, reader=reader)
        except NotFound:
            continue
        can.append(name)
    assert can == ["asker", "seller"]

    product = make_goods().product if secret.product is None else secret.product
    assert inquiries.list_public(product_id=product.public_id).items == []
    with pytest.raises(NotFound):
        asking.comment(inquiry_id=secret.public_id, person=make_person(), text="I see you")
    with pytest.raises(NotFound):
        voting.flag_inquiry(inquiry_id=secret.public_id, person_id=make_person().pk, reason="spam")
    with pytest.raises(NotFound):
        asking.answer(
            store_id=make_goods().store_id,
            inquiry_id=secret.public_id,
            text="Not mine",
            person=make_person(),
        )


@given(
    st.none() | st.integers(1, 3),
    st.none() | st.integers(1, 3),
    st.none() | st.integers(1, 3),
    st.booleans(),
    st.sampled_from(list(Standing)),
)
def test_nobody_else_reads_what_is_secret_or_taken_down(
    person: int | None, staff_of: int | None, asker: int | None, is_secret: bool, standing: Standing
) -> None:
    reads = may_read(
        Reader(person, staff_of), store_id=1, asker_id=asker, is_secret=is_secret, standing=standing
    )
    is_theirs = staff_of == 1 or (person is not None and person == asker)
    assert reads == (is_theirs or (not is_secret and standing == "shown"))


@db
def test_it_waits_until_the_seller_answers_and_again_when_the_asker_goes_on() -> None:
    asker, seller = make_person(name="Ada Quist"), make_person()
    inquiry = make_inquiry(person=asker)
    assert inquiries.waits_of(store_id=inquiry.store_id).count == 1

    asking.answer(
        store_id=inquiry.store_id, inquiry_id=inquiry.public_id, text="Yes.", person=seller
    )
    assert fresh(inquiry).waits_since is None
    asking.comment(inquiry_id=inquiry.public_id, person=make_person(name="Bo Li"), text="Mine too")
    assert fresh(inquiry).waits_since is None
    asking.comment(inquiry_id=inquiry.public_id, person=asker, text="And in red?")
    assert fresh(inquiry).waits_since is not None

    replies = Reply.objects.for_store(inquiry.store_id).filter(inquiry=inquiry)
    assert [(row.by, row.author) for row in replies] == [
        ("seller", inquiry.store.name),
        ("other", "Bo"),
        ("asker", "Ada"),
    ]


@db
def test_those_who_answer_hear_of_it_once() -> None:
    goods = make_goods()
    operator = make_person()
    make_staff(store=goods.store, person=operator, role="operator")
    inquiry = make_inquiry(goods)

    for _ in range(2):
        answering.tell_store(inquiry_id=inquiry.public_id)

    assert [row.person_id for row in Notice.objects.all()] == [operator.pk]


@db
def test_abuse_is_refused() -> None:
    goods, person = make_goods(), make_person(name="Ada")
    make_inquiry(goods, person=person, text="Is it waterproof?")
    with pytest.raises(SaidBefore):
        make_inquiry(goods, person=person, text="is it WATERPROOF")
    with pytest.raises(LinkNotAllowed):
        make_inquiry(goods, person=person, text="Look at http://spam.example")

    def ask_on() -> None:
        for _ in range(12):
            make_inquiry(goods, person=person)

    with pytest.raises(TooManyRequests):
        ask_on()


@db
def test_reports_hold_it_and_the_mall_brings_it_back() -> None:
    inquiry = make_inquiry()
    for _ in range(FLAGS_TO_HOLD):
        voting.flag_inquiry(
            inquiry_id=inquiry.public_id, person_id=make_person().pk, reason="offensive"
        )
    assert fresh(inquiry).standing == Standing.HELD
    judging.decide(subject_id=inquiry.public_id, keep=True, reason="Harmless.", actor="")
    assert fresh(inquiry).standing == Standing.SHOWN


@db
def test_what_is_asked_often_is_suggested_in_the_readers_language() -> None:
    goods = make_goods()
    shipping = faq.add_entry(
        store_id=goods.store_id,
        words=FaqWords(
            question="How long does delivery take?",
            answer="Three days.",
            language="en",
            translations={"fr": {"question": "Combien dure la livraison ?", "answer": "3 jours."}},
        ),
    )
    faq.add_entry(
        store_id=goods.store_id,
        words=FaqWords(question="Do you wrap gifts?", answer="We do.", language="en"),
    )
    own = faq.add_entry(
        store_id=goods.store_id,
        words=FaqWords(
            question="Is delivery of this one slower?",
            answer="By a day.",
            language="en",
            product_id=goods.product.public_id,
        ),
    )

    def suggested(text: str, language: str, product_id: int | None = None) -> list[str]:
        found = inquiries.suggest(
            store_id=goods.store_id, text=text, language=language, product_id=product_id
        )
        return [one.question for one in found]

    assert suggested("when is it DELIVERED", "en") == [shipping.question]
    assert suggested("delivery", "en", goods.product_id) == [own.question, shipping.question]
    assert suggested("les livraisons", "fr") == ["Combien dure la livraison ?"]
    assert suggested("is it", "en") == []
    assert inquiries.suggest(store_id=make_goods().store_id, text="delivery", language="en") == []

    faq.rate_entry(entry_id=shipping.public_id, did_help=True)
    assert inquiries.get_entry(store_id=goods.store_id, entry_id=shipping.public_id).helped == 1


@db
def test_an_entry_is_made_of_an_answered_question_of_ones_own() -> None:
    inquiry = make_inquiry(text="Can it go into the oven?")
    asking.answer(
        store_id=inquiry.store_id,
        inquiry_id=inquiry.public_id,
        text="Up to 200 °C.",
        person=make_person(),
    )
    draft = faq.draft_from(store_id=inquiry.store_id, inquiry_id=inquiry.public_id)
    entry = faq.add_entry(store_id=inquiry.store_id, words=draft, inquiry_id=inquiry.public_id)
    assert (entry.question, entry.answer) == ("Can it go into the oven?", "Up to 200 °C.")
    assert entry.product == inquiry.product
    with pytest.raises(NotFound):
        faq.draft_from(store_id=make_goods().store_id, inquiry_id=inquiry.public_id)


@given(st.text(max_size=80))
def test_any_text_has_beginnings_and_a_digest_that_ignores_case(text: str) -> None:
    for word in beginnings(text, "en"):
        assert word.startswith("en:")
        assert len(word) <= 8
    assert digest(text) == digest(f"  {text} !")
