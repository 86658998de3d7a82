"""`tradewind edge`: the realtime hub. Nothing here may load Django's models."""

from __future__ import annotations

import click

from tradewind.config.env import read
from tradewind.platform.processes import end_with_parent, probe
from tradewind.platform.realtime import server


@click.command()
def edge() -> None:
    """Relay live changes to open pages, one port above the web process, until Ctrl-C."""
    end_with_parent()
    host, port = read("TRADEWIND_HOST"), int(read("TRADEWIND_PORT")) + 1
    probe(host, port)
    server.serve(host, port)
