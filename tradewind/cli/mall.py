"""Running the whole mall of one data folder."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import ClassVar

import click

from tradewind.cli import environment
from tradewind.config.env import read
from tradewind.platform.processes import Child, Mendable, Supervisor
from tradewind.platform.processes.ports import reachable

_SELF = (sys.executable, "-m", "tradewind.cli")


class PreparationFailed(Mendable):
    """A command that must succeed before the mall opens did not."""

    code: ClassVar[str] = "preparation_failed"
    fact = "`tradewind {step}` ended with status {status}, so nothing was started."
    remedy = "What it said stands above; `tradewind doctor` may know more."


def run(
    *, preparation: Sequence[str], on_ready: Callable[[str], None] = lambda address: None
) -> None:
    """Start the database, run the commands named in `preparation`, then serve until told to stop.

    `on_ready` is called with the mall's address once it answers.
    Raises `AlreadyServing`, `PortTaken`, `PreparationFailed` and what the database raises.
    """
    began = time.monotonic()
    host, port = read("TRADEWIND_HOST"), int(read("TRADEWIND_PORT"))
    address = read("TRADEWIND_URL") or f"http://{reachable(host)}:{port}"

    def prepare() -> None:
        for step in preparation:
            done = subprocess.run([*_SELF, step], check=False)  # noqa: S603
            if done.returncode:
                raise PreparationFailed(step=step, status=done.returncode)

    def tell() -> None:
        seconds = time.monotonic() - began
        _say(f"ready after {seconds:.1f} s: {address} (Ctrl-C stops it)")
        on_ready(address)

    with environment.database() as cluster:
        Supervisor(
            data=environment.data_folder(),
            # Doors close in this order, PostgreSQL's last; together within 8 s.
            children=[
                Child("web", [*_SELF, "web"], address=(host, port), patience=2.0),
                Child("edge", [*_SELF, "edge"], address=(host, port + 1), patience=1.0),
                Child("worker", [*_SELF, "worker"], patience=5.0),
            ],
            database=cluster,
            say=_say,
        ).run(prepare=prepare, on_ready=tell)


def _say(line: str) -> None:
    click.secho(f"tradewind: {line}", bold=True)
