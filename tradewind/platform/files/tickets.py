"""Signed, short-lived addresses of private files.

A view that has checked who is asking gives the browser a ticket; the ticket names the file and,
when bound, the person it was made for.
"""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.urls import reverse

from tradewind.kernel.errors import NotFound

_SALT = "tradewind.files.private"
LIFETIME_SECONDS = 300


def private_url(name: str, *, download_as: str = "", person_id: int | None = None) -> str:
    """A path that serves the private file for five minutes, to `person_id` only when given.

    `download_as` is the name the browser saves it under; without it the browser shows the file
    where that is safe.
    """
    ticket = signing.dumps({"n": name, "d": download_as, "p": person_id}, salt=_SALT)
    return reverse("private_file", args=[ticket])


def read_ticket(ticket: str) -> tuple[str, str, int | None]:
    """Name, download name and bound person. Raises `NotFound` for forged and outlived tickets."""
    try:
        told: dict[str, Any] = signing.loads(ticket, salt=_SALT, max_age=LIFETIME_SECONDS)
    except signing.BadSignature:
        raise NotFound from None
    return told["n"], told["d"], told["p"]
