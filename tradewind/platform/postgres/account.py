"""Which account PostgreSQL runs as: the caller's, or a system account when the caller is root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tradewind.platform.postgres.errors import AccountMissing

SYSTEM_ACCOUNT = "tradewind-db"


@dataclass(frozen=True, slots=True)
class Account:
    """An account by name and ids; `is_other` when it isn't the one this process runs as."""

    name: str
    uid: int
    gid: int
    is_other: bool

    def own(self, path: Path) -> None:
        """Give `path` to the account."""
        if self.is_other:
            os.chown(path, self.uid, self.gid)

    def run(
        self, command: list[str], *, cwd: Path, **options: Any
    ) -> subprocess.CompletedProcess[str]:
        """Run `command` as the account, in a folder it may enter, and return what it said."""
        if self.is_other:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(  # noqa: S603
            command,
            cwd=cwd,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            umask=0o077,
            **options,
        )


def for_server() -> Account:
    """The account to run PostgreSQL as. As root, makes the system account on first use.

    Raises `AccountMissing` when that isn't possible.
    """
    if os.geteuid() != 0:
        return Account(account_name(os.geteuid()), os.geteuid(), os.getegid(), is_other=False)
    found = _find() or _make()
    return Account(found.pw_name, found.pw_uid, found.pw_gid, is_other=True)


def account_name(uid: int) -> str:
    """The name of an account, or its number when it has none (as in many containers)."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _find() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        return None


def _make() -> pwd.struct_passwd:
    if shutil.which("useradd"):
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir"]
        command += ["/nonexistent", "--shell", "/usr/sbin/nologin", SYSTEM_ACCOUNT]
    else:  # BusyBox
        command = ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", SYSTEM_ACCOUNT]
    try:
        made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        reason = made.stderr.strip()
    except FileNotFoundError:
        reason = "neither useradd nor adduser is installed"
    found = _find()  # Also when another process was quicker and ours failed.
    if found is None:
        raise AccountMissing(account=SYSTEM_ACCOUNT, reason=reason)
    return found
