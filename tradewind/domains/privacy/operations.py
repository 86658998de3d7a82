"""Asking for a copy or for erasure, taking that back, and noting what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tradewind.domains.identity.models import Person
from tradewind.domains.privacy.errors import ArchiveTooSoon, ErasureOver
from tradewind.domains.privacy.models import Archive, Erasure
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.platform import audit

COOLING_OFF = timedelta(days=7)
ARCHIVE_LIFETIME = timedelta(days=7)
ARCHIVE_PAUSE = timedelta(days=1)


def ask_archive(*, person_id: int, language: str) -> tuple[Archive, bool]:
    """A copy to be put together, and whether it is a new wish: one that waits is asked for once.

    Raises `ArchiveTooSoon` while one made within the last day stands.
    """
    now = clock.now()
    with transaction.atomic():
        person = _locked(person_id)
        latest = Archive.objects.filter(person=person).order_by("-pk").first()
        if latest is not None and latest.state == Archive.State.WAITING:
            return latest, False
        if (
            latest is not None
            and latest.state == Archive.State.READY
            and latest.asked_at > now - ARCHIVE_PAUSE
        ):
            raise ArchiveTooSoon
        archive = Archive.objects.create(person=person, language=language, asked_at=now)
        _note(person, "privacy.ask_archive", archive.public_id)
    return archive, True


def archive_ready(*, archive_id: str, file: str, size: int) -> bool:
    """The file is there. False when it was noted before."""
    now = clock.now()
    ready = Archive.objects.filter(public_id=archive_id, state=Archive.State.WAITING).update(
        state=Archive.State.READY,
        file=file,
        size=size,
        ready_at=now,
        expires_at=now + ARCHIVE_LIFETIME,
    )
    return bool(ready)


def drop_archives(*, now: datetime) -> list[str]:
    """Let go of copies whose time is up; gives the names of their files, which are to be deleted."""
    with transaction.atomic():
        due = list(
            Archive.objects.select_for_update(skip_locked=True)
            .filter(state=Archive.State.READY, expires_at__lte=now)
            .order_by("pk")[:100]
        )
        files = [archive.file for archive in due]
        Archive.objects.filter(pk__in=[archive.pk for archive in due]).update(
            state=Archive.State.GONE, file=""
        )
    return files


def ask_erasure(*, person_id: int, gives_up_points: bool) -> tuple[Erasure, bool]:
    """To be forgotten when the days to think it over have passed. Asking twice changes nothing.

    Whether something hinders it is for the caller to ask first.
    """
    now = clock.now()
    with transaction.atomic():
        person = _locked(person_id)
        asked = Erasure.objects.filter(person=person, state=Erasure.State.ASKED).first()
        if asked is not None:
            return asked, False
        erasure = Erasure.objects.create(
            person=person, asked_at=now, due_at=now + COOLING_OFF, gives_up_points=gives_up_points
        )
        _note(person, "privacy.ask_erasure", erasure.public_id)
    return erasure, True


def cancel_erasure(*, person_id: int) -> Erasure:
    """Stay after all. Raises `ErasureOver` when nothing waits."""
    with transaction.atomic():
        person = _locked(person_id)
        erasure = Erasure.objects.filter(person=person, state=Erasure.State.ASKED).first()
        if erasure is None:
            raise ErasureOver
        erasure.state = Erasure.State.CANCELLED
        erasure.ended_at = clock.now()
        erasure.save(update_fields=["state", "ended_at"])
        _note(person, "privacy.cancel_erasure", erasure.public_id)
    return erasure


def put_off(*, erasure_id: str, hindrances: Sequence[str], until: datetime) -> None:
    """Something stands in the way on the day itself; it is tried again at `until`."""
    Erasure.objects.filter(public_id=erasure_id, state=Erasure.State.ASKED).update(
        hindrances=list(hindrances), due_at=until
    )


def locked_erasure(*, erasure_id: str) -> Erasure | None:
    """The wish with its person, both locked until the caller's transaction ends, so that it can't be
    taken back meanwhile; None when it is over. Raises `NotFound`.
    """
    found = Erasure.objects.filter(public_id=erasure_id).first()
    if found is None:
        raise NotFound(id=erasure_id)
    _locked(found.person_id)
    return (
        Erasure.objects.select_related("person")
        .filter(pk=found.pk, state=Erasure.State.ASKED)
        .first()
    )


def erasure_done(
    *, erasure: Erasure, removed: Mapping[str, int], kept: Sequence[Mapping[str, str]]
) -> None:
    """Note what was done, in the transaction that did it."""
    erasure.state = Erasure.State.DONE
    erasure.ended_at = clock.now()
    erasure.hindrances = []
    erasure.removed = dict(removed)
    erasure.kept = [dict(row) for row in kept]
    erasure.save(update_fields=["state", "ended_at", "hindrances", "removed", "kept"])
    audit.record(
        actor=None,
        action="privacy.erase",
        subject=erasure.person.public_id,
        store_id=None,
        changes={"removed": [None, dict(removed)]},
    )


def forget_archives(*, person_id: int) -> list[str]:
    """Drop a person's copies; gives the names of files to be deleted."""
    rows = Archive.objects.filter(person_id=person_id)
    files = [file for file in rows.values_list("file", flat=True) if file]
    rows.delete()
    return files


def _locked(person_id: int) -> Person:
    return Person.objects.select_for_update(no_key=True).get(pk=person_id)


def _note(person: Person, action: str, subject: str) -> None:
    audit.record(actor=person.public_id, action=action, subject=subject, store_id=None)
