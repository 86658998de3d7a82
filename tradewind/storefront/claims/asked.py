"""What a shopper filled in about an order: read from the form, never trusted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from tradewind.domains.orders.claims import REASONS, ClaimKind, Reason
from tradewind.domains.orders.operations.claims.asking import MOST_PHOTOS, Wanted
from tradewind.domains.orders.photos import keep_photo, names_in, ticket_of
from tradewind.domains.orders.queries import LineStanding
from tradewind.kernel.errors import TradewindError
from tradewind.platform.http.sentences import sentence

_LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it stands in the form. `counts` and `instead` by the line's public id;
    `photos` are names in the private store, `problems` what was wrong by field.
    """

    kind: ClaimKind
    reason: Reason | None
    counts: Mapping[str, int]
    instead: Mapping[str, str]
    note: str
    photos: Sequence[str]
    problems: Mapping[str, str]

    @property
    def wanted(self) -> list[Wanted]:
        return [
            Wanted(line_id, count, self.instead.get(line_id, "") if self._exchanges else "")
            for line_id, count in self.counts.items()
        ]

    @property
    def tickets(self) -> list[str]:
        """The photographs as the form carries them: nobody can name a file that is not theirs."""
        return [ticket_of(name) for name in self.photos]

    @property
    def _exchanges(self) -> bool:
        return self.kind is ClaimKind.EXCHANGE


def nothing_yet(kind: ClaimKind, standing: Iterable[LineStanding]) -> Asked:
    """An empty form; the only piece there is to choose is chosen."""
    open_lines = [row for row in standing if row.may[kind][0]]
    counts = {}
    if len(open_lines) == 1:
        counts = {open_lines[0].line.public_id: open_lines[0].may[kind][0]}
    return Asked(kind, None, counts, {}, "", (), {})


def read(request: HttpRequest, standing: Sequence[LineStanding]) -> Asked:
    """What was posted. New photographs are kept privately; those that can't be read are told of."""
    posted = request.POST
    kind = kind_in(posted, standing)
    problems: dict[str, str] = {}
    counts, instead = {}, {}
    for row in standing:
        line_id = row.line.public_id
        count = _number(posted.get(f"count-{line_id}", ""))
        if count:
            counts[line_id] = min(count, row.pieces.quantity)
            instead[line_id] = posted.get(f"instead-{line_id}", "")[:40]
    if not counts:
        problems["lines"] = _("Choose at least one piece.")
    reason = _reason(posted.get("reason", ""), kind)
    if reason is None:
        problems["reason"] = _("Choose a reason.")
    photos = names_in(posted.getlist("photo")[:MOST_PHOTOS])
    if kind is not ClaimKind.CANCEL:
        photos += _new(request.FILES.getlist("picture"), MOST_PHOTOS - len(photos), problems)
    note = posted.get("note", "").strip()[:_LONGEST_NOTE]
    return Asked(kind, reason, counts, instead, note, photos, problems)


def kind_in(said: QueryDict, standing: Iterable[LineStanding]) -> ClaimKind:
    """The kind that is named, else the first that is possible for any line."""
    try:
        return ClaimKind(said.get("kind", ""))
    except ValueError:
        rows = list(standing)
        return next(
            (kind for kind in ClaimKind if any(row.may[kind][0] for row in rows)), ClaimKind.RETURN
        )


def _reason(text: str, kind: ClaimKind) -> Reason | None:
    return next((reason for reason in REASONS[kind] if reason.value == text), None)


def _number(text: str) -> int:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 8 else 0


def _new(uploads: Iterable[UploadedFile], room: int, problems: dict[str, str]) -> list[str]:
    names: list[str] = []
    for place, upload in enumerate(uploads):
        if place >= room:
            problems["picture"] = _("Six photographs are enough; the others were left out.")
            break
        try:
            names.append(keep_photo(upload))
        except TradewindError as error:
            told = sentence(error.code, error.details)
            problems["picture"] = _("{name}: {text}").format(name=upload.name, text=told)
    return names
