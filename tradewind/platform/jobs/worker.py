"""Doing jobs: procrastinate's worker on a loop of its own, jobs in threads."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections
from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.contrib.django import connector_params

from tradewind.platform.jobs import failures, stalled
from tradewind.platform.jobs.job import Job

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
HEARTBEAT_SECONDS = 5.0
GRACE_SECONDS = 5.0
_LOST_AFTER_HEARTBEATS = 4
_RECOVERY_SECONDS = 1.0
_LOOK_SECONDS = 0.1


def run(
    jobs: Sequence[Job[Any]],
    stop: threading.Event,
    *,
    concurrency: int = 4,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
) -> None:
    """Do `jobs` from every queue until `stop` is set; any number of workers may run this.

    Jobs that run then get `GRACE_SECONDS` to end. A worker that gives no heartbeat for four times
    `heartbeat_seconds` is taken for dead and its jobs go to another. A lost database is waited
    for.
    """
    while not stop.is_set():
        try:
            asyncio.run(_work(jobs, stop, concurrency, heartbeat_seconds))
        except Exception:
            logger.exception("the job worker lost its footing, starting again")
            stop.wait(_RECOVERY_SECONDS)


async def _work(
    jobs: Sequence[Job[Any]], stop: threading.Event, concurrency: int, heartbeat_seconds: float
) -> None:
    lost_after = heartbeat_seconds * _LOST_AFTER_HEARTBEATS
    # One thread more than jobs, for the sweep.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(concurrency + 1))
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4)
    async with _app(jobs, connector).open_async() as app:
        worker = asyncio.create_task(
            app.run_worker_async(
                concurrency=concurrency,
                install_signal_handlers=False,
                listen_notify=False,
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=heartbeat_seconds,
                stalled_worker_timeout=lost_after,
                shutdown_graceful_timeout=GRACE_SECONDS,
                delete_jobs="successful",
            )
        )
        sweeper = asyncio.create_task(_sweep(heartbeat_seconds, lost_after))
        while not (stop.is_set() or worker.done() or sweeper.done()):
            await asyncio.sleep(_LOOK_SECONDS)
        for task in (worker, sweeper):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def _sweep(every_seconds: float, lost_after: float) -> None:
    while True:
        returned = await asyncio.to_thread(_closing(stalled.sweep), seconds=lost_after)
        if returned:
            logger.warning("%d jobs of lost workers swept", returned)
        await asyncio.sleep(every_seconds)


def _app(jobs: Sequence[Job[Any]], connector: PsycopgConnector) -> App:
    app = App(connector=connector)
    for job in jobs:
        task = app.task(name=job.name, queue=job.queue, retry=job.retry, pass_context=True)(
            _attempt(job)
        )
        if job.cron is not None:
            app.periodic(cron=job.cron)(task)
    return app


def _attempt(job: Job[Any]) -> Callable[..., None]:
    def attempt(context: JobContext, **arguments: Any) -> None:
        # Procrastinate hands the tick's time to periodic tasks; ours take no arguments.
        given = {} if job.cron else arguments
        try:
            job.function(**given)
        except Exception as error:
            if context.job.id is not None:
                failures.record(context.job.id, error)
            raise

    return _closing(attempt)


def _closing(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, giving its thread's database connections back when it ends."""

    def closing(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        finally:
            connections.close_all()

    return closing
