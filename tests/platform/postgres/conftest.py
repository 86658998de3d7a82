"""Clusters for one test each, in folders that PostgreSQL's account can reach."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tradewind.platform.postgres import Cluster, binaries


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that everyone may enter; pytest's own are closed to other accounts."""
    made = Path(tempfile.mkdtemp(prefix="tw-", dir="/var/tmp")).resolve()
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def programs() -> Iterator[Path]:
    """One copy of PostgreSQL's programs for all tests."""
    made = Path(tempfile.mkdtemp(prefix="tw-", dir="/var/tmp")).resolve()
    made.chmod(0o755)
    binaries.copied_to(made)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def system_folder(folder: Path, programs: Path) -> Path:
    """Where root's clusters go instead of /var/lib."""
    system = folder / "system"
    system.mkdir(mode=0o755)
    for copy in programs.iterdir():
        (system / copy.name).symlink_to(copy)
    return system


@pytest.fixture
def make_cluster(system_folder: Path) -> Iterator[Callable[[Path], Cluster]]:
    """Makes clusters by data folder; stops them in the end."""
    made: list[Cluster] = []

    def make(data: Path) -> Cluster:
        cluster = Cluster(data, durable=False, system_folder=system_folder)
        made.append(cluster)
        return cluster

    yield make
    for cluster in made:
        cluster.stop()


@pytest.fixture
def cluster(folder: Path, make_cluster: Callable[[Path], Cluster]) -> Cluster:
    """A cluster that isn't there yet."""
    return make_cluster(folder / "data")
