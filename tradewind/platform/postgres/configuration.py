"""postgresql.conf for a small server that does nothing else but this mall."""

from __future__ import annotations

import os
from pathlib import Path

OWN_SETTINGS = "own.conf"
_HEAD = f"# Written anew at each start. Your own settings go into {OWN_SETTINGS} beside this file."
_MB = 1024 * 1024


def memory_mb() -> int:
    """Physical memory of the machine in MB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MB


def render(*, socket_folder: Path, durable: bool, memory: int) -> str:
    """The settings file's text.

    `memory` is the machine's in MB. Without `durable` a crash of the operating system may ruin
    the cluster (a killed process never does): for tests.
    """
    settings: dict[str, str | int | float] = {
        "listen_addresses": "''",
        "unix_socket_directories": f"'{str(socket_folder).replace(chr(39), chr(39) * 2)}'",
        "unix_socket_permissions": "0700",
        "max_connections": 120,
        # An eighth, because the web, edge and worker processes live on the same machine.
        "shared_buffers": f"{min(max(memory // 8, 64), 1024)}MB",
        "effective_cache_size": f"{max(memory // 2, 256)}MB",
        "work_mem": "8MB",
        "maintenance_work_mem": f"{min(max(memory // 16, 64), 512)}MB",
        "random_page_cost": 1.1,
        "max_parallel_workers_per_gather": 1,
        # Compiling a plan costs more than any statement of a shop runs.
        "jit": "off",
        "max_wal_size": "2GB",
        "min_wal_size": "128MB",
        "wal_compression": "on",
        "checkpoint_timeout": "15min",
        # A forgotten transaction keeps row locks; nothing here thinks that long inside one.
        "idle_in_transaction_session_timeout": "60s",
        # A client that vanished must not keep running its statement.
        "client_connection_check_interval": "10s",
        "log_min_messages": "warning",
        "log_line_prefix": "'%m [%p] %d '",
        "timezone": "'UTC'",
        "log_timezone": "'UTC'",
    }
    if not durable:
        # Commits still reach the operating system, so kill -9 loses nothing.
        settings |= {
            "fsync": "off",
            "full_page_writes": "off",
            "wal_level": "minimal",
            "max_wal_senders": 0,
            "shared_buffers": "128MB",
        }
    lines = [f"{name} = {value}" for name, value in settings.items()]
    return "\n".join([_HEAD, *lines, f"include_if_exists = '{OWN_SETTINGS}'", ""])
