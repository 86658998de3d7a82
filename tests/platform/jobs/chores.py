"""Jobs to try the worker with, importable by a worker of its own process."""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import Any

from django.db import connection

from tradewind.platform.jobs import Backoff, Job, job, worker


@job()
def note(*, text: str) -> None:
    """Write a line that the test can read."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO chores (pid, text) VALUES (%s, %s)", [os.getpid(), text])


@job()
def linger(*, seconds: float) -> None:
    """Say that it began, work for a while, say that it ended."""
    note(text="began")
    time.sleep(seconds)
    note(text="ended")


@job(retry=Backoff(attempts=3, first_seconds=0.01, cap_seconds=0.05))
def stumble(*, text: str) -> None:
    """Fail every time, leaving a mark of each."""
    note(text=text)
    raise ValueError("the stair was wet\nDETAIL: Key (email)=(a@b.c)")


CHORES: tuple[Job[Any], ...] = (note, linger, stumble)


def main() -> None:
    """Run a worker until killed."""
    worker.run(CHORES, threading.Event(), heartbeat_seconds=float(sys.argv[1]))
