"""The product page while everything else happens at once: ``python -m bench.crowd``.

An import, a rebuild of the search index and a crowd of checkouts run beside shoppers who only look.
The promise: their product page stays under 200 ms at p95.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from bench import load, rest, shop
from bench.load import Script

LOOKERS, BUYERS = 4, 8
SECONDS = 20.0
_ROWS = 8_000


def main() -> None:
    with shop.shop():
        goods = rest.goods()
        scripts = rest.scripts(goods)
        with shop.serving() as processes:
            looking, buying = scripts["page product"], scripts["REST whole checkout"]
            _measured("alone", processes.port, looking, [])
            with tempfile.TemporaryDirectory() as folder:
                rows = Path(folder) / "rows.jsonl"
                rows.write_text("".join(_row(number) for number in range(_ROWS)))
                beside = [
                    lambda: _command("import", "products", str(rows), "--store", "seller-0"),
                    lambda: _command("reindex"),
                    lambda: _bought(processes.port, buying),
                ]
                _measured("import, reindex, checkouts", processes.port, looking, beside)


def _measured(title: str, port: int, looking: Script, beside: list[Callable[[], None]]) -> None:
    others = [threading.Thread(target=other) for other in beside]
    for other in others:
        other.start()
    tally = load.run(port=port, script=looking, clients=LOOKERS, seconds=SECONDS)
    for other in others:
        other.join()
    shares = "  ".join(
        f"p{share * 100:.0f} {tally.quantile('page product', share):6.1f} ms"
        for share in (0.5, 0.95, 0.99)
    )
    print(f"product page, {title:28} {tally.rate('page product'):6.0f}/s  {shares}", flush=True)


def _bought(port: int, buying: Script) -> None:
    tally = load.run(port=port, script=buying, clients=BUYERS, seconds=SECONDS)
    print(
        f"  beside it: {tally.rate('REST whole checkout'):.0f} checkouts/s {tally.failures or ''}"
    )


def _command(*words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "tradewind.cli", *words], check=True, stdout=subprocess.DEVNULL
    )


def _row(number: int) -> str:
    return (
        json.dumps(
            {
                "id": f"crowd-{number}",
                "sku": f"CROWD-{number}",
                "title": f"Crowd lamp {number}",
                "description": "Brought in while everybody is shopping.",
                "brand": "Crowd",
                "price": "19.90",
                "attributes": {"t_material": "Oak", "n_height": number % 90},
            }
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
