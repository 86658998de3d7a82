"""Archives are made by a worker, and deleted when their days are over."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.privacy import operations
from tradewind.domains.privacy.models import Archive
from tradewind.flows.export_person.archiving import make_archive
from tradewind.kernel import clock
from tradewind.platform.files.storages import delete
from tradewind.platform.jobs import job, periodic


@job()
def write_archive(*, archive_id: str) -> None:
    """Make one. Done twice, it is done once."""
    make_archive(archive_id=archive_id)


@periodic("41 * * * *")
def drop_archives() -> None:
    """Delete files whose days are over; a person who wants one again asks again."""
    for name in operations.drop_archives(now=clock.now()):
        delete(name, where="private")


def ask_archive(*, person_id: int, language: str) -> Archive:
    """Have a worker put a copy together. Raises `ArchiveTooSoon`."""
    with transaction.atomic():
        archive, is_new = operations.ask_archive(person_id=person_id, language=language)
        if is_new:
            write_archive.defer(archive_id=archive.public_id)
    return archive
