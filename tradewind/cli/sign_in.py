"""`tradewind sign-in`: what a provider gave the mall when it registered there."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tradewind.domains.identity.outside.apps import NAMES, NEEDED
from tradewind.domains.identity.outside.operations import give_up_provider, set_up_provider
from tradewind.kernel.errors import NotFound

_SECRETS = frozenset({"secret", "private_key"})


@click.command()
@click.argument("provider", type=click.Choice(list(NAMES)))
@click.option("--give-up", is_flag=True, help="Take the button away and forget the keys.")
def sign_in(provider: str, give_up: bool) -> None:
    """Let people sign in with an account elsewhere.

    What is needed is asked for, or read line by line from a pipe; never from an argument, which
    other people of this machine could see. Apple's private key is asked for as the name of its file.
    """
    if give_up:
        try:
            give_up_provider(provider=provider)
        except NotFound:
            click.secho(f"tradewind: {NAMES[provider]} was not set up here.", fg="red", err=True)
            sys.exit(1)
        click.secho(f"tradewind: {NAMES[provider]} is not offered any more.", bold=True)
        return
    credentials = {name: _asked(name) for name in NEEDED[provider]}
    set_up_provider(provider=provider, credentials=credentials)
    click.secho(f"tradewind: people may come by {NAMES[provider]} now.", bold=True)


def _asked(name: str) -> str:
    if name == "private_key":
        return Path(_line("File with the private key")).read_text(encoding="utf-8")
    return _line(name.replace("_", " ").capitalize(), hide=name in _SECRETS)


def _line(words: str, *, hide: bool = False) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return str(click.prompt(words, hide_input=hide)).strip()
