"""From a wish to a ZIP file that only its person can fetch."""

from __future__ import annotations

import io
import zipfile

import orjson
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from tradewind.domains.identity.models import Person
from tradewind.domains.identity.queries import get_person
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import notify
from tradewind.domains.privacy import operations
from tradewind.domains.privacy.models import Archive
from tradewind.domains.privacy.queries import get_archive
from tradewind.flows.export_person.areas import Area, plain, shown
from tradewind.flows.export_person.bought import photographs_of
from tradewind.flows.export_person.gathering import gather
from tradewind.kernel import clock
from tradewind.platform.files import storages
from tradewind.platform.i18n.languages import direction


def make_archive(*, archive_id: str) -> None:
    """Put the files together, keep them privately and tell the person. Again changes nothing."""
    archive = get_archive(archive_id=archive_id)
    if archive.state != Archive.State.WAITING:
        return
    person = get_person(person_id=archive.person_id)
    with translation.override(archive.language):
        content = zipped(person, archive.language)
    name = storages.save(content, where="private", folder="archives", suffix=".zip")
    with transaction.atomic():
        if not operations.archive_ready(archive_id=archive_id, file=name, size=len(content)):
            return
        _tell(get_archive(archive_id=archive_id), person)


def zipped(person: Person, language: str) -> bytes:
    """The ZIP file: README, and for each area a file for people and one for programs."""
    areas = gather(person)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("README.txt", _text("readme.txt", language, areas=areas, person=person))
        for area in areas:
            file.writestr(f"{area.key}.json", _json(area))
            page = _text("area.html", language, area=area, rows=[shown(row) for row in area.rows])
            file.writestr(f"{area.key}.html", page)
        for attached in photographs_of(person):
            try:
                with storages.open_file(attached.stored, where="private") as picture:
                    file.writestr(attached.name, picture.read())
            except FileNotFoundError:
                # Its row outlived it: the rest of the archive is still owed.
                continue
    return packed.getvalue()


def _json(area: Area) -> bytes:
    return orjson.dumps([plain(row) for row in area.rows], option=orjson.OPT_INDENT_2)


def _text(template: str, language: str, **context: object) -> str:
    shown_with = {
        **context,
        "language": language,
        "direction": direction(language),
        "made_at": clock.now(),
    }
    return render_to_string(f"privacy/archive/{template}", shown_with)


def _tell(archive: Archive, person: Person) -> None:
    until = archive.expires_at.isoformat() if archive.expires_at else ""
    for channel in (Notice.Channel.EMAIL, Notice.Channel.SITE):
        notify(
            key=f"privacy.archive_ready:{archive.public_id}:{channel}",
            kind="privacy.archive_ready",
            channel=channel,
            language=archive.language,
            facts={"until": until},
            email=person.email,
            person_id=person.pk,
        )
