"""The bank's file: CSV in many dialects, or OFX/QFX. Only money that came in is of concern."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape

from tradewind.domains.payments.adapters.wire import decimal_of
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import BadAmount, Money

_MOST_ROWS = 20_000
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "transaction id", "reference number", "fitid"),
    "date": ("date", "booking date", "transaction date", "posted", "value date"),
    "amount": ("amount", "credit", "credit amount", "deposit", "cad$", "paid in"),
    "currency": ("currency", "ccy"),
    "text": ("description", "details", "memo", "reference", "remittance information", "text"),
    "payer": ("payer", "name", "counterparty", "from", "description 1"),
}
_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y%m%d")
_TRANSACTION = re.compile(r"<STMTTRN>(.*?)(?=</STMTTRN>|<STMTTRN>|</BANKTRANLIST>|\Z)", re.S | re.I)
_FIELD = re.compile(r"<([A-Z0-9.]+)>([^<\r\n]*)", re.I)


@dataclass(frozen=True, slots=True)
class CameIn:
    """Money that arrived. `key` is the same whenever the same row is read again."""

    key: str
    booked_on: date
    amount: Money
    payer: str
    text: str


def read(content: bytes, *, currency: str) -> list[CameIn]:
    """Every row of money that came in; `currency` where the file names none.

    Raises `InvalidInput` naming the line.
    """
    text = _decoded(content)
    if "<OFX>" in text[:4_000].upper():
        return _ofx(text, currency)
    return _csv(text, currency)


def _csv(text: str, currency: str) -> list[CameIn]:
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:4_000], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        reader = csv.reader(io.StringIO(text), dialect)
        header = [name.strip().lower() for name in next(reader, [])]
        rows = list(reader)
    except csv.Error:
        raise InvalidInput({"file": "unreadable"}) from None
    where = {
        name: header.index(found)
        for name, names in _COLUMNS.items()
        if (found := next((alias for alias in names if alias in header), None))
    }
    if "date" not in where or "amount" not in where:
        raise InvalidInput({"file": "no_date_or_amount"})
    if len(rows) > _MOST_ROWS:
        raise InvalidInput({"file": "too_many_rows"})
    came_in: list[CameIn] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        told = {name: row[at].strip() for name, at in where.items() if at < len(row)}
        came = _came_in(f"line {number}", told, currency, seen) if any(row) else None
        if came is not None:
            came_in.append(came)
    return came_in


def _ofx(text: str, currency: str) -> list[CameIn]:
    unit = dict(_fields(text[: text.upper().find("<STMTTRN>")])).get("CURDEF", currency)
    came_in: list[CameIn] = []
    seen: dict[str, int] = {}
    for number, block in enumerate(_TRANSACTION.findall(text), start=1):
        told = dict(_fields(block))
        row = {
            "id": told.get("FITID", ""),
            "date": told.get("DTPOSTED", "")[:8],
            "amount": told.get("TRNAMT", ""),
            "currency": unit,
            "payer": told.get("NAME", ""),
            "text": told.get("MEMO", ""),
        }
        came = _came_in(f"transaction {number}", row, currency, seen)
        if came is not None:
            came_in.append(came)
    return came_in


def _came_in(
    where: str, told: Mapping[str, str], currency: str, seen: dict[str, int]
) -> CameIn | None:
    unit = (told.get("currency") or currency).upper()
    try:
        written = _number(told.get("amount", ""))
        amount = Money.of(decimal_of(written or "0"), unit)
        day = _day(told.get("date", ""))
    except (ValueError, BadAmount):
        raise InvalidInput({where: "unreadable"}) from None
    if amount.minor <= 0:
        return None
    payer, text = told.get("payer", ""), told.get("text", "")
    # A bank's own number is best; two like rows of one day are told apart by their order.
    about = told.get("id") or f"{day}|{amount}|{payer}|{text}"
    nth = seen[about] = seen.get(about, 0) + 1
    key = hashlib.sha256(f"{about}|{nth}".encode()).hexdigest()
    return CameIn(key, day, amount, payer[:120], text[:300])


def _number(text: str) -> str:
    plain = re.sub(r"[^0-9,.+-]", "", text)
    if text and not plain:
        raise ValueError(text)
    if "," in plain and "." in plain:
        decimal = max(plain.rfind(","), plain.rfind("."))
        whole = re.sub(r"[,.]", "", plain[:decimal])
        return f"{whole}.{plain[decimal + 1 :]}"
    if re.fullmatch(r"[+-]?\d+,\d{1,2}", plain):
        return plain.replace(",", ".")
    return plain.replace(",", "")


def _day(text: str) -> date:
    for pattern in _DAYS:
        try:
            return datetime.strptime(text[:10], pattern).date()
        except ValueError:
            continue
    raise ValueError(text)


def _fields(text: str) -> list[tuple[str, str]]:
    return [(name.upper(), unescape(value.strip())) for name, value in _FIELD.findall(text)]


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise InvalidInput({"file": "unreadable"})
