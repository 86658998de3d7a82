"""What many tenders cost a checkout: ``python -m bench.tenders``.

Members buy one piece from each of one and of three sellers, paid by card alone, and with five
tenders: a coupon, points, a deposit, a gift card, and the rest by card at the sandbox. A guest with
a card at one seller is the figure the others stand beside.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

from bench import load, rest, shop
from bench.load import Answer, Request, Script

if TYPE_CHECKING:
    from bench.members import Member

PRODUCTS = 2_000
CLIENTS = 16
SECONDS = 10.0
_PART = 100  # minor units each kept tender pays
_LABEL = "payment"


def main() -> None:
    products, seconds = (int(sys.argv[1]), 3.0) if sys.argv[1:] else (PRODUCTS, SECONDS)
    with shop.shop(products=products):
        # Models can be read only once the mall is set up.
        from bench import members  # noqa: PLC0415

        members.offer()
        shoppers = [members.sign_up(number) for number in range(CLIENTS)]
        goods = rest.goods()
        scripts = {"guest, one seller, card": rest.checking_out(goods, _LABEL, sellers=1)}
        for sellers, of in ((1, "one seller"), (3, "three sellers")):
            for code, paid in (("", "card"), (members.CODE, "five tenders")):
                scripts[f"member, {of}, {paid}"] = _paying(goods, shoppers, sellers, code)
        print(f"{'':34}{'checkouts/s':>12}{'CPU ms':>8}{'× CPU':>7}{'p50 of paying':>15}{'p95':>7}")
        with shop.serving() as processes:
            base = 0.0
            for name, script in scripts.items():
                base = _line(name, script, processes, seconds, base)


def _line(
    name: str, script: Script, processes: shop.Processes, seconds: float, base: float
) -> float:
    """Print a line; returns the CPU that later lines are compared to."""
    load.run(port=processes.port, script=script, clients=CLIENTS, seconds=1.5)
    roots = (*processes.servers, processes.postmaster)
    before = shop.cpu_seconds(*roots)
    tally = load.run(port=processes.port, script=script, clients=CLIENTS, seconds=seconds)
    used = (shop.cpu_seconds(*roots) - before) / max(1, len(tally.times.get(_LABEL, ()))) * 1000
    base = base or used
    print(
        f"{name:34}{tally.rate(_LABEL):12.1f}{used:8.1f}{used / base:7.2f}"
        f"{tally.quantile(_LABEL, 0.5):15.0f}{tally.quantile(_LABEL, 0.95):7.0f}",
        flush=True,
    )
    for told, times in tally.failures.items():
        print(f"{'':34}failed: {told} × {times}")
    return base


def _paying(goods: rest.Goods, shoppers: Sequence[Member], sellers: int, code: str) -> Script:
    """Purchases of one member a connection; with a coupon's `code` all five tenders pay."""

    def script(number: int) -> Generator[Request, Answer, None]:
        chance = random.Random(number)
        shopper = shoppers[number]
        headers = shopper.headers
        while True:
            lines = rest.pick(goods, sellers, chance)
            opened = {"region": "ON", "lines": lines}
            yield Request("open cart", "POST", "/api/v1/carts", opened, headers)
            if code:
                yield Request("enter code", "POST", "/api/v1/cart/codes", {"code": code}, headers)
            kept = _kept(shopper) if code else {}
            yield from rest.paying(_LABEL, shopper.person.email, headers, kept)

    return script


def _kept(shopper: Member) -> dict[str, Any]:
    return {
        "points": _PART,
        "deposit_minor": _PART,
        "gift_cards": [{"code": shopper.card, "minor": _PART}],
    }


if __name__ == "__main__":
    main()
