"""One embedded PostgreSQL cluster, which any number of processes may share."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from tradewind.platform.postgres import binaries, configuration, postmaster
from tradewind.platform.postgres.errors import OtherMajorVersion, StartFailed
from tradewind.platform.postgres.guard import Guard
from tradewind.platform.postgres.home import SYSTEM_FOLDER, Home
from tradewind.platform.processes.locks import Lock

DATABASE = "tradewind"
_OWNER = "tradewind"
_SUPERUSER = "postgres"
_START_SECONDS = 120
_ROOM_FOR_NEW_MB = 128
_ROOM_TO_START_MB = 24
_LOG_LIMIT = 10 * 1024 * 1024


class Cluster:
    """The PostgreSQL of one data folder, reached over a Unix socket only.

    Without `durable` it forgets to wait for the disk: for tests. Nothing is touched before
    `ensure_running`.
    """

    def __init__(
        self, data: Path, *, durable: bool = True, system_folder: Path = SYSTEM_FOLDER
    ) -> None:
        self.home = Home(data, system_folder=system_folder)
        self.durable = durable

    @property
    def url(self) -> str:
        """The connection address of database `tradewind` (libpq's form, password included)."""
        return self._url(_OWNER, DATABASE)

    def is_running(self) -> bool:
        """Whether a live postmaster serves the cluster; it may still be recovering."""
        return postmaster.live_pid(self.home.cluster) is not None

    def ensure_running(self) -> str:
        """Make and start whatever is missing, wait until it answers, and return `url`.

        Takes up to two minutes after a crash, while the log is replayed. Raises a `Mendable` of
        `postgres.errors` when this machine or folder doesn't allow it.
        """
        self.home.prepare()
        with self.home.told(), Lock(self.home.start_lock):
            if not self.home.cluster.exists():
                self._make()
            self._refuse_other_version()
            if not self._answers_by_itself():
                self._start()
            self._furnish()
        return self.url

    def stop(self, *, patience: float = 5.0) -> None:
        """Stop it: open transactions are rolled back. After `patience` seconds, without tidying."""
        for mode, seconds in (("fast", patience), ("immediate", 2.0)):
            if not self.is_running():
                return
            self._run("pg_ctl", "stop", "-D", self.home.cluster, "-m", mode, "-w", "-t", seconds)

    @contextmanager
    def held(self) -> Iterator[str]:
        """Keep it running for the length of the block; yields `url`.

        The last holder to leave stops it, also when that holder is killed.
        """
        self.home.prepare()
        using = Lock(self.home.users_lock)
        using.share()
        guard = Guard(self.home.data, self.home.system_folder)
        try:
            yield self.ensure_running()
        finally:
            using.release()
            guard.leave()

    def destroy(self) -> None:
        """Stop it and delete its files."""
        self.stop()
        self.home.remove()

    def _url(self, role: str, database: str) -> str:
        host = quote(str(self.home.socket_folder), safe="")
        return f"postgresql://{role}:{self.home.password()}@/{database}?host={host}"

    def _run(self, program: str, *arguments: object) -> str:
        """Run one of PostgreSQL's programs as its account; returns what it said if it failed."""
        command = [str(self.home.programs / program), *map(str, arguments)]
        # To a file: a pipe would be inherited by the server and never end.
        said = self.home.folder / f"{program}.log"
        with said.open("w") as output:
            done = self.home.account.run(
                command, cwd=self.home.folder, stdout=output, stderr=output
            )
        return said.read_text().strip() if done.returncode else ""

    def _make(self) -> None:
        home = self.home
        home.demand_room(_ROOM_FOR_NEW_MB)
        home.password_file.touch(mode=0o600)
        home.password_file.write_text(secrets.token_urlsafe(24))
        # Made under another name, so that a crash halfway leaves no half of a cluster.
        unfinished = home.folder / "cluster.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        handed = home.folder / "password.handed"
        handed.touch(mode=0o600)
        home.account.own(handed)
        handed.write_text(home.password())
        failure = self._run(
            "initdb",
            f"--pgdata={unfinished}",
            f"--username={_SUPERUSER}",
            f"--pwfile={handed}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=PG_UNICODE_FAST",
            *([] if self.durable else ["--no-sync"]),
        )
        handed.unlink()
        if failure:
            shutil.rmtree(unfinished, ignore_errors=True)
            self._explain(failure, home.folder / "initdb.log")
        unfinished.rename(home.cluster)

    def _refuse_other_version(self) -> None:
        found = (self.home.cluster / "PG_VERSION").read_text().strip()
        if found != binaries.MAJOR:
            raise OtherMajorVersion(cluster=self.home.cluster, found=found, expected=binaries.MAJOR)

    def _answers_by_itself(self) -> bool:
        """Wait for a postmaster that is there already: True when it answers, False once it left."""
        deadline = time.monotonic() + _START_SECONDS
        while self.is_running():
            try:
                psycopg.connect(self._url(_SUPERUSER, "postgres"), connect_timeout=5).close()
            except psycopg.OperationalError as error:
                # Starting, recovering or shutting down.
                if time.monotonic() > deadline:
                    raise StartFailed(reason=str(error), log=self.home.log) from error
                time.sleep(0.1)
            else:
                return True
        return False

    def _start(self) -> None:
        home = self.home
        home.demand_room(_ROOM_TO_START_MB)
        postmaster.end_orphans(home.cluster, patience=3.0)
        # Nobody serves, so both lock files are ghosts; PostgreSQL would believe a zombie's.
        (home.cluster / "postmaster.pid").unlink(missing_ok=True)
        (home.socket_folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        self._write_settings()
        home.log.touch(mode=0o600)
        home.account.own(home.log)
        if home.log.stat().st_size > _LOG_LIMIT:
            home.log.write_bytes(b"")
        told_before = home.log.stat().st_size
        arguments = ("-D", home.cluster, "-l", home.log, "-w", "-t", _START_SECONDS)
        if self._run("pg_ctl", "start", *arguments):
            with home.log.open() as log:
                log.seek(told_before)
                self._explain(log.read(), home.log)

    def _write_settings(self) -> None:
        text = configuration.render(
            socket_folder=self.home.socket_folder,
            durable=self.durable,
            memory=configuration.memory_mb(),
        )
        settings = self.home.cluster / "postgresql.conf"
        settings.write_text(text)
        self.home.account.own(settings)

    def _explain(self, said: str, log: Path) -> None:
        if "No space left on device" in said:
            raise self.home.full(needed_mb=_ROOM_FOR_NEW_MB)
        telling = [line for line in said.splitlines() if "FATAL" in line or "error" in line]
        raise StartFailed(reason=" ".join(telling or said.splitlines()[-1:]), log=log)

    def _furnish(self) -> None:
        """Create the role, the database and the extension that are missing."""
        with psycopg.connect(self._url(_SUPERUSER, "postgres"), autocommit=True) as connection:
            owner = sql.Identifier(_OWNER)
            if not connection.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s", [_OWNER]
            ).fetchone():
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(
                        owner, sql.Literal(self.home.password())
                    )
                )
                # In the template, so that every database made from it (tests') has it too.
                with psycopg.connect(
                    self._url(_SUPERUSER, "template1"), autocommit=True
                ) as template:
                    template.execute("CREATE EXTENSION IF NOT EXISTS vector")
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), owner)
                )
