"""What the doctor looks at, one finding each."""

from __future__ import annotations

import platform
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg

import tradewind
from tradewind.cli import environment
from tradewind.config import safety, secrets
from tradewind.config.env import VARIABLES, read
from tradewind.kernel.errors import TradewindError
from tradewind.platform.postgres.binaries import MAJOR
from tradewind.platform.processes import PortTaken, probe

_ROOM_MB = 500
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `remedy` is empty when all is well."""

    is_well: bool
    what: str
    remedy: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything, in the order in which a start would stumble over it."""
    yield Finding(True, f"Python {platform.python_version()} on {platform.system()}")
    yield _environment()
    yield _well_or_told(_secrets)
    yield _well_or_told(_room)
    yield from _database()
    host, port = read("TRADEWIND_HOST"), int(read("TRADEWIND_PORT"))
    for name, number in (("web", port), ("edge", port + 1)):
        yield _port(name, host, number)
    yield _assets()


def _well_or_told(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except TradewindError as error:
        return Finding(False, error.code, str(error))


def _environment() -> Finding:
    name = read("TRADEWIND_ENV")
    if name not in safety.ENVIRONMENTS:
        return Finding(
            False,
            f"TRADEWIND_ENV is {name}",
            f"Set it to one of {', '.join(safety.ENVIRONMENTS)}.",
        )
    if name != "production":
        return Finding(True, f"Environment: {name}")
    environment.provide_secrets()
    found = safety.problems({variable.name: read(variable.name) for variable in VARIABLES})
    told = "\n  ".join(f"{problem.variable} {problem.sentence}" for problem in found)
    return Finding(not found, "Settings are safe for production", told)


def _secrets() -> Finding:
    environment.provide_secrets()
    path = secrets.location(environment.data_folder())
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Finding(False, f"{path} can be read by others", f"Run `chmod 600 {path}`.")
    return Finding(True, "Secrets are set and private")


def _room() -> Finding:
    data = environment.data_folder()
    free = shutil.disk_usage(data).free // _MB
    remedy = "" if free >= _ROOM_MB else f"Keep {_ROOM_MB} MB free for the database and files."
    return Finding(not remedy, f"Data folder {data}, {free} MB free", remedy)


def _database() -> Iterator[Finding]:
    given = bool(read("DATABASE_URL"))
    kind = "PostgreSQL of DATABASE_URL" if given else "Embedded PostgreSQL"
    with ExitStack() as resources:
        try:
            resources.enter_context(environment.reachable_database())
            connection = resources.enter_context(psycopg.connect(read("DATABASE_URL")))
        except (TradewindError, psycopg.OperationalError) as error:
            yield Finding(False, f"{kind} cannot be used", str(error).strip())
            return
        version = connection.info.server_version // 10_000
        remedy = "" if version >= int(MAJOR) else f"Upgrade the server to PostgreSQL {MAJOR}."
        yield Finding(not remedy, f"{kind} answers, version {version}", remedy)
        vector = connection.execute(
            "SELECT 1 FROM pg_available_extensions WHERE name = 'vector'"
        ).fetchone()
        remedy = (
            "" if vector else "Install pgvector on the server (Debian: postgresql-18-pgvector)."
        )
        yield Finding(not remedy, "pgvector is there", remedy)


def _port(name: str, host: str, number: int) -> Finding:
    try:
        probe(host, number)
    except PortTaken as error:
        return Finding(False, f"Port {number} for {name} is taken", f"{error} Or is it this mall?")
    except TradewindError as error:
        return Finding(False, f"Port {number} for {name} cannot be used", str(error))
    return Finding(True, f"Port {number} for {name} is free")


def _assets() -> Finding:
    built = Path(tradewind.__file__).parent / "dist" / "static" / "staticfiles.json"
    remedy = "" if built.exists() else "Run `make assets`."
    return Finding(not remedy, "Styles and scripts are built", remedy)
