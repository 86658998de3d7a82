"""`tradewind serve`: everything, supervised."""

from __future__ import annotations

import click

from tradewind.cli import mall


@click.command()
def serve() -> None:
    """Run the whole mall until Ctrl-C: pages and REST, realtime hub, worker, database.

    Address and port come from TRADEWIND_HOST and TRADEWIND_PORT; see `tradewind doctor`.
    """
    mall.run(preparation=("migrate",))
