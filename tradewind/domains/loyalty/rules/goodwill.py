"""How much a person at work may give away in a day, by role. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from tradewind.domains.loyalty.rules.earning import as_points
from tradewind.domains.loyalty.rules.errors import GoodwillLimit

MALL = "mall"

POINTS_A_DAY: Mapping[str, int] = {
    MALL: 50_000,
    "owner": 20_000,
    "manager": 5_000,
    "operator": 1_000,
}


def check_goodwill(*, role: str, given_today: int, points: int) -> None:
    """Raises `GoodwillLimit` with what is `left` of the day."""
    left = max(0, POINTS_A_DAY.get(role, 0) - given_today)
    if points > left:
        raise GoodwillLimit(left=as_points(left), limit=as_points(POINTS_A_DAY.get(role, 0)))
