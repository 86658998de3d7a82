"""How fast search is in process: ``python -m bench.search``.

Indexes the real products beside the checkout, then asks every judged query in several ways. Without
``../shared/data`` it says so and measures nothing.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import icecat
from tradewind.domains.discovery.engine.evaluation import evaluate
from tradewind.domains.discovery.engine.questions import Filters, SearchQuery, Sort
from tradewind.domains.discovery.engine.searching import SearchIndex
from tradewind.domains.discovery.engine.storage import IndexRoot
from tradewind.domains.discovery.engine.suggesting import Phrase, PhraseBook
from tradewind.domains.discovery.engine.writing import rebuild, writer

ROUNDS = 5
THREADS = 2

Ask = Callable[[str], object]


def main() -> None:
    if not icecat.is_present():
        print("search: SKIPPED, ../shared/data has no icecat-products and search-judgements")
        return
    products = list(icecat.documents())
    with tempfile.TemporaryDirectory() as folder:
        root = IndexRoot(Path(folder))
        begun, busy = time.perf_counter(), time.process_time()
        count = rebuild(root, documents=products, cursor="")
        taken, cpu = time.perf_counter() - begun, time.process_time() - busy
        print(f"rebuild, 4 language fields  {count} products in {taken:.1f} s, CPU {cpu:.1f} s")
        begun = time.perf_counter()
        with writer(root) as changes:
            for product in products[:100]:
                changes.put(product)
            changes.commit(cursor="1")
        print(f"100 changes and commit      {(time.perf_counter() - begun) * 1000:.0f} ms")
        _ask(SearchIndex(root.path))


def _ask(index: SearchIndex) -> None:
    judgements = icecat.judgements()
    texts = list(judgements)
    index.warm(["en"])
    popular = PhraseBook(Phrase("", text, len(grades)) for text, grades in judgements.items())
    brand = Filters(brands=frozenset({"HP", "Philips"}), price=(1_000, 50_000))
    kinds: dict[str, Ask] = {
        "hits only": lambda text: index.search(SearchQuery(text, with_facets=False)),
        "with facets": lambda text: index.search(SearchQuery(text, currency="CAD")),
        "two filters, facets": lambda text: index.search(
            SearchQuery(text, filters=brand, currency="CAD")
        ),
        "by price, facets": lambda text: index.search(
            SearchQuery(text, sort=Sort.PRICE_ASC, currency="CAD")
        ),
        "misspelt, facets": lambda text: index.search(
            SearchQuery(text[:2] + text[3:], currency="CAD")
        ),
        "browse all, facets": lambda _: index.search(SearchQuery("", currency="CAD")),
        "suggest": lambda text: index.suggest(text[:4], language="en", queries=popular),
    }
    print(f"{'in process':22}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'a second':>10}")
    for name, ask in kinds.items():
        took, cpu = _timed(ask, texts)
        cuts = statistics.quantiles(took, n=100)
        rate = len(took) / sum(took) * 1000
        print(f"{name:22}{cuts[49]:9.2f}{cuts[94]:9.2f}{cuts[98]:9.2f}{cpu:9.2f}{rate:10.0f}")
    print(f"with facets, {THREADS} threads {_rate(kinds['with facets'], texts):.0f} a second")
    found = evaluate(
        judgements,
        lambda text, limit: [
            hit.id for hit in index.search(SearchQuery(text, limit=limit, with_facets=False)).hits
        ],
    )
    print(f"nDCG@10 over {len(found.queries)} queries: full {found.full:.3f}, ", end="")
    print(f"condensed {found.condensed:.3f}")


def _timed(ask: Ask, texts: Sequence[str]) -> tuple[list[float], float]:
    """Milliseconds each, after one round to warm up, and CPU milliseconds on average.

    CPU is what counts on a machine that others use at the same time.
    """
    for text in texts:
        ask(text)
    took = []
    cpu = time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            begun = time.perf_counter()
            ask(text)
            took.append((time.perf_counter() - begun) * 1000)
    return took, (time.process_time() - cpu) * 1000 / len(took)


def _rate(ask: Ask, texts: Sequence[str]) -> float:
    def work() -> None:
        for _ in range(ROUNDS):
            for text in texts:
                ask(text)

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return THREADS * ROUNDS * len(texts) / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
