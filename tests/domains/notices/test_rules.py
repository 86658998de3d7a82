"""Over which channels, and when: what must hold for every purpose, choice, clock and night."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tradewind.domains.notices.purposes import PURPOSES
from tradewind.domains.notices.rules import (
    DIGEST_AT,
    Channel,
    Purpose,
    Quiet,
    Rhythm,
    Telling,
    Wanted,
    after_quiet,
    decide,
    next_digest,
    wanted,
)

# New York and Lord Howe move their clocks (by an hour, by half of one), Chatham stands 45 minutes off.
ZONES = ("UTC", "America/Toronto", "Australia/Lord_Howe", "Pacific/Chatham", "Asia/Ulaanbaatar")
TORONTO = "America/Toronto"
NIGHT = Quiet(time(22), time(7))

minutes = st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))
quiets = st.builds(Quiet, minutes, minutes)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
channels = st.frozensets(st.sampled_from(list(Channel)))
wishes = st.none() | st.builds(Wanted, channels, st.sampled_from(list(Rhythm)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@given(
    purpose=st.sampled_from(PURPOSES),
    asked=st.sampled_from(["", *Channel]),
    chosen=wishes,
    reach=channels,
    quiet=st.none() | quiets,
    zone=st.sampled_from(ZONES),
    is_consented=st.booleans(),
    now=moments,
)
def test_what_always_holds(
    purpose: Purpose,
    asked: str,
    chosen: Wanted | None,
    reach: frozenset[Channel],
    quiet: Quiet | None,
    zone: str,
    is_consented: bool,
    now: datetime,
) -> None:
    told = decide(
        purpose=purpose,
        asked=asked,
        chosen=chosen,
        reach=reach,
        quiet=quiet,
        zone=zone,
        is_consented=is_consented,
        now=now,
    )
    taken = {telling.channel for telling in told}
    assert len(taken) == len(told)
    assert taken <= reach
    if purpose.is_commercial and not is_consented:
        assert told == ()
    if chosen is not None:
        assert taken <= set(chosen.channels) | (set() if purpose.is_commercial else {Channel.SITE})
    if not purpose.is_commercial and Channel.SITE in reach and asked in ("", Channel.SITE):
        assert Telling(Channel.SITE) in told, "what is about an order keeps its line"
    for telling in told:
        if telling.channel in (Channel.SITE, Channel.BANNER) or purpose.is_urgent:
            assert telling == Telling(telling.channel)
        if telling.channel is not Channel.EMAIL:
            assert telling.rhythm is Rhythm.AT_ONCE
        leaves = telling.due_at or now
        assert leaves >= now
        is_silent = telling.channel in (Channel.EMAIL, Channel.PUSH) and not purpose.is_urgent
        if quiet and is_silent:
            assert not quiet.covers(leaves.astimezone(ZoneInfo(zone)).time())


@given(quiet=quiets, zone=st.sampled_from(ZONES), now=moments)
def test_quiet_hours_end_when_they_end(quiet: Quiet, zone: str, now: datetime) -> None:
    here = ZoneInfo(zone)
    assume(quiet.covers(now.astimezone(here).time()))
    end = after_quiet(now, quiet, zone)
    steps = int((end - now) / timedelta(minutes=10))
    free = [
        moment
        for n in range(1, steps)
        if not quiet.covers((moment := now + timedelta(minutes=10 * n)).astimezone(here).time())
    ]
    # Only a night that skips the end leaves a gap, as long as the clock jumped.
    assert not free or end - free[0] <= timedelta(hours=1)


@pytest.mark.parametrize(
    ("quiet", "now", "end"),
    [
        (NIGHT, "2026-06-10T23:00-04:00", "2026-06-11T07:00-04:00"),
        (NIGHT, "2026-06-11T06:59-04:00", "2026-06-11T07:00-04:00"),
        (NIGHT, "2026-06-11T07:00-04:00", "2026-06-11T07:00-04:00"),
        # 8 March: at two it is three. 1 November: at two it is one again.
        (NIGHT, "2026-03-07T23:00-05:00", "2026-03-08T07:00-04:00"),
        (NIGHT, "2026-10-31T23:00-04:00", "2026-11-01T07:00-05:00"),
        (Quiet(time(22), time(2, 30)), "2026-03-08T01:00-05:00", "2026-03-08T03:30-04:00"),
        (Quiet(time(22), time(1, 30)), "2026-11-01T00:30-04:00", "2026-11-01T01:30-04:00"),
        (Quiet(time(22), time(1, 30)), "2026-11-01T01:10-05:00", "2026-11-01T01:30-05:00"),
        (Quiet(time(9), time(9)), "2026-06-11T09:00-04:00", "2026-06-11T09:00-04:00"),
    ],
)
def test_nights_in_toronto(quiet: Quiet, now: str, end: str) -> None:
    assert after_quiet(at(now), quiet, TORONTO) == at(end)


@given(
    zone=st.sampled_from(ZONES), now=moments, rhythm=st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY])
)
def test_digests_leave_at_eight(zone: str, now: datetime, rhythm: Rhythm) -> None:
    due = next_digest(rhythm, zone, now)
    local = due.astimezone(ZoneInfo(zone))
    days = 1 if rhythm is Rhythm.DAILY else 7
    assert local.time() == DIGEST_AT
    assert now < due <= now + timedelta(days=days, hours=1)
    assert rhythm is Rhythm.DAILY or local.weekday() == 0


def test_a_digest_waits_for_the_quiet_to_end() -> None:
    late = Quiet(time(22), time(9, 30))
    [told] = decide(
        purpose=next(one for one in PURPOSES if one.key == "points"),
        asked="email",
        chosen=Wanted(frozenset({"email"}), Rhythm.DAILY),
        reach=frozenset({"email"}),
        quiet=late,
        zone=TORONTO,
        is_consented=False,
        now=at("2026-06-10T12:00-04:00"),
    )
    assert told == Telling(Channel.EMAIL, at("2026-06-11T09:30-04:00"), Rhythm.DAILY)


def test_what_is_urgent_comes_at_once_whatever_was_chosen() -> None:
    payments = next(one for one in PURPOSES if one.key == "payments")
    assert wanted(payments, Wanted(frozenset(), Rhythm.WEEKLY)) == Wanted(frozenset({"site"}))
