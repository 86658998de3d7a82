"""What people choose about being told, and the browsers they want to be told in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time

from django.db import transaction

from tradewind.domains.notices.models import Browser, QuietHours, Wish
from tradewind.domains.notices.purposes import is_known, purpose
from tradewind.domains.notices.rules import Channel, Quiet, Rhythm, Wanted, wanted
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import push, secrets

BROWSERS = 20
"""That one person may have; the longest known goes when another comes."""


def choose(
    *, person_id: int, key: str, channels: Collection[str], rhythm: str = Rhythm.AT_ONCE
) -> Wanted:
    """Set the channels and the e-mails' rhythm of one purpose; returns what holds from now on.

    What the purpose does not allow is left as it must be. Notices held already keep their hour.
    Raises `InvalidInput`.
    """
    if not is_known(key):
        raise InvalidInput({"purpose": "unknown"})
    if not set(channels) <= set(Channel):
        raise InvalidInput({"channels": "unknown"})
    if rhythm not in set(Rhythm):
        raise InvalidInput({"rhythm": "unknown"})
    holds = wanted(purpose(key), Wanted(frozenset(channels), Rhythm(rhythm)))
    Wish.objects.update_or_create(
        person_id=person_id,
        purpose=key,
        defaults={"channels": sorted(holds.channels), "rhythm": holds.rhythm.value},
    )
    return holds


def keep_quiet(*, person_id: int, quiet: Quiet | None) -> None:
    """Set the quiet hours, or with None have none."""
    if quiet is None or quiet.starts == quiet.ends:
        QuietHours.objects.filter(person_id=person_id).delete()
        return
    QuietHours.objects.update_or_create(
        person_id=person_id, defaults={"starts": quiet.starts, "ends": quiet.ends}
    )


def time_of_day(text: str) -> time | None:
    """``22:30`` as a time, empty as None. Raises `InvalidInput`."""
    if not text:
        return None
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise InvalidInput({"time": "invalid"}) from None


def add_browser(
    *, person_id: int, endpoint: str, p256dh: str, auth: str, name: str = ""
) -> Browser:
    """Tell this browser from now on; one that somebody else used before is this person's now.

    Raises `InvalidInput` for an address of no push service and for keys that are none.
    """
    push.check_endpoint(endpoint)
    if len(endpoint) > 1000 or len(p256dh) > 100 or len(auth) > 60:
        raise InvalidInput({"endpoint": "too_long"})
    push.check_keys(p256dh=p256dh, auth=auth)
    with transaction.atomic():
        browser, _ = Browser.objects.update_or_create(
            endpoint=endpoint,
            defaults={
                "person_id": person_id,
                "p256dh": p256dh,
                "auth": secrets.encrypt(auth),
                "name": name[:60],
            },
        )
        kept = Browser.objects.filter(person_id=person_id).order_by("-pk")[:BROWSERS]
        Browser.objects.filter(person_id=person_id).exclude(
            pk__in=[*kept.values_list("pk", flat=True), browser.pk]
        ).delete()
    return browser


def remove_browser(*, person_id: int, browser_id: str) -> None:
    """Tell it no longer. Raises `NotFound` for one that is not theirs."""
    gone, _ = Browser.objects.filter(person_id=person_id, public_id=browser_id).delete()
    if not gone:
        raise NotFound(id=browser_id)
