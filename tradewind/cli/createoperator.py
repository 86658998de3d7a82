"""`tradewind createoperator`: the first person of a mall, or one more who runs it."""

from __future__ import annotations

import sys

import click

from tradewind.domains.identity.operations import check_password, create_operator
from tradewind.kernel.errors import InvalidInput


@click.command()
@click.option("--email", prompt="E-mail address", help="What they sign in with.")
@click.option("--name", default="", help="What colleagues see.")
def createoperator(email: str, name: str) -> None:
    """Make an account that runs the mall as a whole.

    The password is asked for, or read as one line from a pipe; never from an argument, which other
    people of this machine could see.
    """
    try:
        person = create_operator(email=email, password=_password(), name=name)
    except InvalidInput as error:
        click.secho(f"tradewind: {_told(error)}", fg="red", err=True)
        sys.exit(1)
    click.secho(f"tradewind: {person.email} runs this mall now.", bold=True)


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    while True:
        password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        try:
            check_password(password=password)
        except InvalidInput as error:
            click.secho(_told(error), fg="yellow", err=True)
        else:
            return password


def _told(error: InvalidInput) -> str:
    reasons = error.details.get("reasons")
    return " ".join(reasons) if reasons else f"This is no usable {', '.join(error.fields)}."
