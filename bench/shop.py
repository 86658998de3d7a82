"""A mall of many products on a PostgreSQL of its own, and the servers that serve it.

Durable settings stay on: what is measured is what runs in production.
"""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django

from tradewind.platform.postgres import Cluster

PRODUCTS = 10_000
STORES = 5
VARIANTS = 1
_PATIENCE = 300.0  # seconds a busy machine is given to start the servers
_NOUNS = [
    "Lamp",
    "Chair",
    "Bowl",
    "Jacket",
    "Tent",
    "Speaker",
    "Soap",
    "Kettle",
    "Rug",
    "Notebook",
    "Camera",
    "Backpack",
]
_KINDS = [
    "Oak",
    "Linen",
    "Steel",
    "Copper",
    "Wool",
    "Clay",
    "Glass",
    "Walnut",
    "Cotton",
    "Ash",
    "Slate",
    "Cedar",
]


@dataclass(frozen=True, slots=True)
class Processes:
    """What serves the mall: process ids of the web side and of PostgreSQL."""

    port: int
    servers: tuple[int, ...]
    postmaster: int


@dataclass(frozen=True, slots=True)
class Filled:
    """How long it took to fill the mall, in seconds, and what its search index takes on disk."""

    goods_seconds: float
    listing_seconds: float
    indexing_seconds: float
    index_bytes: int


@contextmanager
def shop(
    *, products: int = PRODUCTS, stores: int = STORES, variants: int = VARIANTS
) -> Iterator[Filled]:
    """Make the mall in a folder of its own and set Django up on it; gives what filling it took.

    `variants` is how many each product has.
    """
    with tempfile.TemporaryDirectory(prefix="tradewind-bench-") as folder:
        os.environ["TRADEWIND_DATA"] = folder
        os.environ["TRADEWIND_LOG_LEVEL"] = "warning"
        os.environ["SECRET_KEY"] = "bench-" + "x" * 50
        os.environ["DJANGO_SETTINGS_MODULE"] = "tradewind.config.settings"
        cluster = Cluster(Path(folder))
        with cluster.held() as url:
            os.environ["DATABASE_URL"] = url
            django.setup()
            yield _fill(products, stores, variants)


@contextmanager
def serving(*, workers: int = 2, threads: int = 4) -> Iterator[Processes]:
    """Run `web` and `worker` as `tradewind serve` would."""
    port = _free_port()
    environment = {
        **os.environ,
        "TRADEWIND_PORT": str(port),
        "TRADEWIND_WEB_WORKERS": str(workers),
        "TRADEWIND_WEB_THREADS": str(threads),
    }
    command = [sys.executable, "-m", "tradewind.cli"]
    children = [subprocess.Popen([*command, name], env=environment) for name in ("web", "worker")]
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield Processes(port, tuple(child.pid for child in children), _postmaster())
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(20)


def cpu_seconds(*roots: int) -> float:
    """CPU time of these processes and all below them, living or ended (Linux)."""
    ticks = os.sysconf("SC_CLK_TCK")
    below: dict[int, list[int]] = {}
    used: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            below.setdefault(int(fields[1]), []).append(int(folder.name))
            used[int(folder.name)] = sum(map(int, fields[11:15]))
    waiting, total = list(roots), 0
    while waiting:
        pid = waiting.pop()
        total += used.get(pid, 0)
        waiting += below.get(pid, [])
    return total / ticks


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _fill(products: int, stores: int, variants: int) -> Filled:
    # Django's apps can only be imported once it is set up.
    from bench.goods import fill  # noqa: PLC0415

    return fill(
        count=products,
        stores=stores,
        variants=variants,
        nouns=_NOUNS,
        kinds=_KINDS,
        chance=random.Random(7),
    )


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")


def _postmaster() -> int:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    stat = Path(f"/proc/{backend}/stat").read_text()
    return int(stat.rpartition(")")[2].split()[1])
