"""Telling askers, followers, reviewers and sellers what was said to their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tradewind.domains.engagement.models import (
    Favourite,
    GuestQuestion,
    Inquiry,
    KeeperMail,
    Review,
)
from tradewind.domains.engagement.operations.telling import mail_of
from tradewind.domains.identity.models import Person
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import News, notify_all
from tradewind.domains.notices.staff import staff_news

_WHY = "the event names it and not its store"
_BOTH = (Notice.Channel.SITE, Notice.Channel.EMAIL)


def tell_store(*, inquiry_id: str) -> int:
    """Those who answer for the store, on the site; those who run it by e-mail too."""
    inquiry = Inquiry.objects.across_stores(_WHY).filter(public_id=inquiry_id).first()
    if inquiry is None:
        return 0
    news = staff_news(
        store_id=inquiry.store_id,
        permission="words.answer",
        mail_permission="store.change",
        kind="engagement.asked",
        told={f"engagement.asked:{inquiry_id}": {"inquiry": inquiry_id}},
    )
    return notify_all(list(news))


def tell_asker(*, inquiry_id: str, reply_id: str) -> int:
    """The asker, and whoever follows the question and wants to hear of answers; each once."""
    rows = Inquiry.objects.across_stores(_WHY).select_related("person", "guest")
    inquiry = rows.filter(public_id=inquiry_id).first()
    if inquiry is None:
        return 0
    people = {inquiry.person.pk: inquiry.person} if inquiry.person else {}
    guests: list[KeeperMail] = []
    if not inquiry.is_secret:
        followers = list(
            Favourite.objects.filter(inquiry=inquiry, tell_answer=True).select_related(
                "keeper__person", "keeper__mail"
            )
        )
        people |= {
            row.keeper.person.pk: row.keeper.person for row in followers if row.keeper.person
        }
        guests = [
            mail
            for row in followers
            if row.keeper.person is None and (mail := mail_of(row.keeper)) is not None
        ]
    facts = {"inquiry": inquiry_id}
    told = [
        news
        for person in people.values()
        for news in _to(person, "engagement.answered", reply_id, facts)
    ]
    asked: GuestQuestion | None = getattr(inquiry, "guest", None)
    if asked is not None and inquiry.person is None:
        told.append(_to_asking_guest(asked, reply_id, inquiry_id))
    return notify_all([*told, *(_to_guest(mail, reply_id, facts) for mail in guests)])


def tell_reviewer(*, review_id: str) -> int:
    """The author of the review, if they have an account."""
    rows = Review.objects.across_stores(_WHY).select_related("person")
    review = rows.filter(public_id=review_id).first()
    if review is None or review.person is None:
        return 0
    facts = {"review": review_id}
    return notify_all(list(_to(review.person, "engagement.replied", review_id, facts)))


def tell_author(*, subject_id: str, step: int, verdict: str) -> int:
    """The author of what the mall judged."""
    model = Review if subject_id.startswith("rev_") else Inquiry
    rows = model.objects.across_stores(_WHY).select_related("person")
    subject = rows.filter(public_id=subject_id).first()
    if subject is None or subject.person is None:
        return 0
    facts = {"subject": subject_id, "step": step, "verdict": verdict}
    return notify_all(list(_to(subject.person, "engagement.judged", str(step), facts)))


def _to_asking_guest(asked: GuestQuestion, reply_id: str, inquiry_id: str) -> News:
    return News(
        key=f"engagement.answered:{reply_id}:guest{asked.pk}",
        kind="engagement.answered",
        channel=Notice.Channel.EMAIL,
        language=asked.language,
        facts={"inquiry": inquiry_id, "question": asked.pk},
        email=asked.email,
        store_id=asked.store_id,
    )


def _to_guest(mail: KeeperMail, reply_id: str, facts: Mapping[str, object]) -> News:
    return News(
        key=f"engagement.answered:{reply_id}:mail{mail.pk}",
        kind="engagement.answered",
        channel=Notice.Channel.EMAIL,
        language=mail.language,
        facts=facts,
        email=mail.email,
        # As with all they are told of favourites: the letter's link stops it.
        is_commercial=True,
    )


def _to(person: Person, kind: str, about: str, facts: Mapping[str, object]) -> Iterator[News]:
    for channel in _BOTH:
        yield News(
            key=f"{kind}:{about}:{person.pk}:{channel.value}",
            kind=kind,
            channel=channel,
            language=person.language,
            facts=facts,
            email=person.email,
            person_id=person.pk,
        )
