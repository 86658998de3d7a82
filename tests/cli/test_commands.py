"""The list of commands, what each loads, and what they say when something is wrong."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.cli.conftest import Run
from tradewind.cli.commands import COMMANDS
from tradewind.platform.postgres import Cluster


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "manage"])
def test_help_needs_no_database(name: str, run: Run, tmp_path: Path) -> None:
    told = run(name, "--help")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"Usage: tradewind {name}")
    assert not (tmp_path / "data" / "postgres").exists()


def test_the_list_says_what_each_does(run: Run) -> None:
    told = run("--help").stdout
    assert [name for name in COMMANDS if COMMANDS[name].summary not in told] == []


def test_an_unknown_command_is_a_usage_error(run: Run) -> None:
    told = run("sail")
    assert told.returncode == 2
    assert "No such command 'sail'" in told.stderr


@pytest.mark.parametrize("name", ["edge", "serve", "web"])
def test_these_commands_load_no_orm(name: str) -> None:
    program = (
        f"import sys, tradewind.cli.commands, tradewind.cli.{name};"
        "sys.exit('django.db' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_named_error_is_one_sentence_and_no_traceback(run: Run) -> None:
    told = run("serve", TRADEWIND_ENV="production")
    assert told.returncode == 1
    assert told.stderr.startswith("tradewind: These settings are not safe in production:")
    assert "Traceback" not in told.stderr


def test_a_taken_port_is_told_before_anything_is_prepared(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = run("serve", TRADEWIND_PORT=port)
    assert told.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken" in told.stderr


def test_doctor_finds_a_machine_well_or_says_what_is_wrong(run: Run, tmp_path: Path) -> None:
    told = run("doctor", "--no-settings")
    assert "✓ Embedded PostgreSQL answers, version 18" in told.stdout
    (tmp_path / "data" / "secrets.json").chmod(0o644)
    told = run("doctor", "--no-settings", DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert told.returncode == 1
    assert "✗ PostgreSQL of DATABASE_URL cannot be used" in told.stdout
    assert "chmod 600" in told.stdout


def test_doctor_lists_settings_without_telling_secrets(run: Run) -> None:
    told = run("doctor", SECRET_KEY="do-not-tell-this-to-anybody-who-looks-here").stdout
    assert "TRADEWIND_PORT" in told
    assert "do-not-tell" not in told


def test_backup_and_restore_bring_everything_back(run: Run, tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "mall.tar"
    cluster = Cluster(data)
    with cluster.held() as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE sales AS SELECT 42 AS number")
        (data / "files" / "pictures").mkdir(parents=True)
        (data / "files" / "pictures" / "one.webp").write_bytes(b"\x00one")
        assert run("backup", str(file)).returncode == 0
        secrets = json.loads((data / "secrets.json").read_text())
        assert file.stat().st_mode & 0o077 == 0

        with psycopg.connect(url) as connection:
            connection.execute("DROP TABLE sales; CREATE TABLE newer (n int)")
        (data / "files" / "pictures" / "one.webp").write_bytes(b"other")
        (data / "files" / "two.webp").write_bytes(b"two")
        (data / "secrets.json").unlink()

        told = run("restore", str(file), "--yes")
        assert told.returncode == 0, told.stderr
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT number FROM sales").fetchone() == (42,)
            assert connection.execute("SELECT to_regclass('newer')").fetchone() == (None,)
    assert (data / "files" / "pictures" / "one.webp").read_bytes() == b"\x00one"
    assert not (data / "files" / "two.webp").exists()
    assert json.loads((data / "secrets.json").read_text()) == secrets


def test_restore_refuses_what_is_no_backup(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "other.tar"
    sqlite3.connect(file).execute("CREATE TABLE x (n int)").connection.close()
    told = run("restore", str(file), "--yes")
    assert told.returncode == 1
    assert "is not a whole backup" in told.stderr


def test_restore_asks_first(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mall.tar"
    assert run("backup", str(file)).returncode == 0
    told = run("restore", str(file))
    assert told.returncode == 1
    assert "Aborted" in told.stderr
