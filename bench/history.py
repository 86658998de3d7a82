"""Long memories: ``python -m bench.history [purchases]``.

A shopper who bought 10,000 times and their seller with 10,000 orders, beside a shopper and a seller
with ten: the first and the last page of their lists, and what filters find.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench import load, shop
from bench.load import Answer, Headers, Request, Script

if TYPE_CHECKING:
    from bench.bought import History

FEW, MANY = 10, 10_000
CLIENTS = 4
SECONDS = 3.0


def main() -> None:
    many = int(sys.argv[1]) if sys.argv[1:] else MANY
    with shop.shop(products=200):
        # Models can be read only once the mall is set up.
        from bench.bought import history  # noqa: PLC0415

        short, long = _scripts(history(0, FEW)), _scripts(history(1, many))
        print(f"{'p50, p95 and CPU ms':30}{f'of {FEW}':>22}{f'of {many:,}':>22}{'× CPU':>8}")
        with shop.serving() as processes:
            for name in short:
                few = _measured(processes, name, short[name])
                more = _measured(processes, name, long[name])
                print(f"{name:30}{few}{more}{more.cpu_ms / few.cpu_ms:8.2f}", flush=True)


@dataclass(frozen=True, slots=True)
class _Line:
    p50: float
    p95: float
    cpu_ms: float

    def __str__(self) -> str:
        return f"{self.p50:8.1f}{self.p95:7.1f}{self.cpu_ms:7.1f}"


def _measured(processes: shop.Processes, name: str, script: Script) -> _Line:
    load.run(port=processes.port, script=script, clients=CLIENTS, seconds=0.5)
    roots = (*processes.servers, processes.postmaster)
    before = shop.cpu_seconds(*roots)
    tally = load.run(port=processes.port, script=script, clients=CLIENTS, seconds=SECONDS)
    used = shop.cpu_seconds(*roots) - before
    if tally.failures:
        raise SystemExit(f"{name}: {tally.failures}")
    return _Line(
        tally.quantile(name, 0.5), tally.quantile(name, 0.95), used / len(tally.times[name]) * 1000
    )


def _scripts(of: History) -> dict[str, Script]:
    orders, rest = f"/console/{of.store}/orders/", f"/api/v1/stores/{of.store}/orders"
    mine, bought = "/account/", "/api/v1/me/purchases?limit=20"
    asked = {
        "page purchases, first": (mine, of.shopper),
        "page purchases, last": (f"{mine}?cursor={of.last_purchases}", of.shopper),
        "REST purchases, first": (bought, of.shopper),
        "REST purchases, last": (f"{bought}&cursor={of.last_purchases}", of.shopper),
        "console orders to do": (orders, of.seller),
        "console orders, all, first": (f"{orders}?view=all", of.seller),
        "console orders, all, last": (f"{orders}?view=all&cursor={of.last_orders}", of.seller),
        "console orders, by a word": (f"{orders}?view=all&q=lamp", of.seller),
        "REST orders, first": (rest, of.seller),
        "REST orders, last": (f"{rest}?limit=40&cursor={of.last_orders}", of.seller),
        "REST orders still to pack": (f"{rest}?stage=paid", of.seller),
        "REST orders of nobody": (f"{rest}?text=nobody@nowhere", of.seller),
    }
    return {name: _reading(name, path, headers) for name, (path, headers) in asked.items()}


def _reading(name: str, path: str, headers: Headers) -> Script:
    def script(_number: int) -> Generator[Request, Answer, None]:
        while True:
            yield Request(name, "GET", path, None, headers)

    return script


if __name__ == "__main__":
    main()
