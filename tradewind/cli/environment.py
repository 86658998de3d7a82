"""What must stand in the environment before settings load: data folder, secrets, database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tradewind.config import secrets
from tradewind.config.env import read
from tradewind.config.safety import refuse_unsafe
from tradewind.platform.postgres import Cluster
from tradewind.platform.postgres.home import Home


def data_folder() -> Path:
    """The data folder, absolute."""
    return Path(read("TRADEWIND_DATA")).resolve()


def prepare() -> None:
    """Name the settings module and make the data folder's path independent of where we stand."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tradewind.config.settings")
    os.environ["TRADEWIND_DATA"] = str(data_folder())


@contextmanager
def database() -> Iterator[Cluster | None]:
    """Fill in the secrets and the database's address; keep the embedded database running.

    Yields the embedded cluster, or None when DATABASE_URL names another server. Raises
    `UnsafeSettings` in production, and what `Cluster.ensure_running` raises.
    """
    provide_secrets()
    refuse_unsafe()
    with reachable_database() as cluster:
        yield cluster


@contextmanager
def reachable_database() -> Iterator[Cluster | None]:
    """As `database`, whatever the other settings are."""
    if read("DATABASE_URL"):
        yield None
        return
    cluster = Cluster(data_folder())
    with cluster.held() as url:
        os.environ["DATABASE_URL"] = url
        try:
            yield cluster
        finally:
            del os.environ["DATABASE_URL"]


def provide_secrets() -> None:
    """Take from `secrets.json` what the environment doesn't say, for us and our children."""
    if all(map(read, ("SECRET_KEY", "TRADEWIND_ENCRYPTION_KEYS", "TRADEWIND_PUSH_KEY"))):
        return
    data = data_folder()
    with Home(data).told():
        data.mkdir(parents=True, exist_ok=True)
        kept = secrets.load_or_make(data)
    if not read("SECRET_KEY"):
        os.environ["SECRET_KEY"] = kept.signing_key
    if not read("TRADEWIND_ENCRYPTION_KEYS"):
        os.environ["TRADEWIND_ENCRYPTION_KEYS"] = ",".join(kept.encryption_keys)
    if not read("TRADEWIND_PUSH_KEY"):
        os.environ["TRADEWIND_PUSH_KEY"] = kept.push_key
