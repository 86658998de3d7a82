"""Outlines as SVG path data. Units are those of the view box; y grows downwards."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

Point = tuple[float, float]


def number(value: float) -> str:
    """At most one decimal: a tenth of a unit is finer than any screen shows."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def rect(x: float, y: float, w: float, h: float, r: float = 0) -> str:
    """A box with corners rounded by `r`."""
    r = min(r, w / 2, h / 2)
    if r <= 0:
        return f"M{_pair((x, y))}h{number(w)}v{number(h)}h{number(-w)}z"
    arc = f"a{number(r)} {number(r)} 0 0 1 "
    return (
        f"M{_pair((x + r, y))}h{number(w - 2 * r)}{arc}{_pair((r, r))}v{number(h - 2 * r)}"
        f"{arc}{_pair((-r, r))}h{number(2 * r - w)}{arc}{_pair((-r, -r))}v{number(2 * r - h)}"
        f"{arc}{_pair((r, -r))}z"
    )


def oval(cx: float, cy: float, rx: float, ry: float | None = None) -> str:
    """An ellipse; a circle when `ry` is left out."""
    ry = rx if ry is None else ry
    arc = f"a{number(rx)} {number(ry)} 0 1 1 "
    return f"M{_pair((cx - rx, cy))}{arc}{number(2 * rx)} 0{arc}{number(-2 * rx)} 0z"


def poly(*points: Point) -> str:
    """Straight edges through `points`, closed."""
    return "M" + "L".join(_pair(point) for point in points) + "z"


def _curve(points: Sequence[Point], closed: bool, tension: float = 6) -> str:
    """Catmull-Rom through `points` written as cubic Béziers (control = tangent / 6)."""
    count = len(points)
    drawn = []
    for at in range(count if closed else count - 1):
        before = points[at - 1] if closed or at else points[0]
        start, end = points[at], points[(at + 1) % count]
        after = points[(at + 2) % count] if closed or at + 2 < count else end
        one = (start[0] + (end[0] - before[0]) / tension, start[1] + (end[1] - before[1]) / tension)
        two = (end[0] - (after[0] - start[0]) / tension, end[1] - (after[1] - start[1]) / tension)
        drawn.append(f"C{_pair(one)} {_pair(two)} {_pair(end)}")
    return "".join(drawn)


def soft(*points: Point) -> str:
    """A smooth closed outline through `points`."""
    return f"M{_pair(points[0])}{_curve(points, closed=True)}z"


def bend(*points: Point) -> str:
    """A smooth open line through `points`, to be stroked."""
    return f"M{_pair(points[0])}{_curve(points, closed=False)}"


def turned(*profile: Point, cx: float = 200, round_: bool = False) -> str:
    """What a lathe makes: `profile` is (half width, y) from top to bottom, mirrored at `cx`."""
    right = [(cx + half, y) for half, y in profile]
    left = [(cx - half, y) for half, y in reversed(profile)]
    return _walk(right, round_) + "L" + _walk(left, round_)[1:] + "z"


def half_turned(*profile: Point, cx: float = 200, round_: bool = False) -> str:
    """The right half of `turned`, for the fold's shaded side."""
    right = [(cx + half, y) for half, y in profile]
    return f"{_walk(right, round_)}L{_pair((cx, profile[-1][1]))}L{_pair((cx, profile[0][1]))}z"


def _walk(points: Sequence[Point], round_: bool) -> str:
    if round_:
        return f"M{_pair(points[0])}{_curve(points, closed=False)}"
    return "M" + "L".join(_pair(point) for point in points)


def arch(x: float, y: float, w: float, h: float) -> str:
    """A doorway: half circle above a box."""
    r = w / 2
    top = f"a{number(r)} {number(r)} 0 0 1 {number(w)} 0"
    return f"M{_pair((x, y + h))}v{number(r - h)}{top}v{number(h - r)}z"


def ring(cx: float, cy: float, outer: float, inner: float) -> str:
    """A disc with a hole; needs `fill-rule="evenodd"`, which every sheet sets."""
    return oval(cx, cy, outer) + oval(cx, cy, inner)


def leaf(x: float, y: float, length: float, angle: float, width: float = 0.32) -> str:
    """A pointed leaf growing from (x, y) towards `angle` (degrees, 0 = right, -90 = up)."""
    turn = angle * pi / 180
    tip = (x + length * cos(turn), y + length * sin(turn))
    side = (-sin(turn) * length * width, cos(turn) * length * width)
    middle = ((x + tip[0]) / 2, (y + tip[1]) / 2)
    one = (middle[0] + side[0], middle[1] + side[1])
    two = (middle[0] - side[0], middle[1] - side[1])
    return f"M{_pair((x, y))}Q{_pair(one)} {_pair(tip)}Q{_pair(two)} {_pair((x, y))}z"


def star(cx: float, cy: float, outer: float, inner: float, points: int) -> str:
    """A star or a cog with `points` tips, the first pointing up."""
    corners = []
    for step in range(points * 2):
        reach = outer if step % 2 == 0 else inner
        turn = pi * step / points - pi / 2
        corners.append((cx + reach * cos(turn), cy + reach * sin(turn)))
    return poly(*corners)
