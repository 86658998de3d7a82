"""`tradewind manage`: Django's own commands, with our database and secrets."""

from __future__ import annotations

import click
from django.core.management import execute_from_command_line


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Pass ARGUMENTS to Django, as in `tradewind manage shell`."""
    execute_from_command_line(["tradewind manage", *arguments])
