"""The keys of one mall: made once, kept in `secrets.json` of the data folder."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass(frozen=True, slots=True)
class Secrets:
    """`signing_key` signs sessions and links; `encryption_keys` (Fernet) are newest first;
    `push_key` is the VAPID private key that browsers are subscribed to.

    Old encryption keys stay in the list until every row has been written anew (MultiFernet).
    """

    signing_key: str
    encryption_keys: tuple[str, ...]
    push_key: str


def location(data: Path) -> Path:
    """The file of the data folder `data`."""
    return data / "secrets.json"


def load_or_make(data: Path) -> Secrets:
    """The secrets of the data folder `data`, made (mode 0600) when there are none."""
    path = location(data)
    if not path.exists():
        _make(path)
    kept = json.loads(path.read_text())
    signing_key = kept["signing_key"]
    # Folders made before there was push have none.
    push_key = kept.get("push_key") or derived_push_key(signing_key)
    return Secrets(signing_key, tuple(kept["encryption_keys"]), push_key)


def derived_push_key(signing_key: str) -> str:
    """A VAPID private key that follows from `signing_key`: 32 bytes, base64url."""
    number = int.from_bytes(sha256(f"push {signing_key}".encode()).digest())
    return _written(number % (2**256 - 2**225) + 1)


def _fresh_push_key() -> str:
    return _written(ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value)


def _written(number: int) -> str:
    return urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()


def _make(path: Path) -> None:
    made = Secrets(secrets.token_urlsafe(48), (Fernet.generate_key().decode(),), _fresh_push_key())
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(asdict(made), indent=2))
    try:
        # A link never replaces: of two processes that start at once, one wins and both read it.
        path.hardlink_to(unfinished)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
