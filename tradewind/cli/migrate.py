"""`tradewind migrate`: tables as this release needs them."""

from __future__ import annotations

import click
from django.core.management import call_command


@click.command()
def migrate() -> None:
    """Bring the database's tables up to date. Safe to run at every start."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
