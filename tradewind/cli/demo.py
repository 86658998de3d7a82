"""`tradewind demo`: a mall to look around in, kept apart from any real one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click

from tradewind.cli import mall, welcome
from tradewind.platform.postgres import Cluster
from tradewind.platform.processes import nobody_serving

DATA = Path(".data/demo")

# Commands that run in order before the doors open.
PREPARATION = ("migrate", "furnish")


@click.command()
@click.option("--fresh", is_flag=True, help="Throw the demo's data away and begin anew.")
@click.option("--browser/--no-browser", default=True, help="Open the mall in the browser.")
def demo(fresh: bool, browser: bool) -> None:
    """Open a furnished mall, with its own data in .data/demo. The second start is quick."""
    data = DATA.resolve()
    os.environ["TRADEWIND_DATA"] = str(data)
    if fresh:
        _forget(data)

    def greet(address: str) -> None:
        text = welcome.letter(address=address, data=data)
        welcome.keep(text, data=data)
        click.echo(text)
        if browser:
            welcome.show(address)

    mall.run(preparation=PREPARATION, on_ready=greet)


def _forget(data: Path) -> None:
    with nobody_serving(data):
        Cluster(data).destroy()
    shutil.rmtree(data, ignore_errors=True)
