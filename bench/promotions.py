"""What active promotions cost a cart: ``python -m bench.promotions``.

A cart of ten lines in a mall of 2,000 products, with 0, 1, 300 and 5,000 active promotions: spread
over the mall, as a mall has them, and all about the goods in the cart, which is the worst. A peer's
cart went from 0.3 s to 6 s with one promotion.
"""

from __future__ import annotations

import random
import statistics
import time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import shop

ROUNDS = 40
LINES = 10
COUNTS = (0, 1, 300, 5_000)


def main() -> None:
    with shop.shop(products=2_000):
        print(
            f"{'promotions':12}{'active':>8}{'met':>8}{'SQL':>6}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}"
        )
        for name, spread in (("spread", True), ("on the cart", False)):
            for count in COUNTS:
                _line(name, count, spread=spread)


def _line(name: str, count: int, *, spread: bool) -> None:
    # Models can be read only once the mall is set up.
    from bench import running  # noqa: PLC0415

    basket = running.basket(LINES)
    running.fill(count, basket, spread=spread, chance=random.Random(count))
    running.ask(basket)
    with CaptureQueriesContext(connection) as captured:
        outcome = running.ask(basket)
    times, used = [], time.process_time()
    for _ in range(ROUNDS):
        began = time.perf_counter()
        running.ask(basket)
        times.append((time.perf_counter() - began) * 1000)
    used = (time.process_time() - used) / ROUNDS * 1000
    p95 = sorted(times)[int(ROUNDS * 0.95)]
    print(
        f"{name:12}{count:8}{running.found(basket):8}{len(captured):6}"
        f"{statistics.median(times):9.2f}{p95:9.2f}{used:9.2f}  {'' if outcome.is_exact else 'not exact'}",
        flush=True,
    )


if __name__ == "__main__":
    main()
