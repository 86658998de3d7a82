"""Every command, where it is and what it needs: the one list.

A command's module is imported only when it is called, so `edge` and `serve` stay free of Django
and `tradewind --help` is quick.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import Enum
from importlib import import_module

import click

from tradewind.cli import environment
from tradewind.kernel.errors import TradewindError


class Needs(Enum):
    """What is made ready before a command's module is imported."""

    NOTHING = "nothing"
    DATABASE = "database"
    DJANGO = "django"


@dataclass(frozen=True, slots=True)
class Entry:
    """`place` is `module:attribute`; `summary` stands in the list of commands."""

    place: str
    summary: str
    needs: Needs = Needs.NOTHING


COMMANDS = {
    "demo": Entry("tradewind.cli.demo:demo", "Open a furnished mall to look around in."),
    "serve": Entry("tradewind.cli.serve:serve", "Run the whole mall: web, edge, worker, database."),
    "web": Entry("tradewind.cli.web:web", "Run only the pages and REST.", Needs.DATABASE),
    "edge": Entry("tradewind.cli.edge:edge", "Run only the realtime hub.", Needs.DATABASE),
    "worker": Entry("tradewind.cli.worker:worker", "Run only the worker.", Needs.DJANGO),
    "migrate": Entry("tradewind.cli.migrate:migrate", "Bring tables up to date.", Needs.DJANGO),
    "createoperator": Entry(
        "tradewind.cli.createoperator:createoperator", "Add who runs the mall.", Needs.DJANGO
    ),
    "sign-in": Entry(
        "tradewind.cli.sign_in:sign_in", "Let people come by Google, Apple …", Needs.DJANGO
    ),
    "furnish": Entry(
        "tradewind.cli.furnish:furnish", "Fill the mall with the demo's goods.", Needs.DJANGO
    ),
    "doctor": Entry("tradewind.cli.doctor:doctor", "Say what is wrong and how to mend it."),
    "reindex": Entry("tradewind.cli.reindex:reindex", "Make lists and search anew.", Needs.DJANGO),
    "search-eval": Entry(
        "tradewind.cli.search_eval:search_eval", "Judge search by human grades.", Needs.DJANGO
    ),
    "import": Entry("tradewind.cli.imports:import_", "Bring products in.", Needs.DJANGO),
    "backup": Entry("tradewind.cli.backup:backup", "Save everything in a file.", Needs.DATABASE),
    "restore": Entry("tradewind.cli.backup:restore", "Bring a backup back.", Needs.DATABASE),
    "manage": Entry("tradewind.cli.manage:manage", "Run one of Django's commands.", Needs.DJANGO),
}


class Commands(click.Group):
    """A group that reads `COMMANDS` instead of importing everything."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.place.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        entry = COMMANDS.get(args[0])
        if entry and entry.needs is not Needs.NOTHING:
            # Help needs no database.
            if "--help" not in args:
                ctx.with_resource(environment.database())
            if entry.needs is Needs.DJANGO:
                # Late, because it brings the ORM.
                ctx.with_resource(import_module("tradewind.cli.orm").ready())
        return super().resolve_command(ctx, args)


@click.command(cls=Commands, context_settings={"max_content_width": 100})
@click.version_option(package_name="tradewind")
def cli() -> None:
    """One platform on which a business sells everywhere at once."""


def main() -> None:
    """Run the command line; a named error becomes its sentence and status 1."""
    environment.prepare()
    try:
        cli(prog_name="tradewind")
    except TradewindError as error:
        click.secho(f"tradewind: {error}", fg="red", err=True)
        sys.exit(1)
