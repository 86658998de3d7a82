"""What people are told about what they like, wait for, ask and say."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.engagement.models import Favourite, GuestQuestion, Inquiry, KeeperMail, Step
from tradewind.domains.engagement.queries.judging import get_subject
from tradewind.domains.engagement.queries.waiting import entry_of_notice
from tradewind.domains.notices.letters import Facts, Letter
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n.languages import current

_WHY = "a letter is read by whom it was written to"


def _favourite(facts: Facts) -> dict[str, Any]:
    rows = Favourite.objects.select_related("product__store")
    row = rows.filter(public_id=facts["favourite"]).first()
    if row is None or row.product is None:
        raise NotFound(favourite=facts["favourite"])
    minor = facts.get("minor")
    return {
        "goods": row.product.text("title", current()),
        "seller": row.product.store.name,
        "price": None if minor is None else Money(minor, row.currency),
        "was": row.price,
        "link": _product(row.product.store.slug, row.product.slug),
    }


def _waiting(facts: Facts) -> dict[str, Any]:
    entry = entry_of_notice(entry_id=facts["entry"])
    product = entry.variant.product
    return {
        "goods": " · ".join([product.text("title", current()), *entry.variant.choices]),
        "seller": entry.store.name,
        "ends_at": entry.ends_at,
        "link": _product(entry.store.slug, product.slug),
        "place_link": _link("storefront:waiting_place", entry.token),
    }


def _likes(facts: Facts) -> dict[str, Any]:
    mail = KeeperMail.objects.filter(pk=facts["mail"]).first()
    if mail is None:
        raise NotFound(mail=facts["mail"])
    return {"link": _link("storefront:favourites_mail", mail.token)}


def _asked(facts: Facts) -> dict[str, Any]:
    inquiry = _inquiry(facts["inquiry"])
    return {
        "goods": inquiry.product.text("title", current())
        if inquiry.product
        else inquiry.store.name,
        "text": inquiry.text,
        "link": _link("console:inquiry", inquiry.store.slug, inquiry.public_id),
    }


def _answered(facts: Facts) -> dict[str, Any]:
    inquiry = _inquiry(facts["inquiry"])
    if "question" in facts:
        link = _link("storefront:guest_question", _guest_question(facts["question"]).token)
    else:
        link = _link("storefront:question", inquiry.public_id)
    return {"seller": inquiry.store.name, "text": inquiry.text, "link": link}


def _question(facts: Facts) -> dict[str, Any]:
    asked = _guest_question(facts["question"])
    return {
        "seller": asked.store.name,
        "text": asked.text,
        "link": _link("storefront:guest_question", asked.token),
    }


def _guest_question(pk: int) -> GuestQuestion:
    rows = GuestQuestion.objects.across_stores(_WHY).select_related("store")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(question=pk)
    return found


def _replied(facts: Facts) -> dict[str, Any]:
    review = get_subject(subject_id=facts["review"])
    return {
        "seller": review.store.name,
        "goods": review.product.text("title", current()) if review.product else "",
        "link": _link("storefront:account_reviews"),
    }


def _judged(facts: Facts) -> dict[str, Any]:
    subject = get_subject(subject_id=facts["subject"])
    step = Step.objects.for_store(subject.store_id).filter(pk=facts["step"]).first()
    is_review = facts["subject"].startswith("rev_")
    page = "storefront:account_reviews" if is_review else "storefront:account_questions"
    return {
        "goods": subject.product.text("title", current())
        if subject.product
        else subject.store.name,
        "verdict": str(Step.Kind(facts["verdict"]).label),
        "reason": step.reason if step else "",
        "link": _link(page),
    }


def _inquiry(public_id: str) -> Inquiry:
    rows = Inquiry.objects.across_stores(_WHY).select_related("product", "store")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(inquiry=public_id)
    return found


def _product(store: str, slug: str) -> str:
    return _link("storefront:product", store, slug)


def _link(name: str, *arguments: str) -> str:
    return absolute_url(reverse(name, args=arguments), language=current())


LETTERS = (
    Letter(
        "engagement.cheaper",
        "engagement/mail/cheaper",
        _("{goods} costs less now"),
        _favourite,
        purpose="watched",
    ),
    Letter(
        "engagement.back",
        "engagement/mail/back",
        _("{goods} is there again"),
        _favourite,
        purpose="watched",
    ),
    Letter(
        "engagement.gone",
        "engagement/mail/gone",
        _("{goods} is sold no longer"),
        _favourite,
        purpose="watched",
    ),
    Letter(
        "engagement.likes_confirm",
        "engagement/mail/likes-confirm",
        _("Shall we write to you about what you like?"),
        _likes,
    ),
    Letter(
        "engagement.waiting_confirm",
        "engagement/mail/waiting-confirm",
        _("Confirm that you wait for {goods}"),
        _waiting,
    ),
    Letter(
        "engagement.waited",
        "engagement/mail/waited",
        _("{goods} is back"),
        _waiting,
        purpose="watched",
    ),
    Letter(
        "engagement.asked",
        "engagement/mail/asked",
        _("A question about {goods}"),
        _asked,
        purpose="store_work",
    ),
    Letter(
        "engagement.answered",
        "engagement/mail/answered",
        _("{seller} answered you"),
        _answered,
        purpose="answers",
    ),
    Letter(
        "engagement.question_confirm",
        "engagement/mail/question-confirm",
        _("Confirm your question to {seller}"),
        _question,
    ),
    Letter(
        "engagement.replied",
        "engagement/mail/replied",
        _("{seller} replied to your review"),
        _replied,
        purpose="answers",
    ),
    Letter(
        "engagement.judged",
        "engagement/mail/judged",
        _("What you wrote: {verdict}"),
        _judged,
        purpose="answers",
    ),
)
