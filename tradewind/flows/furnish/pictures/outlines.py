"""SVG path data as the points its edges run through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import atan2, ceil, cos, pi, sin, sqrt

from tradewind.flows.furnish.pictures.forms import Point

Outline = list[Point]

_WORD = re.compile(r"([MmLlHhVvCcQqTtAaZz])([^MmLlHhVvCcQqTtAaZz]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "q": 4, "t": 2, "a": 7, "z": 0}
_STEPS = 10  # edges that stand for a curve
_ARC = pi / 10  # the most one edge of an arc turns


def outline(data: str) -> list[Outline]:
    """The outlines of path data, a list of points for each; arcs have one radius or two, upright."""
    lines: list[Outline] = []
    here: Point = (0, 0)
    handle: Point | None = None
    for name, numbers in _steps(data):
        kind, is_relative = name.lower(), name.islower()
        start = here if is_relative else (0.0, 0.0)
        ends = _ends(kind, numbers, start, here)
        if kind == "z":
            here = lines[-1][0]
            lines[-1].append(here)
            handle = None
            continue
        if kind == "m":
            lines.append([ends[-1]])
        elif kind in "cq":
            lines[-1] += _curve([here, *ends])
        elif kind == "t":
            handle = _mirrored(handle, here)
            lines[-1] += _curve([here, handle, ends[-1]])
        elif kind == "a":
            lines[-1] += _arc(here, ends[-1], numbers)
        else:
            lines[-1].append(ends[-1])
        if kind == "q":
            handle = ends[0]
        elif kind != "t":
            handle = None
        here = ends[-1]
    return lines


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; a command may be given several times by one letter."""
    for name, written in _WORD.findall(data):
        numbers = [float(each) for each in _NUMBER.findall(written)]
        count = _TAKES[name.lower()]
        if not count:
            yield name, []
        for at in range(0, len(numbers), count or 1):
            # What follows a move by the same letter is a line.
            again = {"m": "l", "M": "L"}.get(name, name) if at else name
            yield again, numbers[at : at + count]


def _ends(kind: str, numbers: list[float], start: Point, here: Point) -> Outline:
    """The points a command names, on the sheet."""
    if kind == "h":
        return [(start[0] + numbers[0], here[1])]
    if kind == "v":
        return [(here[0], start[1] + numbers[0])]
    if kind == "a":
        numbers = numbers[5:]
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return [(start[0] + x, start[1] + y) for x, y in pairs]


def _mirrored(handle: Point | None, here: Point) -> Point:
    return here if handle is None else (2 * here[0] - handle[0], 2 * here[1] - handle[1])


def _curve(points: Outline) -> Outline:
    """A Bézier curve by de Casteljau, without its start."""
    return [_on_curve(points, step / _STEPS) for step in range(1, _STEPS + 1)]


def _on_curve(points: Outline, share: float) -> Point:
    while len(points) > 1:
        points = [
            (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
            for a, b in pairwise(points)
        ]
    return points[0]


def _arc(start: Point, end: Point, numbers: list[float]) -> Outline:
    """From the endpoints to the centre, as SVG 1.1, appendix F.6.5 has it; without its start."""
    rx, ry = numbers[0], numbers[1]
    is_large, is_sweep = bool(numbers[3]), bool(numbers[4])
    if start == end or not rx or not ry:
        return [end]
    # On a circle of radius one the two lie `2 × reach` apart.
    half = ((start[0] - end[0]) / 2 / rx, (start[1] - end[1]) / 2 / ry)
    reach = half[0] ** 2 + half[1] ** 2
    grown = max(1.0, sqrt(reach))
    away = sqrt(max(0.0, 1 / reach - 1 / grown**2 if grown == 1 else 0.0))
    side = -1 if is_large == is_sweep else 1
    across = (side * away * half[1], -side * away * half[0])
    rx, ry = rx * grown, ry * grown
    half = (half[0] / grown, half[1] / grown)
    middle = ((start[0] + end[0]) / 2 + across[0] * rx, (start[1] + end[1]) / 2 + across[1] * ry)
    first = atan2(half[1] - across[1], half[0] - across[0])
    last = atan2(-half[1] - across[1], -half[0] - across[0])
    turn = (last - first) % (2 * pi) if is_sweep else -((first - last) % (2 * pi))
    count = max(1, ceil(abs(turn) / _ARC))
    points = [
        (
            middle[0] + rx * cos(first + turn * step / count),
            middle[1] + ry * sin(first + turn * step / count),
        )
        for step in range(1, count)
    ]
    return [*points, end]
