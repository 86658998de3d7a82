"""``python -m tradewind.platform.i18n extract | check | compile``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from django.conf import settings

from tradewind.platform.i18n import catalogues
from tradewind.platform.i18n.extraction import extract as extract_messages
from tradewind.platform.i18n.languages import languages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tradewind.config.settings")


@click.group(help="Keeps the message catalogues.")
def main() -> None:
    pass


@main.command(help="Bring the catalogues to what the sources say.")
def extract() -> None:
    template = extract_messages(_sources())
    for language in languages()[1:]:
        waiting = catalogues.update(_locale(), language, template)
        click.echo(f"{language}: {len(template)} messages, {waiting} to translate")


@main.command(help="Fail on missing, stale, fuzzy or untranslated messages.")
def check() -> None:
    template = extract_messages(_sources())
    failed = False
    for language in languages()[1:]:
        for fault in catalogues.faults(catalogues.load(_locale(), language), template):
            click.echo(f"{language}: {fault}", err=True)
            failed = True
    if failed:
        sys.exit(1)


@main.command(name="compile", help="Write the .mo files that are missing or stale.")
def compile_catalogues() -> None:
    for path in catalogues.compile_stale(_locale()):
        click.echo(f"{path.parent.parent.name}: compiled")


def _locale() -> Path:
    return Path(settings.LOCALE_PATHS[0])


def _sources() -> Path:
    return _locale().parent


if __name__ == "__main__":
    main()
