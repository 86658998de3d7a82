"""What a hub counts, in the text format of Prometheus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(slots=True)
class Counters:
    """Totals since the process started. Plain numbers: one event loop writes them."""

    frames_sent_total: int = 0
    lines_heard_total: int = 0
    viewers_behind_total: int = 0
    tickets_refused_total: int = 0
    origins_refused_total: int = 0
    gaps_told_total: int = 0
    bus_losses_total: int = 0
    bus_messages_unread_total: int = 0

    def exposition(self, gauges: Mapping[str, float]) -> str:
        """The page a Prometheus server reads (text format 0.0.4)."""
        rows = []
        for counter in fields(self):
            name = f"tradewind_edge_{counter.name}"
            rows.append(f"# TYPE {name} counter\n{name} {getattr(self, counter.name)}\n")
        for gauge, value in gauges.items():
            name = f"tradewind_edge_{gauge}"
            rows.append(f"# TYPE {name} gauge\n{name} {value}\n")
        return "".join(rows)
