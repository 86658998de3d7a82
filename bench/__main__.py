"""``make bench``: every measurement, or those named: ``python -m bench rest search``."""

from __future__ import annotations

import subprocess
import sys

BENCHES = (
    "events",
    "search",
    "realtime",
    "rest",
    "crowd",
    "promotions",
    "tenders",
    "history",
    "flash",
    "large",
    "recommend",
)


def main() -> None:
    for name in sys.argv[1:] or BENCHES:
        print(f"\n== {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"bench.{name}"], check=True)


if __name__ == "__main__":
    main()
