"""`tradewind edge`: the realtime hub. Nothing here may load Django's models."""

from __future__ import annotations

import os
import socket
import sys
import tempfile

import click

from tradewind.config.env import read
from tradewind.platform.processes import Child, end_with_parent, probe, run_crew
from tradewind.platform.realtime import server
from tradewind.platform.realtime.board import Board

_MOST_BY_DEFAULT = 4
# Less than `serve` gives the whole of edge, so that the hubs are gone before it is.
_PATIENCE = 0.8


@click.command()
@click.option("--hub", type=(int, int, int), hidden=True, help="Open socket, open board, place.")
def edge(hub: tuple[int, int, int] | None) -> None:
    """Relay live changes to open pages, one port above the web process, until Ctrl-C."""
    end_with_parent()
    if hub is not None:
        listening, board, place = hub
        server.serve_on(socket.socket(fileno=listening), Board(board, place))
        return
    host, port = read("TRADEWIND_HOST"), int(read("TRADEWIND_PORT")) + 1
    probe(host, port)
    count = int(read("TRADEWIND_EDGE_PROCESSES") or min(_cores(), _MOST_BY_DEFAULT))
    if count == 1:
        server.serve(host, port)
        return
    sockets = server.shared_sockets(host, port, count)
    with tempfile.TemporaryFile() as shared:
        Board.lay_out(shared, count)
        run_crew(
            [_hub(place, own.fileno(), shared.fileno()) for place, own in enumerate(sockets)],
            say=lambda line: click.echo(f"tradewind: {line}", err=True),
            patience=_PATIENCE,
        )


def _hub(place: int, listening: int, board: int) -> Child:
    numbers = map(str, (listening, board, place))
    command = [sys.executable, "-m", "tradewind.cli", "edge", "--hub", *numbers]
    return Child(f"edge {place + 1}", command, patience=_PATIENCE, descriptors=(listening, board))


def _cores() -> int:
    # Those this process may use, where the system tells.
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
