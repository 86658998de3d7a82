"""A flash sale: ``python -m bench.flash [pieces buyers]``.

500 pieces of one thing, 2,000 buyers who want one each, all at once over REST: cart, checkout,
payment. Sold must be 500 to the piece and everyone else told kindly; then the books are looked at.
Ends with an error when they are not in order.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Generator

from bench import load, shop
from bench.load import Answer, Request, Script
from bench.rest import paying

PIECES, BUYERS = 500, 2_000
CONNECTIONS = 200
"""Buyers at the door at the same moment; each makes room for the next."""
_PATIENCE = 600.0
_SETTLING = 60.0
_LABEL = "pay"


def main() -> None:
    pieces, buyers = map(int, sys.argv[1:3]) if sys.argv[2:] else (PIECES, BUYERS)
    with shop.shop(products=200), shop.serving() as processes:
        # Models can be read only once the mall is set up.
        from bench import books  # noqa: PLC0415

        variant = books.put_out(pieces)
        connections = min(CONNECTIONS, buyers)
        tally = load.run(
            port=processes.port,
            script=_buying(variant, buyers, connections),
            clients=connections,
            seconds=_PATIENCE,
        )
        deadline = time.monotonic() + _SETTLING
        while books.is_moving() and time.monotonic() < deadline:
            time.sleep(0.2)
        sale = books.sale(variant)
        rate = sale.sold / sale.seconds if sale.seconds else 0.0
        print(
            f"{sale.sold} of {pieces} pieces sold to {buyers} buyers, {connections} at a time:"
            f" {rate:.1f} orders/s, everyone served after {tally.seconds:.1f} s"
        )
        for name in sorted(tally.times):
            print(
                f"  {name:44}{len(tally.times[name]):6} ×"
                f"   p50 {tally.quantile(name, 0.5):7.0f} ms"
                f"   p95 {tally.quantile(name, 0.95):7.0f} ms"
            )
        faults = sale.faults(pieces)
        print("  the books: " + ("; ".join(faults) or "in order"), flush=True)
        if faults:
            raise SystemExit(1)


def _buying(variant: str, buyers: int, connections: int) -> Script:
    """Connection n serves every `connections`-th buyer, one after another, each to the end."""

    def script(number: int) -> Generator[Request, Answer, None]:
        for buyer in range(number, buyers, connections):
            lines = [{"variant_id": variant, "quantity": 1}]
            opened = yield Request(
                "open cart", "POST", "/api/v1/carts", {"region": "ON", "lines": lines}
            )
            if opened.status >= 400:
                continue  # sold out before they came to the door
            headers = {"Cart-Token": opened.json["token"]}
            yield from paying(_LABEL, f"buyer{buyer}@example.org", headers)

    return script


if __name__ == "__main__":
    main()
