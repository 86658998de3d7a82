"""``python -m tradewind.platform.i18n extract | check | compile``."""

from __future__ import annotations

import os
import sys

import click

from tradewind.platform.i18n import catalogues
from tradewind.platform.i18n.extraction import extract as extract_messages
from tradewind.platform.i18n.languages import languages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tradewind.config.settings")

_SOURCES = catalogues.FOLDER.parent


@click.group(help="Keeps the message catalogues.")
def main() -> None:
    pass


@main.command(help="Bring the catalogues to what the sources say.")
def extract() -> None:
    template = extract_messages(_SOURCES)
    for language in languages()[1:]:
        waiting = catalogues.update(catalogues.FOLDER, language, template)
        click.echo(f"{language}: {len(template)} messages, {waiting} to translate")


@main.command(help="Fail on missing, stale, fuzzy or untranslated messages.")
def check() -> None:
    template = extract_messages(_SOURCES)
    failed = False
    for language in languages()[1:]:
        for fault in catalogues.faults(catalogues.load(catalogues.FOLDER, language), template):
            click.echo(f"{language}: {fault}", err=True)
            failed = True
    if failed:
        sys.exit(1)


@main.command(name="compile", help="Write the .mo files that are missing or stale.")
def compile_catalogues() -> None:
    for path in catalogues.compile_stale(catalogues.FOLDER):
        click.echo(f"{path.parent.parent.name}: compiled")


if __name__ == "__main__":
    main()
