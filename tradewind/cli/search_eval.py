"""`tradewind search-eval`: search against human judgements."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from tradewind.domains.discovery.engine.evaluation import JudgementsUnreadable, read_judgements
from tradewind.domains.discovery.queries.judging import judge


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", default="en", show_default=True, help="The queries' language.")
@click.option("--worst", default=10, show_default=True, help="How many of the worst to list.")
def search_eval(*, file: Path, language: str, worst: int) -> None:
    """Judge the live index by FILE: CSV with query, product_id (external id) and grade (0-3)."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            judgements = read_judgements(lines)
    except (JudgementsUnreadable, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} can't be read: {error}") from error
    judged = judge(judgements=judgements, language=language, currency=settings.CURRENCIES[0])
    result = judged.evaluation
    click.echo(f"{len(result.queries)} queries over {judged.products} products")
    if result.unjudgeable:
        click.echo(f"{len(result.unjudgeable)} left out: no relevant product is known")
    click.echo(f"nDCG@10  full {result.full:.3f}   condensed {result.condensed:.3f}")
    click.echo(f"latency  p50 {judged.p50_ms:.1f} ms   p95 {judged.p95_ms:.1f} ms")
    click.echo("\nWorst:     full  condensed")
    for score in sorted(result.queries, key=lambda score: score.full)[:worst]:
        click.echo(f"          {score.full:.3f}      {score.condensed:.3f}  {score.query}")
