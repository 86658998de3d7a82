"""Joining the queue for goods that are sold out, leaving it, and being told in order."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.db.models.functions import Lower

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.engagement.models import WaitingEntry
from tradewind.domains.engagement.rules.queue import (
    CONFIRMS_WITHIN,
    HEAD_START,
    MOST_PIECES,
    WAITS,
    served,
)
from tradewind.domains.identity.models import Person
from tradewind.domains.inventory.queries import available
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import News, notify, notify_all
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.platform.http import throttles

_WHY = "a queue is of one variant, whichever store sells it"
_JOINS_A_DAY = 20
_DAY = 24 * 3600
State = WaitingEntry.State


class NotSoldOut(TradewindError):
    """It can be bought now, so there is nothing to wait for."""

    code = "waiting_not_sold_out"


def join(
    *,
    variant_id: str,
    language: str,
    person: Person | None = None,
    email: str = "",
    quantity: int = 1,
) -> WaitingEntry:
    """Wait for a variant (public id). A member is in at once, an e-mail once its owner confirms.

    Joining again gives the place one has. Raises `NotFound`, `InvalidInput`, `NotSoldOut`,
    `TooManyRequests`.
    """
    address = (person.email if person else email).strip()
    if "@" not in address or len(address) > 254 or "\0" in address:
        raise InvalidInput({"email": "invalid"})
    if not 0 < quantity <= MOST_PIECES:
        raise InvalidInput({"quantity": "invalid"})
    variant = _sold_out(variant_id, quantity)
    throttles.count(name="waiting.join", who=address.lower(), limit=_JOINS_A_DAY, seconds=_DAY)
    with transaction.atomic():
        entry, is_new = _entry(variant, person, address, language, quantity)
        if person is not None and entry.state == State.UNCONFIRMED:
            entry.person = person
            entry.save(update_fields=["person"])
            _enter(entry)
        elif is_new:
            notify(
                key=f"engagement.waiting_confirm:{entry.public_id}",
                kind="engagement.waiting_confirm",
                channel=Notice.Channel.EMAIL,
                language=language,
                facts={"entry": entry.public_id},
                email=address,
                store_id=entry.store_id,
            )
    return entry


def confirm(*, token: str) -> WaitingEntry:
    """The address is its owner's: take the place. Repeating it changes nothing. Raises `NotFound`."""
    with transaction.atomic():
        entry = _locked(token=token)
        if entry.state == State.UNCONFIRMED and entry.ends_at > clock.now():
            _enter(entry)
    return entry


def leave(*, token: str) -> WaitingEntry:
    """Wait no longer. Repeating it changes nothing. Raises `NotFound`."""
    with transaction.atomic():
        entry = _locked(token=token)
        if entry.state in (State.UNCONFIRMED, State.WAITING):
            entry.state = State.LEFT
            entry.save(update_fields=["state"])
    return entry


def leave_as(*, person_id: int, entry_id: str) -> None:
    """The same for a member. Raises `NotFound`."""
    found = WaitingEntry.objects.for_person(person_id).filter(public_id=entry_id).first()
    if found is None:
        raise NotFound(id=entry_id)
    leave(token=found.token)


def serve(*, variant_ids: Collection[int]) -> int:
    """Tell the heads of these queues (variants' row ids), as far as pieces go round; how many.

    Those told have a head start: their pieces are offered to nobody else until it ends.
    """
    told = 0
    for variant_id in sorted(variant_ids):
        with transaction.atomic():
            told += _serve(variant_id, clock.now())
    return told


def waited_for(*, variant_ids: Collection[str]) -> set[int]:
    """Which of these variants (public ids) somebody waits for, as row ids."""
    rows = WaitingEntry.objects.across_stores(_WHY).filter(
        variant__public_id__in=list(variant_ids), state=State.WAITING
    )
    return set(rows.values_list("variant_id", flat=True))


def serve_due() -> int:
    """Serve every queue anew: head starts end, and pieces that nobody took go to the next."""
    rows = WaitingEntry.objects.across_stores(_WHY).filter(state=State.WAITING)
    return serve(variant_ids=set(rows.values_list("variant_id", flat=True)))


