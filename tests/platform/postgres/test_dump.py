"""A database into a file and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.platform.postgres.test_cluster import ask
from tradewind.platform.postgres import Cluster, dump, restore
from tradewind.platform.postgres.errors import DumpFailed

SCHEMA = """
CREATE TYPE stage AS ENUM ('placed', 'paid');
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at stage, v vector(2));
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE RETURN n * 2;
CREATE VIEW paid AS SELECT * FROM orders WHERE at = 'paid';
INSERT INTO orders (at, v) VALUES ('paid', '[1,2]'), ('placed', '[3,4]');
"""


@pytest.fixture
def url(cluster: Cluster) -> str:
    url = cluster.ensure_running()
    with psycopg.connect(url) as connection:
        connection.execute(SCHEMA)
    return url


def test_round_trip_replaces_everything(url: str, tmp_path: Path) -> None:
    dump(url=url, to=tmp_path / "it")
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM orders; CREATE TABLE later (n int)")
    restore(url=url, source=tmp_path / "it")
    assert ask(url, "SELECT array_agg(id ORDER BY id) FROM orders") == [1, 2]
    assert ask(url, "SELECT v::text FROM paid") == "[1,2]"
    assert ask(url, "SELECT twice(4)") == 8
    assert ask(url, "SELECT to_regclass('later')") is None
    with psycopg.connect(url) as connection:
        row = connection.execute("INSERT INTO orders (at) VALUES ('paid') RETURNING id").fetchone()
    assert row == (3,)


def test_a_dump_goes_into_another_empty_cluster(
    url: str, tmp_path: Path, folder: Path, make_cluster: Callable[[Path], Cluster]
) -> None:
    dump(url=url, to=tmp_path / "it")
    other = make_cluster(folder / "other").ensure_running()
    restore(url=other, source=tmp_path / "it")
    assert ask(other, "SELECT count(*) FROM orders") == 2


def test_half_a_dump_changes_nothing(url: str, tmp_path: Path) -> None:
    dump(url=url, to=tmp_path / "it")
    whole = (tmp_path / "it").read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DumpFailed, match="pg_restore failed"):
        restore(url=url, source=tmp_path / "half")
    assert ask(url, "SELECT count(*) FROM orders") == 2
