"""What kill -9 leaves behind, and what comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from tests.platform.postgres.test_cluster import MakeCluster, ask
from tradewind.platform.postgres import Cluster, postmaster

HOLDER = """
import sys, time
from pathlib import Path
from tradewind.platform.postgres import Cluster
with Cluster(Path(sys.argv[1]), durable=False, system_folder=Path(sys.argv[2])).held():
    print("holding", flush=True)
    time.sleep(600)
"""
ENDLESS = "DO $$ BEGIN LOOP END LOOP; END $$"


def kill_postmaster(cluster: Cluster) -> int:
    pid = postmaster.live_pid(cluster.home.cluster)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    return pid


def wait_until(fact: Callable[[], bool], seconds: float = 8) -> bool:
    deadline = time.monotonic() + seconds
    while not fact() and time.monotonic() < deadline:
        time.sleep(0.05)
    return fact()


@contextmanager
def zombie() -> Iterator[int]:
    child = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    yield child.pid
    child.wait()


@contextmanager
def holder(cluster: Cluster) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLDER, str(cluster.home.data)]
    process = subprocess.Popen(
        [*command, str(cluster.home.system_folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "holding\n"
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_killed_postmaster_comes_back_with_everything_committed(cluster: Cluster) -> None:
    url = cluster.ensure_running()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    first = kill_postmaster(cluster)
    assert ask(cluster.ensure_running(), "SELECT number FROM kept") == 7
    assert postmaster.live_pid(cluster.home.cluster) != first


def test_a_busy_backend_of_a_killed_postmaster_does_not_block_the_start(cluster: Cluster) -> None:
    url = cluster.ensure_running()
    with psycopg.connect(url) as connection:
        backend = connection.info.backend_pid

        def run() -> None:
            with suppress(psycopg.OperationalError):
                connection.execute(ENDLESS)

        busy = threading.Thread(target=run)
        busy.start()
        time.sleep(0.3)
        kill_postmaster(cluster)
        assert ask(cluster.ensure_running(), "SELECT 1") == 1
        assert backend not in postmaster.orphans(cluster.home.cluster)
        busy.join(5)
        assert not busy.is_alive()


def test_a_stale_pid_file_of_a_zombie_is_removed(cluster: Cluster) -> None:
    cluster.ensure_running()
    cluster.stop()
    with zombie() as pid:
        leave_pid_file(cluster, pid)
        assert not cluster.is_running()
        assert ask(cluster.ensure_running(), "SELECT 1") == 1


def test_a_stale_pid_file_of_a_stranger_is_removed_and_the_stranger_lives(
    cluster: Cluster,
) -> None:
    cluster.ensure_running()
    cluster.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        leave_pid_file(cluster, stranger.pid)
        assert not cluster.is_running()
        assert ask(cluster.ensure_running(), "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_killed_holder_takes_the_server_with_it(cluster: Cluster) -> None:
    with holder(cluster) as process:
        assert cluster.is_running()
        process.kill()
        assert wait_until(lambda: not cluster.is_running())


def test_a_killed_holder_leaves_the_server_to_the_others(
    folder: Path, make_cluster: MakeCluster
) -> None:
    cluster = make_cluster(folder / "data")
    with cluster.held() as url, holder(cluster) as process:
        process.kill()
        process.wait()
        # Longer than a guard looks for the lock.
        time.sleep(1.5)
        assert ask(url, "SELECT 1") == 1


def test_a_socket_lock_of_a_zombie_is_removed(cluster: Cluster) -> None:
    cluster.ensure_running()
    cluster.stop()
    with zombie() as pid:
        lock = cluster.home.socket_folder / ".s.PGSQL.5432.lock"
        lock.write_text(f"{pid}\n{cluster.home.cluster}\n0\n5432\n{lock.parent}\n")
        assert ask(cluster.ensure_running(), "SELECT 1") == 1


def test_an_unfinished_cluster_is_made_anew(cluster: Cluster) -> None:
    cluster.home.prepare()
    (cluster.home.folder / "cluster.unfinished").mkdir()
    (cluster.home.folder / "cluster.unfinished" / "PG_VERSION").write_text("18\n")
    assert ask(cluster.ensure_running(), "SELECT 1") == 1


def leave_pid_file(cluster: Cluster, pid: int) -> None:
    path = cluster.home.cluster / "postmaster.pid"
    path.write_text(f"{pid}\n{cluster.home.cluster}\n{int(time.time())}\n5432\n\n\n")
    cluster.home.account.own(path)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_person_standing_in_the_folder_is_no_orphan(cluster: Cluster) -> None:
    cluster.ensure_running()
    cluster.stop()
    visitor = subprocess.Popen(["sleep", "60"], cwd=cluster.home.cluster)
    try:
        assert postmaster.orphans(cluster.home.cluster) == []
        cluster.ensure_running()
        assert visitor.poll() is None
    finally:
        visitor.kill()
        visitor.wait()
