"""The keys of one mall: made once, kept in `secrets.json` of the data folder."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.fernet import Fernet


@dataclass(frozen=True, slots=True)
class Secrets:
    """`signing_key` signs sessions and links; `encryption_keys` (Fernet) are newest first.

    Old encryption keys stay in the list until every row has been written anew (MultiFernet).
    """

    signing_key: str
    encryption_keys: tuple[str, ...]


def location(data: Path) -> Path:
    """The file of the data folder `data`."""
    return data / "secrets.json"


def load_or_make(data: Path) -> Secrets:
    """The secrets of the data folder `data`, made (mode 0600) when there are none."""
    path = location(data)
    if not path.exists():
        _make(path)
    kept = json.loads(path.read_text())
    return Secrets(kept["signing_key"], tuple(kept["encryption_keys"]))


def _make(path: Path) -> None:
    made = Secrets(secrets.token_urlsafe(48), (Fernet.generate_key().decode(),))
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(asdict(made), indent=2))
    try:
        # A link never replaces: of two processes that start at once, one wins and both read it.
        path.hardlink_to(unfinished)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
