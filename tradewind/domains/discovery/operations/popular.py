"""Keeping the list of popular searches short."""

from __future__ import annotations

from datetime import timedelta

from tradewind.domains.discovery.models import PopularQuery
from tradewind.domains.discovery.rules.popularity import FEWEST_SEARCHES
from tradewind.kernel import clock

_RARE_AFTER = timedelta(days=7)
_OLD_AFTER = timedelta(days=180)


def forget_rare_queries() -> int:
    """Forget searches few people made within a week, and any nobody made for half a year."""
    today = clock.now().date()
    rare, _ = PopularQuery.objects.filter(
        searches__lt=FEWEST_SEARCHES, searched_on__lt=today - _RARE_AFTER
    ).delete()
    old, _ = PopularQuery.objects.filter(searched_on__lt=today - _OLD_AFTER).delete()
    return rare + old
