"""Where the files of one data folder's cluster lie, and whether they may."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from functools import cached_property
from pathlib import Path
from tempfile import NamedTemporaryFile

from tradewind.kernel import clock
from tradewind.platform.postgres import account, binaries
from tradewind.platform.postgres.account import Account
from tradewind.platform.postgres.errors import (
    ClusterElsewhere,
    DiskFull,
    NotWritable,
    OwnedByAnother,
)
from tradewind.platform.processes.locks import Lock

SYSTEM_FOLDER = Path("/var/lib/tradewind")
_MB = 1024 * 1024
# sun_path is 108 bytes on Linux, 104 on macOS, and PostgreSQL appends `/.s.PGSQL.5432.lock`.
_LONGEST_SOCKET_FOLDER = 80


class Home:
    """The folder of one cluster: `<data>/postgres` or, for root, a folder of the system account.

    Root's data folder may be closed to everyone (0700), so the cluster stands elsewhere under a
    name derived from it, and a marker in the data folder ties the two together.
    """

    def __init__(self, data: Path, *, system_folder: Path = SYSTEM_FOLDER) -> None:
        self.data = data.resolve()
        self.system_folder = system_folder.resolve()
        self.beside_data = self.data / "postgres"

    @cached_property
    def account(self) -> Account:
        """Who runs PostgreSQL here. Made on first use when root needs it."""
        return account.for_server()

    @cached_property
    def folder(self) -> Path:
        if os.geteuid() != 0:
            return self.beside_data
        return self.system_folder / self._key

    @property
    def _key(self) -> str:
        return hashlib.sha256(str(self.data).encode()).hexdigest()[:16]

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def password_file(self) -> Path:
        return self.folder / "password"

    @property
    def start_lock(self) -> Path:
        return self.folder / "start.lock"

    @property
    def users_lock(self) -> Path:
        return self.folder / "users.lock"

    @property
    def marker(self) -> Path:
        return self.beside_data / "home"

    @cached_property
    def socket_folder(self) -> Path:
        inside = self.folder / "socket"
        if len(os.fsencode(inside)) <= _LONGEST_SOCKET_FOLDER:
            return inside
        return Path(tempfile.gettempdir()) / f"tradewind-{os.geteuid()}-{self._key}"

    @cached_property
    def programs(self) -> Path:
        """The folder with `postgres`, `pg_ctl` and the rest, runnable by `account`."""
        if self.account.is_other:
            return binaries.copied_to(self.system_folder)
        return binaries.in_wheel()

    def password(self) -> str:
        """The password of both database roles."""
        return self.password_file.read_text()

    def prepare(self) -> None:
        """Make the folders, or say why that can't be.

        Raises `NotWritable`, `DiskFull`, `OwnedByAnother`, `ClusterElsewhere`.
        """
        with self.told():
            self.data.mkdir(parents=True, exist_ok=True)
            self._refuse_another_owner()
            self.beside_data.mkdir(exist_ok=True, mode=0o700)
            # Several may start at once, and only one finds that the home is not there yet.
            with Lock(self.beside_data / "preparing"):
                if self.account.is_other:
                    self.system_folder.mkdir(parents=True, exist_ok=True)
                    self.system_folder.chmod(0o755)
                    self._settle()
                self._owned_folder(self.folder)
                self._owned_folder(self.socket_folder)
                _try_writing(self.folder)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn the operating system's refusals into sentences with a remedy."""
        try:
            yield
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise self.full(needed_mb=1) from error
            if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
                raise NotWritable(
                    folder=error.filename or self.folder,
                    reason=os.strerror(error.errno),
                    account=account.account_name(os.geteuid()),
                ) from error
            raise

    def demand_room(self, needed_mb: int) -> None:
        """Raise `DiskFull` when fewer than `needed_mb` are free where the cluster is."""
        if self.free_mb() < needed_mb:
            raise self.full(needed_mb=needed_mb)

    def free_mb(self) -> int:
        return shutil.disk_usage(self.folder).free // _MB

    def full(self, *, needed_mb: int) -> DiskFull:
        place = self.folder if self.folder.exists() else self.data
        free_mb = shutil.disk_usage(place).free // _MB
        return DiskFull(folder=place, free_mb=free_mb, needed_mb=needed_mb)

    def set_aside(self) -> None:
        """Move the whole home away under a dated name."""
        moment = clock.now().astimezone(UTC).strftime("%Y%m%dT%H%M%S")
        self.folder.rename(f"{self.folder}.set-aside-{moment}")

    def remove(self) -> None:
        """Delete the cluster and everything around it. The cluster must be stopped."""
        for folder in {self.folder, self.beside_data, self.socket_folder}:
            shutil.rmtree(folder, ignore_errors=True)

    def _owned_folder(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True, mode=0o700)
        # /tmp is everybody's: a folder of that name made by someone else is a trap.
        found = folder.lstat()
        if found.st_uid not in (os.geteuid(), self.account.uid) or folder.is_symlink():
            raise OwnedByAnother(
                data=self.data,
                owner=account.account_name(found.st_uid),
                account=account.account_name(os.geteuid()),
            )
        self.account.own(folder)
        folder.chmod(0o700)

    def _refuse_another_owner(self) -> None:
        made_in_place = self.beside_data / "cluster"
        owner: int | None = None
        if self.account.is_other and made_in_place.exists():
            owner = made_in_place.stat().st_uid
        elif not self.account.is_other and self.marker.exists():
            owner = self.marker.stat().st_uid
        elif not self.account.is_other and made_in_place.exists():
            owner = made_in_place.stat().st_uid
        if owner is not None and owner != os.geteuid():
            raise OwnedByAnother(
                data=self.data,
                owner=account.account_name(owner),
                account=account.account_name(os.geteuid()),
            )

    def _settle(self) -> None:
        """See that the home and the data folder belong together.

        Without that check a data folder deleted and made again would find its old database, and
        a moved one would silently get an empty one.
        """
        identity = self.folder / "identity"
        marked = self.marker.read_text().splitlines() if self.marker.exists() else []
        if marked and not identity.exists():
            raise ClusterElsewhere(
                data=self.data, expected=self.folder, made=marked[0], marker=self.marker
            )
        if identity.exists() and marked[1:] != [identity.read_text()]:
            self.set_aside()
        if not identity.exists():
            self._owned_folder(self.folder)
            identity.write_text(secrets.token_hex(8))
        if not marked or marked[1:] != [identity.read_text()]:
            self.marker.write_text(f"{self.folder}\n{identity.read_text()}")


def _try_writing(folder: Path) -> None:
    # Root passes every permission check, so only writing tells.
    # Each in a file of its own: several may start at once.
    with NamedTemporaryFile(dir=folder, prefix=".probe-") as probe:
        probe.write(b"x" * 4096)
        probe.flush()
