"""A small business to publish about: parcels that are posted and scanned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from django.db import transaction

from tradewind.kernel.money import Money
from tradewind.platform.events import (
    BEGINNING,
    Envelope,
    Event,
    Start,
    Subscription,
    cursors,
    publish,
)
from tradewind.platform.events.consumer import Pass, consume
from tradewind.platform.events.sequencer import number_committed


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    carrier: str
    cost: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelPosted(Event):
    """A parcel was handed over."""

    name: ClassVar[str] = "tests.parcel_posted"
    aggregate: ClassVar[str] = "parcel_id"

    parcel_id: str
    postage: Money
    posted_at: datetime
    size: Size = Size.SMALL
    weight_kg: Decimal | None = None
    legs: tuple[Leg, ...] = ()
    tags: list[str]
    marks: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelScannedV1(Event):
    """As it was stored before scans had a place."""

    name: ClassVar[str] = "tests.parcel_scanned"
    aggregate: ClassVar[str] = "parcel_id"

    parcel_id: str
    number: int

    def upgrade(self) -> Event:
        return ParcelScanned(parcel_id=self.parcel_id, number=self.number, place="unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelScanned(Event):
    """A parcel passed a scanner for the `number`-th time."""

    name: ClassVar[str] = "tests.parcel_scanned"
    aggregate: ClassVar[str] = "parcel_id"
    version: ClassVar[int] = 2

    parcel_id: str
    number: int
    place: str = "depot"


def scanned(parcel_id: str, number: int) -> None:
    """Commit one scan."""
    with transaction.atomic():
        publish(ParcelScanned(parcel_id=parcel_id, number=number))


class Log:
    """A subscriber that remembers what it took and refuses what it is told to refuse."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, int]] = []
        self.envelopes: list[Envelope] = []
        self.refused: set[tuple[str, int]] = set()

    def take(self, event: ParcelScanned, envelope: Envelope) -> None:
        scan = (event.parcel_id, event.number)
        if scan in self.refused:
            raise ValueError("unreadable scan")
        self.taken.append(scan)
        self.envelopes.append(envelope)

    def subscribed(self, name: str = "tests.log", start: Start = BEGINNING) -> Subscription:
        subscription = Subscription(name=name, handles={ParcelScanned: self.take}, start=start)
        cursors.ensure([subscription])
        return subscription


def drain(subscription: Subscription) -> None:
    """Number what is committed and let the subscription take it all."""
    while number_committed():
        pass
    while consume(subscription) is Pass.MOVED:
        pass
