"""What an archive holds: areas of facts, each row a list of named values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tradewind.kernel.money import Money
from tradewind.platform.i18n import formats

Row = Mapping[str, Any]

LABELS: dict[str, str | Promise] = {
    "id": _("Number"),
    "email": _("E-mail"),
    "emails": _("Confirmed addresses"),
    "name": _("Name"),
    "phone": _("Phone"),
    "language": _("Language"),
    "currency": _("Currency"),
    "time_zone": _("Time zone"),
    "shown_currency": _("Prices shown in"),
    "place": _("Delivered to"),
    "joined_at": _("Since"),
    "linked": _("Signs in with"),
    "passkeys": _("Passkeys"),
    "works_at": _("Works at"),
    "label": _("Label"),
    "country": _("Country"),
    "address": _("Address"),
    "at": _("When"),
    "total": _("Total"),
    "channel": _("Came by"),
    "orders": _("Orders"),
    "seller": _("Seller"),
    "stage": _("Stage"),
    "note": _("Note"),
    "lines": _("Bought"),
    "title": _("Title"),
    "quantity": _("Pieces"),
    "paid": _("Paid"),
    "parcels": _("Parcels"),
    "carrier": _("Carrier"),
    "tracking_number": _("Tracking number"),
    "purpose": _("Purpose"),
    "sender": _("Sender"),
    "basis": _("Basis"),
    "wording": _("In these words"),
    "expires_at": _("Until"),
    "withdrawn_at": _("Taken back"),
    "kind": _("Kind"),
    "text": _("Text"),
    "source": _("Source"),
    "campaign": _("Campaign"),
    "landing": _("First page"),
    "referrer": _("Came from"),
    "codes": _("Codes"),
    "points": _("Points"),
    "balance": _("Balance"),
    "amount": _("Amount"),
    "state": _("State"),
    "reason": _("Reason"),
    "answer": _("Answer"),
    "photographs": _("Photographs"),
    "spent": _("Spent"),
    "action": _("What"),
    "subject": _("About"),
    "changes": _("Changes"),
    "failure": _("Trouble"),
    "method": _("Paid by"),
}


@dataclass(frozen=True, slots=True)
class Area:
    """One file of the archive; `key` names it."""

    key: str
    title: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of the person's own that goes along."""

    name: str
    stored: str


def plain(value: Any) -> Any:
    """For JSON: money in minor units with its currency, times in RFC 3339."""
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return str(value) if isinstance(value, Promise) else value


def readable(value: Any) -> Any:
    """For a page: texts, and lists of such rows as `shown` gives."""
    if isinstance(value, Money):
        return formats.money(value)
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.long_date(value)
    if isinstance(value, Mapping):
        return {"pairs": shown(value)}
    if isinstance(value, list | tuple):
        if any(isinstance(inner, Mapping) for inner in value):
            return {"rows": [shown(inner) for inner in value]}
        return formats.listed([str(inner) for inner in value]) if value else ""
    return "" if value is None else str(value)


def shown(row: Row) -> list[tuple[str, Any]]:
    """Label and text of what a row says; what is empty is left out."""
    pairs = [(str(LABELS.get(key, key)), readable(value)) for key, value in row.items()]
    return [(label, text) for label, text in pairs if text not in ("", {"rows": []}, {"pairs": []})]
