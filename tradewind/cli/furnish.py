"""`tradewind furnish`: the demo mall's sellers, goods, people and a month of sales."""

from __future__ import annotations

from typing import ClassVar

import click

from tradewind.cli import welcome
from tradewind.config.env import read
from tradewind.flows.furnish.writing import furnish as write_mall
from tradewind.platform.processes.errors import Mendable


class RealMall(Mendable):
    """Made-up people with one password, an operator among them, have no place in production."""

    code: ClassVar[str] = "furnish_real_mall"
    fact = "TRADEWIND_ENV is production, and the demo's people all share one password."
    remedy = "Run `tradewind demo`, which has a data folder of its own."


@click.command()
def furnish() -> None:
    """Fill this data folder with the demo mall. Again changes nothing. Raises `RealMall`."""
    if read("TRADEWIND_ENV") == "production":
        raise RealMall
    write_mall(say=_say, password=welcome.password())


def _say(line: str) -> None:
    click.echo(f"tradewind: furnishing: {line}")
