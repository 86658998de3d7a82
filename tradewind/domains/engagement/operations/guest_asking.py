"""Asking without an account: the question is put once the letter to the given address was answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Lower

from tradewind.domains.engagement.models import GuestQuestion, Inquiry, Reply, Standing
from tradewind.domains.engagement.operations import asking
from tradewind.domains.engagement.rules.queue import CONFIRMS_WITHIN
from tradewind.domains.engagement.rules.standing import check_move
from tradewind.domains.engagement.rules.words import digest
from tradewind.domains.engagement.rules.writing import SaidBefore, check_words
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import notify
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import throttles

_LETTERS_A_DAY = 10
_COMMENTS_AN_HOUR = 20
_DAY, _HOUR = 24 * 3600, 3600
_OWN = "the token opens its own row"


def ask(
    *,
    email: str,
    author: str,
    text: str,
    language: str,
    product_id: str = "",
    store_id: str = "",
    is_secret: bool = False,
) -> GuestQuestion:
    """Keep a question and send a letter to the address; the seller has it once that is confirmed.

    Raises `NotFound`, `InvalidInput`, `LinkNotAllowed`, `SaidBefore`, `TooManyRequests`.
    """
    address = email.strip().lower()
    if "@" not in address or len(address) > 254 or "\0" in address:
        raise InvalidInput({"email": "invalid"})
    name = check_words("author", author, most=40)
    said = check_words("text", text, most=asking.LONGEST_QUESTION)
    store, product = asking.asked_of(product_id=product_id, store_id=store_id)
    throttles.count(name="inquiry.guest", who=address, limit=_LETTERS_A_DAY, seconds=_DAY)
    now, mark = clock.now(), digest(said)
    same = GuestQuestion.objects.for_store(store.pk).filter(
        email=address, product=product, digest=mark, asked_at__gt=now - asking.SAID_WITHIN
    )
    if mark and same.exists():
        raise SaidBefore
    with transaction.atomic():
        row = GuestQuestion.objects.create(
            store=store,
            product=product,
            token=ids.new_token(),
            email=address,
            author=name,
            text=said,
            language=language,
            is_secret=is_secret,
            digest=mark,
            asked_at=now,
        )
        notify(
            key=f"engagement.question_confirm:{row.pk}",
            kind="engagement.question_confirm",
            channel=Notice.Channel.EMAIL,
            language=language,
            facts={"question": row.pk},
            email=address,
            store_id=store.pk,
        )
    return row


def confirm(*, token: str) -> Inquiry:
    """The address is its owner's: put the question. Repeating it changes nothing. Raises
    `NotFound`, also days after it was asked."""
    with transaction.atomic():
        row = _locked(token)
        if row.inquiry is not None:
            return row.inquiry
        now = clock.now()
        if row.asked_at + CONFIRMS_WITHIN <= now:
            raise NotFound(id=token[:4])
        row.inquiry = asking.put(
            Inquiry(
                store=row.store,
                product=row.product,
                author=row.author,
                text=row.text,
                language=row.language,
                is_secret=row.is_secret,
                digest=row.digest,
                asked_at=now,
                waits_since=now,
            )
        )
        row.save(update_fields=["inquiry"])
        return row.inquiry


def comment(*, token: str, text: str) -> Reply:
    """Add something to one's own question; it waits for the seller again.

    Raises `NotFound`, `InvalidInput`, `LinkNotAllowed`, `TooManyRequests`.
    """
    said = check_words("text", text, most=asking.LONGEST_REPLY)
    with transaction.atomic():
        row = _locked(token)
        inquiry = _asked(row)
        throttles.count(name="comment.guest", who=row.email, limit=_COMMENTS_AN_HOUR, seconds=_HOUR)
        now = clock.now()
        made = Reply.objects.create(
            store_id=row.store_id,
            inquiry=inquiry,
            by=Reply.By.ASKER,
            author=row.author,
            text=said,
            written_at=now,
        )
        if inquiry.waits_since is None:
            inquiry.waits_since = now
            inquiry.save(update_fields=["waits_since"])
    return made


def withdraw(*, token: str) -> None:
    """Take one's question back, confirmed or not. Raises `NotFound`."""
    with transaction.atomic():
        row = _locked(token)
        if row.inquiry is None:
            row.delete()
            return
        inquiry = _asked(row)
        check_move(Standing(inquiry.standing), Standing.WITHDRAWN)
        inquiry.standing, inquiry.waits_since = Standing.WITHDRAWN, None
        inquiry.save(update_fields=["standing", "waits_since"])


def claim_questions(*, person_id: int, emails: Collection[str]) -> int:
    """Make what a guest asked that of the member the address belongs to; gives how many."""
    own = [email.lower() for email in emails]
    mine = GuestQuestion.objects.across_stores("found by the member's own addresses")
    rows = mine.annotate(to=Lower("email")).filter(to__in=own, inquiry__isnull=False)
    inquiries = Inquiry.objects.across_stores("the member's own, asked before they had an account")
    return inquiries.filter(person=None, pk__in=rows.values("inquiry")).update(person_id=person_id)


def forget_unconfirmed() -> int:
    """Delete what nobody confirmed in time; gives how many."""
    rows = GuestQuestion.objects.across_stores("the clock's own").filter(
        inquiry=None, asked_at__lte=clock.now() - CONFIRMS_WITHIN - timedelta(days=1)
    )
    return int(rows.delete()[0])


def _asked(row: GuestQuestion) -> Inquiry:
    """What became of it, locked with it. Raises `NotFound` for one unconfirmed or taken back."""
    if row.inquiry is None or row.inquiry.standing == Standing.WITHDRAWN:
        raise NotFound(id=row.token[:4])
    return row.inquiry


def _locked(token: str) -> GuestQuestion:
    rows = GuestQuestion.objects.across_stores(_OWN).select_for_update(of=("self",))
    row = rows.select_related("store", "product", "inquiry").filter(token=token).first()
    if row is None:
        raise NotFound(id=token[:4])
    return row
