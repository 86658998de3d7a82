"""`tradewind import products FILE --store SLUG`."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from tradewind.domains.catalogue.models import Import
from tradewind.domains.catalogue.queries import list_remarks
from tradewind.domains.stores.models import Store
from tradewind.flows import import_products
from tradewind.flows.import_products import Field, Reading

_REFUSED_SHOWN = 20


@click.group("import")
def import_() -> None:
    """Bring in what a business has elsewhere."""


@import_.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--store", "slug", required=True, help="The store's slug.")
@click.option("--stock", default=25, show_default=True, help="Pieces of each new product.")
@click.option("--currency", help="Of prices without one; the store's own unless given.")
@click.option("--encoding", default="", help="Of a CSV file; guessed unless given.")
@click.option("--column", "columns", multiple=True, metavar="NAME=FIELD", help="Read it so.")
@click.option("--draft", is_flag=True, help="Don't put new products on sale yet.")
def products(
    file: Path,
    slug: str,
    stock: int,
    currency: str | None,
    encoding: str,
    columns: tuple[str, ...],
    draft: bool,
) -> None:
    """Take in the products of a CSV, XLSX or JSONL FILE, also gzipped.

    A file that was taken in changes nothing the second time; one that was stopped goes on where
    it was. Pictures named by address are not fetched.
    """
    store = Store.objects.filter(slug=slug).first()
    if store is None:
        raise click.BadParameter(f"there is no store {slug!r}", param_hint="--store")
    reading = Reading(
        currency=currency or store.currency, stock=stock, is_draft=draft, encoding=encoding
    )
    found = _open(store, file, reading, dict(pair.partition("=")[::2] for pair in columns))
    console = Console(stderr=True)
    _say_what_is_left_out(console, Reading.from_json(found.mapping))
    began = time.monotonic()
    done = _run(console, store, found)
    _report(console, store, done, seconds=time.monotonic() - began)
    if done.refused:
        sys.exit(2)


def _open(store: Store, file: Path, reading: Reading, columns: dict[str, str]) -> Import:
    content = file.read_bytes()
    if columns:
        looked = import_products.look(content, encoding=reading.encoding)
        reading = replace(reading, columns=looked).with_columns(columns)
    return import_products.open_file(
        store_id=store.pk, name=file.name, content=content, reading=reading, resume=True
    )


def _run(console: Console, store: Store, found: Import) -> Import:
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(TextColumn(found.name), *columns, console=console) as bar:
        task = bar.add_task("rows", total=None, completed=found.rows_done)

        def advance(running: Import) -> None:
            bar.update(task, total=running.rows_total, completed=running.rows_done)

        return import_products.run(
            store_id=store.pk, import_id=str(found.public_id), on_progress=advance
        )


def _say_what_is_left_out(console: Console, reading: Reading) -> None:
    for name, meant in reading.columns.items():
        if meant is Field.PICTURE:
            console.print(f"[yellow]column {name!r}: pictures are not fetched from addresses")
        elif meant is Field.IGNORED:
            console.print(f"[yellow]column {name!r} is left out; --column '{name}=…' would take it")


def _report(console: Console, store: Store, done: Import, *, seconds: float) -> None:
    refused = list_remarks(store_id=store.pk, import_id=str(done.public_id), limit=_REFUSED_SHOWN)
    warned = list_remarks(
        store_id=store.pk, import_id=str(done.public_id), warnings=True, limit=_REFUSED_SHOWN
    )
    for title, remarks in (("Refused rows", refused.items), ("Warnings", warned.items)):
        if remarks:
            table = Table("row", "column", "why", "value", title=title)
            for row in remarks:
                table.add_row(str(row.row), row.column or row.field, row.code, Text(row.value))
            console.print(table)
    click.echo(
        f"{done.rows_done} rows in {seconds:.1f} s: {done.created} products created,"
        f" {done.changed} changed, {done.unchanged} unchanged, {done.refused} rows refused,"
        f" {done.warnings} warnings"
    )
