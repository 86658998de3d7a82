"""Photographs of a claim that is not written down yet: kept privately, carried by a signed ticket.

Nobody can name a file that is not theirs, and one that no claim takes up is seen by nobody.
"""

from __future__ import annotations

from typing import IO

from django.core import signing

from tradewind.platform.files.pictures import store_private_picture

_SALT = "tradewind.claims.photo"
_FOLDER = "claims"


def keep_photo(upload: IO[bytes]) -> str:
    """Keep a photograph and give its name in the private store.

    Raises `PictureUnreadable`, `PictureTooLarge`, `PictureAnimated`.
    """
    return store_private_picture(upload, folder=_FOLDER)


def ticket_of(name: str) -> str:
    """What a form or a program carries instead of the name."""
    return signing.dumps(name, salt=_SALT)


def names_in(tickets: list[str]) -> list[str]:
    """The names behind tickets of ours; forged ones are left out."""
    names: list[str] = []
    for ticket in tickets:
        try:
            names.append(signing.loads(ticket, salt=_SALT))
        except signing.BadSignature:
            continue
    return names
