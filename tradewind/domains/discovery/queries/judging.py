"""How well the live index serves: its order against human judgements, and its speed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from tradewind.domains.discovery.engine.evaluation import Evaluation, Judgements, evaluate
from tradewind.domains.discovery.engine.questions import SearchQuery
from tradewind.domains.discovery.indexing.reader import index
from tradewind.domains.discovery.statements import rows

_ROUNDS = 5
_EXTERNAL_IDS = "SELECT id::text, external_id FROM catalogue_product WHERE external_id <> ''"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`p50_ms` and `p95_ms` are of a first page with facets, in process, without the database."""

    evaluation: Evaluation
    products: int
    p50_ms: float
    p95_ms: float


def judge(*, judgements: Judgements, language: str, currency: str) -> Judged:
    """Ask the live index every judged query; products go by their external ids.

    Raises `IndexMissing`.
    """
    external_ids = dict(rows(_EXTERNAL_IDS))

    def search(text: str, limit: int) -> Sequence[str]:
        question = SearchQuery(text, language=language, limit=limit, with_facets=False)
        return [external_ids.get(hit.id, "") for hit in index().search(question).hits]

    evaluation = evaluate(judgements, search)
    cuts = quantiles(_seconds(judgements, language, currency), n=20)
    return Judged(
        evaluation=evaluation,
        products=index().count(),
        p50_ms=cuts[9] * 1000,
        p95_ms=cuts[18] * 1000,
    )


def _seconds(judgements: Judgements, language: str, currency: str) -> list[float]:
    taken = []
    for _ in range(_ROUNDS):
        for text in judgements:
            began = time.perf_counter()
            index().search(SearchQuery(text, language=language, currency=currency))
            taken.append(time.perf_counter() - began)
    return taken
