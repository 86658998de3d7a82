"""The command line, run as a person would, on a data folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tradewind.platform.postgres import Cluster

COMMAND = [sys.executable, "-m", "tradewind.cli"]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a machine on which nothing of Tradewind is set but the data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRADEWIND_")}
    kept.pop("DATABASE_URL", None)
    kept.pop("SECRET_KEY", None)
    yield kept | {"TRADEWIND_DATA": str(tmp_path / "data")}
    Cluster(tmp_path / "data").destroy()


@pytest.fixture
def run(surroundings: dict[str, str]) -> Run:
    """Runs `tradewind` with arguments; `settings` are further environment variables."""

    def call(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            env=surroundings | settings,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return call
