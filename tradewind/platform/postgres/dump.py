"""A database into a file and back, by PostgreSQL's own programs."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tradewind.platform.postgres import binaries
from tradewind.platform.postgres.errors import DumpFailed

_EMPTY = Path(__file__).with_name("empty.sql")


def dump(*, url: str, to: Path) -> None:
    """Write the database at `url` to the file `to` (pg_dump's custom format). Raises `DumpFailed`.

    It is one snapshot; the mall keeps selling meanwhile.
    """
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={to}", url=url)


def restore(*, url: str, source: Path) -> None:
    """Replace everything in the database at `url` by what `dump` wrote, in one transaction.

    Raises `DumpFailed`; the database is then as it was.
    """
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "restore.sql"
        _run(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--no-comments",
            f"--file={script}",
            str(source),
        )
        # Through psql, because pg_restore can't empty the schema in the transaction it fills it.
        _run(
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--output=/dev/null",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--file={_EMPTY}",
            f"--file={script}",
            url=url,
        )


def _run(program: str, *arguments: str, url: str | None = None) -> None:
    """Run one of PostgreSQL's programs, on the database at `url` if given."""
    target: list[str] = []
    environment = dict(os.environ)
    if url is not None:
        parameters = conninfo_to_dict(url)
        # Everybody on the machine can read a process's arguments.
        if password := parameters.pop("password", None):
            environment["PGPASSWORD"] = str(password)
        target = ["--dbname", make_conninfo("", **parameters)]
    done = subprocess.run(  # noqa: S603
        [str(binaries.in_wheel() / program), *arguments, *target],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DumpFailed(program=program, reason=done.stderr.strip())
