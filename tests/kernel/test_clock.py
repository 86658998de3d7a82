from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tradewind.kernel import clock

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_now_is_aware_and_in_utc() -> None:
    before = datetime.now(UTC)
    told = clock.now()
    assert before <= told <= datetime.now(UTC)
    assert told.utcoffset() == timedelta(0)


def test_a_frozen_clock_stands_still_and_goes_on_afterwards() -> None:
    with clock.frozen_at(NOON):
        assert clock.now() == clock.now() == NOON
        with clock.frozen_at(NOON + timedelta(days=1)):
            assert clock.now() == NOON + timedelta(days=1)
        assert clock.now() == NOON
    assert clock.now() > NOON - timedelta(days=3650)
    assert clock.now() != NOON


def test_the_clock_goes_on_after_an_error() -> None:
    with pytest.raises(RuntimeError), clock.frozen_at(NOON):
        raise RuntimeError
    assert clock.now() != NOON


def test_other_threads_keep_their_own_time() -> None:
    told = []
    with clock.frozen_at(NOON):
        thread = threading.Thread(target=lambda: told.append(clock.now()))
        thread.start()
        thread.join()
    assert told[0] != NOON


def test_a_moment_without_a_zone_is_refused() -> None:
    with (
        pytest.raises(ValueError, match="time zone"),
        clock.frozen_at(datetime(2026, 1, 1)),
    ):
        pass


def test_a_zone_may_be_any() -> None:
    east = timezone(timedelta(hours=8))
    with clock.frozen_at(NOON.astimezone(east)):
        assert clock.now() == NOON
