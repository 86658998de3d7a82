"""Who did what to whom: rows that are only ever added.

`record` in `recording`, reads in `queries`.
"""

from tradewind.platform.audit.recording import record

__all__ = ["record"]
