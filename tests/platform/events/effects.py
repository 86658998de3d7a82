"""A worker of its own process whose subscriber leaves a row for each event it took."""

from __future__ import annotations

import threading
import time

from django.db import connection

from tests.platform.events.parcels import ParcelScanned
from tradewind.platform.events import BEGINNING, Envelope, Subscription, runner


def leave_row(event: ParcelScanned, envelope: Envelope) -> None:
    """Slow enough to be killed in the middle of a batch."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effects VALUES (%s)", [envelope.position])
    time.sleep(0.002)


EFFECTS = Subscription(
    name="tests.effects", handles={ParcelScanned: leave_row}, start=BEGINNING, batch_size=20
)


def main() -> None:
    """Run until killed."""
    runner.run([EFFECTS], threading.Event())
