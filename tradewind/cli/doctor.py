"""`tradewind doctor`: what is wrong here, how to mend it, and every setting with its meaning."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.table import Table

from tradewind.cli.examination import examine
from tradewind.config.env import VARIABLES, read

_MARKS = {True: "[green]✓[/]", False: "[red]✗[/]"}


@click.command()
@click.option("--settings/--no-settings", default=True, help="Also list every setting.")
def doctor(settings: bool) -> None:
    """Look at everything Tradewind needs. Ends with status 1 when something is wrong."""
    console = Console()
    findings = list(examine())
    for finding in findings:
        console.print(f"{_MARKS[finding.is_well]} {finding.what}", highlight=False)
        if finding.remedy:
            console.print(f"  {finding.remedy}", style="yellow", highlight=False)
    if settings:
        console.print(_settings())
    if not all(finding.is_well for finding in findings):
        sys.exit(1)


def _settings() -> Table:
    table = Table(title="Settings (environment variables)", title_justify="left")
    for heading in ("variable", "value", "meaning"):
        table.add_column(heading, overflow="fold")
    for variable in VARIABLES:
        value = read(variable.name)
        shown = "(set)" if variable.secret and value else value
        table.add_row(variable.name, shown or "–", variable.meaning)
    return table
