"""A function that can be put off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, ParamSpec

from procrastinate.contrib.django import app

from tradewind.platform.jobs.backoff import Backoff

P = ParamSpec("P")

DEFAULT_QUEUE = "default"


@dataclass(frozen=True, slots=True, eq=False)
class Job(Generic[P]):
    """A named function with a queue, a `Backoff` and, if it runs by the clock, a `cron` line.

    Arguments are keyword-only and JSON: ids, not rows. It may run twice (a worker can die between
    the effect and the note of it), so what it does outside PostgreSQL carries a stable key.
    """

    name: str
    function: Callable[P, None]
    queue: str
    retry: Backoff
    cron: str | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Do it here and now."""
        self.function(*args, **kwargs)

    def defer(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Have a worker do it once the running transaction has committed."""
        self._put(None, args, kwargs)

    def defer_until(self, moment: datetime, /, *args: P.args, **kwargs: P.kwargs) -> None:
        """The same, not before `moment` (aware)."""
        self._put(moment, args, kwargs)

    def _put(self, moment: datetime | None, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if args:
            raise TypeError(f"{self.name} takes its arguments by keyword")
        # By name, as the job is only known to the worker's own procrastinate app.
        app.configure_task(self.name, queue=self.queue, schedule_at=moment).defer(**kwargs)


def job(
    *, queue: str = DEFAULT_QUEUE, retry: Backoff | None = None
) -> Callable[[Callable[P, None]], Job[P]]:
    """Make a function of a `jobs.py` deferrable, under the name ``<domain>.<function>``."""

    def decorate(function: Callable[P, None]) -> Job[P]:
        return Job(_name(function), function, queue, retry or Backoff())

    return decorate


def periodic(
    cron: str, *, queue: str = DEFAULT_QUEUE, retry: Backoff | None = None
) -> Callable[[Callable[[], None]], Job[[]]]:
    """Have a function without arguments run by the clock (five cron fields, UTC), once per tick
    however many workers run."""

    def decorate(function: Callable[[], None]) -> Job[[]]:
        return Job(_name(function), function, queue, retry or Backoff(), cron)

    return decorate


def _name(function: Callable[..., None]) -> str:
    # Stored with the job: the folder's name outlives moves within the package.
    return f"{function.__module__.split('.')[-2]}.{function.__name__}"
