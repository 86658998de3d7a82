"""Figures for Prometheus: requests and latency by route, time in PostgreSQL, the process itself."""

from __future__ import annotations

import os
from functools import lru_cache

from django.http import HttpRequest
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from tradewind.platform.http.statements import tally

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 10)

REQUESTS = Counter(
    "tradewind_http_requests_total", "Requests answered.", ["route", "method", "status"]
)
LATENCY = Histogram(
    "tradewind_http_request_seconds", "Time to answer.", ["route", "method"], buckets=_BUCKETS
)
SQL_SECONDS = Counter("tradewind_sql_seconds_total", "Time spent in SQL statements.", ["route"])
SQL_STATEMENTS = Counter("tradewind_sql_statements_total", "SQL statements sent.", ["route"])

# A client may send any word as a method; labels must stay few.
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


def observe(request: HttpRequest, status: int, seconds: float) -> None:
    """Count one answered request under its route's pattern."""
    match = request.resolver_match
    route = match.route if match else "unmatched"
    method = request.method if request.method in _METHODS else "other"
    requests, latency, sql_seconds, sql_statements = _series(route, str(method), status)
    requests.inc()
    latency.observe(seconds)
    if tally.count:
        sql_seconds.inc(tally.seconds)
        sql_statements.inc(tally.count)


def exposition() -> bytes:
    """All figures in Prometheus' text format; of all web processes when they share a folder.

    Prometheus' client shares them when ``PROMETHEUS_MULTIPROC_DIR`` names a folder at start.
    """
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest(REGISTRY)


@lru_cache(maxsize=4096)
def _series(route: str, method: str, status: int) -> tuple[Counter, Histogram, Counter, Counter]:
    return (
        REQUESTS.labels(route, method, str(status)),
        LATENCY.labels(route, method),
        SQL_SECONDS.labels(route),
        SQL_STATEMENTS.labels(route),
    )
