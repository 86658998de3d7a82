"""How well recommendations foresee what people buy: ``python -m bench.recommend``.

The order lines of a real shop, split by time: what was sold before 1 October 2011 is learnt, what
each customer bought after it, and never before, is to be foreseen. Against the best sellers of the
last weeks, which is hard to beat. Every figure in `rules/affinity.py` was chosen on an earlier
split (August and September, learnt from what lies before), printed first.
"""

from __future__ import annotations

import csv
import gzip
import math
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.icecat import SHARED
from tradewind.domains.discovery.rules.affinity import (
    SEEDS,
    Learnt,
    companions,
    interest,
    recommended,
)

LINES = SHARED / "online-retail.csv.gz"
SHOWN = 10
SPLITS = (
    ("chosen on", datetime(2011, 8, 1, tzinfo=UTC), datetime(2011, 10, 1, tzinfo=UTC)),
    ("reported", datetime(2011, 10, 1, tzinfo=UTC), datetime(2011, 12, 10, tzinfo=UTC)),
)

History = Mapping[int, datetime]
Recommend = Callable[[History], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Basket:
    at: datetime
    customer: str
    goods: frozenset[int]


def main() -> None:
    if not LINES.exists():
        print(f"skipped: {LINES} is not there")
        return
    baskets = _baskets()
    print(f"{len(baskets):,} baskets")
    print(f"{'split':11}{'what':28}{'people':>8}{'hit@10':>9}{'nDCG@10':>9}{'seconds':>9}")
    for name, start, end in SPLITS:
        past = [basket for basket in baskets if basket.at < start]
        future = [basket for basket in baskets if start <= basket.at < end]
        began = time.perf_counter()
        learnt, near = _learn(past, start)
        learning = time.perf_counter() - began
        sold = sorted(learnt.products, key=lambda product_id: -learnt.products[product_id])

        def popular(history: History, sold: Sequence[int] = sold) -> Sequence[int]:
            return [product_id for product_id in sold if product_id not in history][:SHOWN]

        def personal(
            history: History,
            start: datetime = start,
            near: Mapping[int, Sequence[tuple[int, float]]] = near,
        ) -> Sequence[int]:
            latest = sorted(history.items(), key=lambda seed: seed[1], reverse=True)[:SEEDS]
            seeds = [(product_id, interest(at, start)) for product_id, at in latest]
            known = [one for one in recommended(seeds, near) if one not in history]
            return known[:SHOWN] or popular(history)

        for what, recommend in (("best sellers of late", popular), ("recommendations", personal)):
            people, hits, gain = _judge(past, future, recommend)
            spent = learning if recommend is personal else 0.0
            print(f"{name:11}{what:28}{people:8}{hits:9.3f}{gain:9.3f}{spent:9.1f}", flush=True)


def _baskets() -> list[Basket]:
    """Sales to known customers, by time. Returns, postage and the like are left out."""
    codes: dict[str, int] = {}
    invoices: dict[str, tuple[datetime, str, set[int]]] = {}
    with gzip.open(LINES, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            is_goods = row["StockCode"][:1].isdigit()
            if int(row["Quantity"]) > 0 and row["CustomerID"] and is_goods:
                at = datetime.fromisoformat(row["InvoiceDate"]).replace(tzinfo=UTC)
                kept = invoices.setdefault(row["InvoiceNo"], (at, row["CustomerID"], set()))
                kept[2].add(codes.setdefault(row["StockCode"], len(codes)))
    found = [Basket(at, customer, frozenset(goods)) for at, customer, goods in invoices.values()]
    return sorted(found, key=lambda basket: basket.at)


def _learn(
    past: Sequence[Basket], now: datetime
) -> tuple[Learnt, dict[int, list[tuple[int, float]]]]:
    learnt = Learnt()
    for basket in past:
        learnt.add(basket.goods, at=basket.at)
    pairs: dict[int, dict[int, float]] = defaultdict(dict)
    for (first, second), together in learnt.pairs.items():
        pairs[first][second] = pairs[second][first] = together
    near = {
        product_id: companions(product_id, others, learnt.products, now=now)
        for product_id, others in pairs.items()
    }
    return learnt, near


def _judge(
    past: Sequence[Basket], future: Sequence[Basket], recommend: Recommend
) -> tuple[int, float, float]:
    """People asked, the share with a hit among ten, and the mean nDCG@10."""
    histories: dict[str, dict[int, datetime]] = defaultdict(dict)
    wanted: dict[str, set[int]] = defaultdict(set)
    for basket in past:
        histories[basket.customer].update(dict.fromkeys(basket.goods, basket.at))
    for basket in future:
        wanted[basket.customer] |= basket.goods
    people = hits = 0
    gain = 0.0
    for customer, goods in wanted.items():
        fresh = goods - histories.get(customer, {}).keys()
        if customer not in histories or not fresh:
            continue
        people += 1
        met = [at for at, one in enumerate(recommend(histories[customer])) if one in fresh]
        hits += bool(met)
        ideal = sum(1 / math.log2(at + 2) for at in range(min(SHOWN, len(fresh))))
        gain += sum(1 / math.log2(at + 2) for at in met) / ideal
    return people, hits / people, gain / people


if __name__ == "__main__":
    main()
