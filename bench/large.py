"""A mall that has grown: ``python -m bench.large [divisor]``.

200,000 variants of 50,000 products by 400 sellers, beside the 10,000 products of 5 sellers that the
other benches use: the same requests against each, and what it takes to fill and index them. A
`divisor` makes both malls that much smaller.
"""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from bench import load, rest, shop

CLIENTS = 16
SECONDS = 6.0
_LINES = (
    "REST list of 24",
    "REST product",
    "REST search",
    "REST add to cart",
    "REST whole checkout",
    "REST whole checkout, two sellers",
    "page category",
    "page product",
    "page search",
)


@dataclass(frozen=True, slots=True)
class Size:
    products: int
    stores: int
    variants: int


@dataclass(frozen=True, slots=True)
class Line:
    """Requests a second, milliseconds at p50 and p95, and CPU milliseconds of one request."""

    rate: float
    p50: float
    p95: float
    cpu: float
    failures: dict[str, int]


USUAL = Size(shop.PRODUCTS, shop.STORES, shop.VARIANTS)
LARGE = Size(50_000, 400, 4)


def main() -> None:
    divisor = int(sys.argv[1]) if sys.argv[1:] else 1
    sizes = [_divided(USUAL, divisor), _divided(LARGE, divisor)]
    # Each in a process of its own: Django can be set up on one mall only.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        malls = list(pool.map(measured, sizes))
    print(
        f"{'':34}{'req/s':>7}{'p50':>8}{'p95':>8}{'CPU ms':>8}"
        f"{'req/s':>11}{'p50':>8}{'p95':>8}{'CPU ms':>8}{'× CPU':>8}"
    )
    (usual, small), (large, filled) = malls
    for name in _LINES:
        print(
            f"{name:34}{_told(usual[name])}   {_told(large[name])}{_ratio(usual, large, name):8.2f}"
        )
        for line in (usual[name], large[name]):
            for told, times in line.failures.items():
                print(f"{'':34}failed: {told} × {times}")
    for size, took in zip(sizes, (small, filled), strict=True):
        print(
            f"{size.products * size.variants:,} variants of {size.products:,} products,"
            f" {size.stores} sellers: goods {took.goods_seconds:.0f} s, lists"
            f" {took.listing_seconds:.0f} s, index {took.indexing_seconds:.0f} s and"
            f" {took.index_bytes / 1e6:.0f} MB"
        )


def measured(size: Size) -> tuple[dict[str, Line], shop.Filled]:
    """Every line of one mall, and what filling it took."""
    with shop.shop(products=size.products, stores=size.stores, variants=size.variants) as filled:
        scripts = rest.scripts(rest.goods())
        with shop.serving() as processes:
            return {name: _line(name, scripts[name], processes) for name in _LINES}, filled


def _line(name: str, script: load.Script, processes: shop.Processes) -> Line:
    load.run(port=processes.port, script=script, clients=CLIENTS, seconds=1.5)
    roots = (*processes.servers, processes.postmaster)
    before = shop.cpu_seconds(*roots)
    tally = load.run(port=processes.port, script=script, clients=CLIENTS, seconds=SECONDS)
    used = shop.cpu_seconds(*roots) - before
    return Line(
        tally.rate(name),
        tally.quantile(name, 0.5),
        tally.quantile(name, 0.95),
        used / max(1, len(tally.times.get(name, ()))) * 1000,
        tally.failures,
    )


def _divided(size: Size, divisor: int) -> Size:
    return Size(size.products // divisor, max(2, size.stores // divisor), size.variants)


def _told(line: Line) -> str:
    return f"{line.rate:7.0f}{line.p50:8.1f}{line.p95:8.1f}{line.cpu:8.2f}"


def _ratio(usual: dict[str, Line], large: dict[str, Line], name: str) -> float:
    return large[name].cpu / (usual[name].cpu or 1.0)


if __name__ == "__main__":
    main()
