"""`tradewind reindex`: listings and the search index, made anew."""

from __future__ import annotations

import click
from rich.progress import Progress

from tradewind.domains.discovery.indexing import reindex as build_index
from tradewind.domains.discovery.operations import rebuild_listings


@click.command()
@click.option("--only-index", is_flag=True, help="Leave the listings as they are.")
def reindex(*, only_index: bool) -> None:
    """Make what lists and search show anew from the catalogue. Shoppers notice nothing of it."""
    with Progress() as progress:
        if not only_index:
            listings = progress.add_task("Listings", total=None)
            rebuild_listings(
                progress=lambda done, total: progress.update(listings, completed=done, total=total)
            )
        indexed = progress.add_task("Index", total=None)
        count = build_index(
            progress=lambda done, total: progress.update(indexed, completed=done, total=total)
        )
    click.echo(f"{count} products can be found.")
