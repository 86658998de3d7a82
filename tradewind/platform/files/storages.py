"""Two stores of files: what anybody may fetch, and what only a checked view hands out.

Names are made from the content, so a name never means other bytes and may be cached for ever.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import PurePosixPath
from typing import IO, Literal

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

Where = Literal["public", "private"]


def storage(where: Where) -> Storage:
    """Django's storage of that alias: a folder by default, S3-compatible when so configured."""
    return storages[where]


def content_name(content: bytes, *, folder: str, suffix: str) -> str:
    """``products/4f/4f0c…e1.webp``: folder, two letters against crowded folders, hash, suffix."""
    digest = blake2b(content, digest_size=16).hexdigest()
    return f"{folder}/{digest[:2]}/{digest}{suffix}"


def save(content: bytes, *, where: Where, folder: str, suffix: str) -> str:
    """Keep `content` and give its name. The same content in the same folder is kept once."""
    name = content_name(content, folder=folder, suffix=suffix)
    kept = storage(where)
    return name if kept.exists(name) else kept.save(name, ContentFile(content))


def open_file(name: str, *, where: Where) -> IO[bytes]:
    """The stored bytes. Raises `FileNotFoundError`."""
    return storage(where).open(str(PurePosixPath(name)), "rb")


def delete(name: str, *, where: Where) -> None:
    """Forget a file; nothing happens when it is gone. Others may share the name: ask the rows first."""
    storage(where).delete(name)


def public_url(name: str) -> str:
    """Where anybody fetches a public file."""
    return storage("public").url(name)
