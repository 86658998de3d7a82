"""Notices that were held: sent when their hour comes, alone or gathered into one letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from tradewind.domains.notices.jobs import dispatch
from tradewind.domains.notices.models import Notice
from tradewind.kernel import clock
from tradewind.platform.jobs import periodic

_PEOPLE = 200


class _Letter(NamedTuple):
    """What goes into one digest. Each seller's offers stand on a consent of their own."""

    person_id: int | None
    purpose: str
    address: str
    store_id: int | None


@periodic("* * * * *", queue="mail")
def release_held() -> None:
    """Every minute: what is due leaves."""
    while release_due(now=clock.now()) == _PEOPLE:
        pass


def release_due(*, now: datetime) -> int:
    """Let go what is due by `now` of up to 200 people; returns of how many.

    A digest takes all that is due for it. Two workers at once: the second finds nothing left.
    """
    with transaction.atomic():
        due = Notice.objects.filter(state=Notice.State.HELD, due_at__lte=now)
        people = list(
            due.order_by("person_id").values_list("person_id", flat=True).distinct()[:_PEOPLE]
        )
        held = list(due.filter(person_id__in=people).order_by("pk").select_for_update())
        alone = [notice for notice in held if not notice.rhythm]
        Notice.objects.filter(pk__in=[notice.pk for notice in alone]).update(
            state=Notice.State.WAITING
        )
        letters = _digests([notice for notice in held if notice.rhythm])
        dispatch([(notice.public_id, notice.channel) for notice in [*alone, *letters]])
    return len(people)


def _digests(held: Sequence[Notice]) -> list[Notice]:
    letters: dict[_Letter, list[Notice]] = defaultdict(list)
    for notice in held:
        store_id = notice.store_id if notice.is_commercial else None
        letters[_Letter(notice.person_id, notice.purpose, notice.address, store_id)].append(notice)
    return [_gather(letter, notices) for letter, notices in letters.items()]


def _gather(letter: _Letter, notices: Sequence[Notice]) -> Notice:
    first, last = notices[0], notices[-1]
    digest = Notice.objects.create(
        key=f"digest:{first.public_id}",
        kind="notices.digest",
        channel=Notice.Channel.EMAIL,
        purpose=letter.purpose,
        is_commercial=last.is_commercial,
        basis=last.basis,
        consent_id=last.consent_id,
        person_id=letter.person_id,
        store_id=letter.store_id,
        address=letter.address,
        language=last.language,
        facts={"purpose": letter.purpose, "notices": [notice.pk for notice in notices]},
    )
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(
        state=Notice.State.GATHERED, digest=digest
    )
    return digest
