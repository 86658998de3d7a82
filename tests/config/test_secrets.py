"""Keys that are made once."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet

from tradewind.config.secrets import Secrets, load_or_make, location


def test_are_made_once_and_private(tmp_path: Path) -> None:
    first = load_or_make(tmp_path)
    assert load_or_make(tmp_path) == first
    assert stat.S_IMODE(location(tmp_path).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.json"]
    assert len(first.signing_key) >= 40
    fernet = MultiFernet([Fernet(key) for key in first.encryption_keys])
    assert fernet.decrypt(fernet.encrypt(b"token")) == b"token"


def test_differ_between_malls(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert load_or_make(tmp_path) != load_or_make(tmp_path / "other")


def test_many_at_once_agree(tmp_path: Path) -> None:
    found: list[Secrets] = []
    threads = [
        threading.Thread(target=lambda: found.append(load_or_make(tmp_path))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
