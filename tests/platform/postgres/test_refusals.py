"""What stops an embedded cluster, and the sentence that tells how to mend it."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.platform.postgres.test_cluster import MakeCluster, ask
from tradewind.platform.postgres import Cluster, binaries
from tradewind.platform.postgres.errors import (
    BinariesMissing,
    ClusterElsewhere,
    DiskFull,
    NotWritable,
    OtherMajorVersion,
    OwnedByAnother,
)

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can do that")


@pytest.fixture
def mount(folder: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a tmpfs with the given options; skips where that is forbidden."""
    place = folder / "mounted"
    place.mkdir()

    def mounted(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"cannot mount here: {done.stderr.strip()}")
        return place

    yield mounted
    subprocess.run(["umount", str(place)], capture_output=True, check=False)


@as_root
def test_a_full_disk(mount: Callable[[str], Path], folder: Path) -> None:
    small = mount("size=8m,mode=755")
    cluster = Cluster(folder / "data", durable=False, system_folder=small / "system")
    with pytest.raises(DiskFull, match=r"is full: \d MB are free, 128 MB are needed\. Free some"):
        cluster.ensure_running()
    assert not cluster.home.cluster.exists()


@as_root
def test_a_disk_that_fills_up_while_starting(mount: Callable[[str], Path], folder: Path) -> None:
    small = mount("size=220m,mode=755")
    cluster = Cluster(folder / "data", durable=False, system_folder=small / "system")
    cluster.ensure_running()
    cluster.stop()
    free = shutil.disk_usage(small).free
    (small / "filler").write_bytes(b"\0" * (free - 4096))
    with pytest.raises(DiskFull, match="is full"):
        cluster.ensure_running()
    (small / "filler").unlink()
    assert ask(cluster.ensure_running(), "SELECT 1") == 1
    cluster.stop()


@as_root
def test_a_read_only_disk(mount: Callable[[str], Path]) -> None:
    sealed = mount("ro")
    with pytest.raises(NotWritable, match=r"Read-only file system.*Make it writable for root"):
        Cluster(sealed / "data").ensure_running()


def test_another_major_version_is_left_alone(cluster: Cluster) -> None:
    cluster.ensure_running()
    cluster.stop()
    (cluster.home.cluster / "PG_VERSION").write_text("17\n")
    with pytest.raises(OtherMajorVersion, match=r"is of PostgreSQL 17; .* `tradewind backup`"):
        cluster.ensure_running()
    assert not cluster.is_running()


def test_a_machine_without_the_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(BinariesMissing, match="Set DATABASE_URL to a PostgreSQL 18 server"):
        binaries.in_wheel()


@as_root
def test_a_data_folder_made_again_gets_an_empty_database(
    folder: Path, make_cluster: MakeCluster
) -> None:
    before = make_cluster(folder / "data")
    before.ensure_running()
    before.stop()
    old = before.home.password()
    shutil.rmtree(folder / "data")
    after = make_cluster(folder / "data")
    assert ask(after.ensure_running(), "SELECT 1") == 1
    assert after.home.password() != old
    (aside,) = (folder / "system").glob("*.set-aside-*")
    assert (aside / "password").read_text() == old


@as_root
def test_a_moved_data_folder_is_asked_about_and_the_remedy_works(
    folder: Path, make_cluster: MakeCluster
) -> None:
    before = make_cluster(folder / "data")
    before.ensure_running()
    before.stop()
    (folder / "data").rename(folder / "moved")
    after = make_cluster(folder / "moved")
    with pytest.raises(ClusterElsewhere) as told:
        after.ensure_running()
    assert f"mv {before.home.folder} {after.home.folder}" in str(told.value)
    before.home.folder.rename(after.home.folder)
    assert ask(after.ensure_running(), "SELECT 1") == 1


@as_root
def test_root_leaves_another_account_its_database(folder: Path, make_cluster: MakeCluster) -> None:
    theirs = folder / "data" / "postgres" / "cluster"
    theirs.mkdir(parents=True)
    nobody = pwd.getpwnam("nobody")
    os.chown(theirs, nobody.pw_uid, nobody.pw_gid)
    with pytest.raises(OwnedByAnother, match="made by the account nobody, and you are root"):
        make_cluster(folder / "data").ensure_running()


@as_root
def test_an_ordinary_user_runs_it_in_place_however_long_the_path(folder: Path) -> None:
    home = folder / ("long-name" * 12)
    home.mkdir(mode=0o700)
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    if not readable_by_everyone(binaries.in_wheel() / "postgres"):
        pytest.skip("the environment lies in a folder that other accounts cannot enter")

    def run() -> None:
        cluster = Cluster(home / "data", durable=False)
        assert ask(cluster.ensure_running(), "SELECT count(*) FROM pg_tables") != 0
        assert cluster.home.cluster == home / "data" / "postgres" / "cluster"
        assert cluster.home.cluster.stat().st_uid == nobody.pw_uid
        cluster.stop()
        assert not cluster.is_running()
        cluster.home.remove()

    assert succeeds_as(nobody, run)


def readable_by_everyone(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in path.parents)


def succeeds_as(account: pwd.struct_passwd, act: Callable[[], None]) -> bool:
    """Run `act` in a child of another account; a new interpreter might not be readable to it."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setgroups([])
            os.setgid(account.pw_gid)
            os.setuid(account.pw_uid)
            act()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0
