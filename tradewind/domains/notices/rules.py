"""Over which channels somebody hears of something, and when. Pure."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Channel(StrEnum):
    """The values of `Notice.Channel`."""

    SITE = "site"
    BANNER = "banner"
    EMAIL = "email"
    PUSH = "push"


class Rhythm(StrEnum):
    """How often e-mail of a purpose comes."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something people can be told about; `defaults` are its channels until somebody chooses.

    `label` and `note` are texts, translated when they are read. `consent` is what a commercial
    notice of it needs the reader to have agreed to.
    """

    key: str
    label: object
    note: object
    defaults: frozenset[Channel]
    is_commercial: bool = False
    is_urgent: bool = False
    for_staff: bool = False
    consent: str = "marketing"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person chose for a purpose."""

    channels: Set[str]
    rhythm: Rhythm = Rhythm.AT_ONCE


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours on the person's clock in which nothing sounds, over midnight where `ends` is earlier.

    The same twice means none.
    """

    starts: time
    ends: time

    def covers(self, moment: time) -> bool:
        """Whether that time of day is quiet; the end itself no longer is."""
        if self.starts <= self.ends:
            return self.starts <= moment < self.ends
        return moment >= self.starts or moment < self.ends


@dataclass(frozen=True, slots=True)
class Telling:
    """One notice to write. Held until `due_at`, if there is one; with a `rhythm` for a digest."""

    channel: Channel
    due_at: datetime | None = None
    rhythm: Rhythm = Rhythm.AT_ONCE


DIGEST_AT = time(8)
_MONDAY = 0
_TOGETHER: dict[str, frozenset[Channel]] = {
    # Whoever finds it on the site may want to see it there at once, or on the phone.
    Channel.SITE: frozenset({Channel.SITE, Channel.BANNER, Channel.PUSH}),
    "": frozenset(Channel),
}


def wanted(purpose: Purpose, chosen: Wanted | None) -> Wanted:
    """What holds for somebody: their choice within what the purpose allows, or its defaults."""
    if chosen is None:
        return Wanted(purpose.defaults)
    channels = frozenset(chosen.channels) & frozenset(Channel)
    if not purpose.is_commercial:
        channels |= {Channel.SITE}
    return Wanted(channels, Rhythm.AT_ONCE if purpose.is_urgent else chosen.rhythm)


def decide(
    *,
    purpose: Purpose,
    asked: str,
    chosen: Wanted | None,
    reach: Set[str],
    quiet: Quiet | None,
    zone: str,
    is_consented: bool,
    now: datetime,
) -> tuple[Telling, ...]:
    """What to write for one piece of news, in the order of `Channel`; nothing without consent.

    `asked` is the channel the teller named, empty for all; ``site`` takes banner and push along.
    `reach` are the channels the person has at all. `zone` is an IANA name; `now` is aware.
    """
    if purpose.is_commercial and not is_consented:
        return ()
    holds = wanted(purpose, chosen)
    channels = _TOGETHER.get(asked, frozenset({asked})) & reach & holds.channels
    return tuple(
        _telling(channel, purpose, holds.rhythm, quiet, zone, now)
        for channel in Channel
        if channel in channels
    )


def _telling(
    channel: Channel,
    purpose: Purpose,
    rhythm: Rhythm,
    quiet: Quiet | None,
    zone: str,
    now: datetime,
) -> Telling:
    # What stands on a page makes no sound; what is urgent must.
    if channel in (Channel.SITE, Channel.BANNER) or purpose.is_urgent:
        return Telling(channel)
    if channel is Channel.EMAIL and rhythm is not Rhythm.AT_ONCE:
        return Telling(channel, after_quiet(next_digest(rhythm, zone, now), quiet, zone), rhythm)
    due = after_quiet(now, quiet, zone)
    return Telling(channel, None if due == now else due)


def next_digest(rhythm: Rhythm, zone: str, now: datetime) -> datetime:
    """When the next digest leaves: eight in the morning where the person is, weekly on Mondays."""
    here = ZoneInfo(zone)
    day = now.astimezone(here).date()
    while True:
        moment = datetime.combine(day, DIGEST_AT, here).astimezone(now.tzinfo)
        if moment > now and (rhythm is Rhythm.DAILY or day.weekday() == _MONDAY):
            return moment
        day += timedelta(days=1)


def after_quiet(moment: datetime, quiet: Quiet | None, zone: str) -> datetime:
    """`moment`, or the end of the quiet hours it falls into.

    An end that a spring night skips comes as much later as the clock jumped; of one that an autumn
    night has twice, the first that is still to come counts.
    """
    here = ZoneInfo(zone)
    local = moment.astimezone(here)
    if quiet is None or not quiet.covers(local.time()):
        return moment
    ends = sorted(
        datetime.combine(local.date() + timedelta(days=days), quiet.ends, here)
        .replace(fold=fold)
        .astimezone(moment.tzinfo)
        for days in range(3)
        for fold in (0, 1)
    )
    return next(
        end for end in ends if end > moment and not quiet.covers(end.astimezone(here).time())
    )
