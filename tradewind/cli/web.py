"""`tradewind web`: pages and REST by Granian over WSGI."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from granian._internal import load_target
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

import tradewind
from tradewind.cli.messages import compile_messages
from tradewind.config.env import read
from tradewind.platform.processes import end_with_parent, probe

_APPLICATION = "tradewind.config.wsgi:application"
_STATIC = Path(tradewind.__file__).parent / "dist" / "static"
_YEAR = 365 * 24 * 3600
_STOP_SECONDS = 2


@click.command()
def web() -> None:
    """Serve pages and REST on TRADEWIND_HOST and TRADEWIND_PORT until Ctrl-C."""
    end_with_parent()
    host, port = read("TRADEWIND_HOST"), int(read("TRADEWIND_PORT"))
    probe(host, port)
    compile_messages()
    Server(
        _APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(read("TRADEWIND_WEB_WORKERS")),
        blocking_threads=int(read("TRADEWIND_WEB_THREADS")),
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_SECONDS,
        # It warns about the number of threads, which is ours to choose: they wait for PostgreSQL.
        log_level=LogLevels.error,
        # Names carry a hash of the content, so a browser may keep them.
        static_path_route=["/static"] if _STATIC.exists() else None,
        static_path_mount=[_STATIC] if _STATIC.exists() else None,
        static_path_expires=_YEAR,
    ).serve(target_loader=_load)


def _load(target: str) -> Callable[..., Any]:
    """Runs in Granian's worker, which otherwise outlives a killed main and keeps the port."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    assert parent.pid is not None
    end_with_parent(parent.pid)
    application: Callable[..., Any] = load_target(target)
    _keep_out_of_collections()
    return application


def _keep_out_of_collections() -> None:
    """What is loaded stays till the end; looking through it again and again for garbage took 0.7 ms
    of a checkout."""
    gc.collect()
    gc.freeze()
