"""What all hubs of one port count together: each keeps a row in memory they share.

A scrape reaches any one of them, so any one answers for all. A hub that is started again goes on from
the totals of the one before, because counters that fall look like new ones to Prometheus.
"""

from __future__ import annotations

import mmap
import os
import struct
from collections.abc import Mapping
from dataclasses import astuple, fields
from typing import BinaryIO

from tradewind.platform.realtime.counters import Counters

GAUGES = ("viewers", "rooms", "bus_up")
_ROW = struct.Struct(f"{len(fields(Counters)) + len(GAUGES)}q")


class Board:
    """Row `place` of the shared memory behind an open file."""

    def __init__(self, descriptor: int, place: int) -> None:
        self._memory = mmap.mmap(descriptor, 0)
        self._place = place

    @staticmethod
    def lay_out(file: BinaryIO, hubs: int) -> None:
        """Make `file` large enough for so many hubs, all at zero."""
        os.ftruncate(file.fileno(), hubs * _ROW.size)

    def former(self) -> Counters:
        """What the hub that had this place counted."""
        return Counters(*self._row(self._place)[: -len(GAUGES)])

    def write(self, counters: Counters, gauges: Mapping[str, int]) -> None:
        """Tell the others."""
        row = (*astuple(counters), *(gauges[name] for name in GAUGES))
        _ROW.pack_into(self._memory, self._place * _ROW.size, *row)

    def together(self) -> tuple[Counters, dict[str, int]]:
        """Sums over all hubs; the bus is up where it is up for every one."""
        rows = [self._row(place) for place in range(len(self._memory) // _ROW.size)]
        *sums, up = (sum(column) for column in zip(*rows, strict=True))
        split = len(fields(Counters))
        gauges = dict(zip(GAUGES, [*sums[split:], int(up == len(rows))], strict=True))
        return Counters(*sums[:split]), gauges

    def _row(self, place: int) -> tuple[int, ...]:
        return _ROW.unpack_from(self._memory, place * _ROW.size)