def expire(*, now: datetime) -> int:
    """End what was never confirmed and what waited too long; gives how many."""
    rows = WaitingEntry.objects.across_stores("the clock's own")
    due = rows.filter(state__in=(State.UNCONFIRMED, State.WAITING), ends_at__lte=now)
    return due.update(state=State.EXPIRED)


def claim_entries(*, person_id: int, emails: Collection[str]) -> int:
    """Make a guest's places those of the member the address belongs to; gives how many."""
    rows = WaitingEntry.objects.across_stores("found by the member's own addresses")
    own = [email.lower() for email in emails]
    found = rows.annotate(lower=Lower("email")).filter(person=None, lower__in=own)
    return found.update(person_id=person_id)


def _serve(variant_id: int, now: datetime) -> int:
    rows = WaitingEntry.objects.across_stores(_WHY).filter(variant_id=variant_id)
    # Who serves locks the queue first and counts afterwards, so two never tell of the same pieces.
    queue = list(
        rows.filter(state=State.WAITING, ends_at__gt=now)
        .select_for_update(of=("self",))
        .select_related("person")
        .order_by("joined_at", "pk")[:200]
    )
    if not queue or not _is_on_sale(variant_id):
        return 0
    spoken_for = rows.filter(state=State.TOLD, ends_at__gt=now).aggregate(n=Sum("quantity"))["n"]
    pieces = available(variant_ids=[variant_id])[variant_id]
    heads = queue[
        : served([entry.quantity for entry in queue], pieces=pieces, spoken_for=spoken_for or 0)
    ]
    ends_at = now + HEAD_START
    for entry in heads:
        entry.state, entry.told_at, entry.ends_at = State.TOLD, now, ends_at
    WaitingEntry.objects.across_stores(_WHY).bulk_update(heads, ["state", "told_at", "ends_at"])
    notify_all([news for entry in heads for news in _news(entry)])
    return len(heads)


def _news(entry: WaitingEntry) -> list[News]:
    channels = [Notice.Channel.EMAIL]
    if entry.person_id is not None:
        channels.append(Notice.Channel.SITE)
    return [
        News(
            key=f"engagement.waited:{entry.public_id}:{channel.value}",
            kind="engagement.waited",
            channel=channel,
            language=entry.language,
            facts={"entry": entry.public_id},
            email=entry.email,
            person_id=entry.person_id,
            store_id=entry.store_id,
        )
        for channel in channels
    ]


def _sold_out(variant_id: str, quantity: int) -> Variant:
    variant = (
        Variant.objects.across_stores(_WHY)
        .filter(
            public_id=variant_id,
            archived_at=None,
            product__archived_at=None,
            product__status="active",
            store__status="open",
        )
        .first()
    )
    if variant is None:
        raise NotFound(id=variant_id)
    if available(variant_ids=[variant.pk])[variant.pk] >= quantity:
        raise NotSoldOut
    return variant


def _is_on_sale(variant_id: int) -> bool:
    return (
        Variant.objects.across_stores(_WHY)
        .filter(
            pk=variant_id,
            archived_at=None,
            product__archived_at=None,
            product__status="active",
            store__status="open",
        )
        .exists()
    )


def _entry(
    variant: Variant, person: Person | None, email: str, language: str, quantity: int
) -> tuple[WaitingEntry, bool]:
    rows = WaitingEntry.objects.for_store(variant.store_id).filter(
        variant=variant, email__iexact=email, state__in=(State.UNCONFIRMED, State.WAITING)
    )
    found = rows.select_for_update(of=("self",)).first()
    if found is not None:
        return found, False
    now = clock.now()
    entry = WaitingEntry(
        store_id=variant.store_id,
        variant=variant,
        person=person,
        email=email,
        language=language,
        token=ids.new_token(),
        quantity=quantity,
        asked_at=now,
        ends_at=now + CONFIRMS_WITHIN,
    )
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        return rows.get(), False
    return entry, True


def _enter(entry: WaitingEntry) -> None:
    now = clock.now()
    entry.state, entry.joined_at, entry.ends_at = State.WAITING, now, now + WAITS
    entry.save(update_fields=["state", "joined_at", "ends_at"])


def _locked(*, token: str) -> WaitingEntry:
    rows = WaitingEntry.objects.across_stores("the token opens its own row")
    entry = rows.select_for_update(of=("self",)).filter(token=token).first()
    if entry is None:
        raise NotFound(id=token[:4])
    return entry
