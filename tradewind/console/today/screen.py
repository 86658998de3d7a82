"""Everything *Today* shows: the work that waits, and four figures with where they lead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tradewind.console.pages import page_url
from tradewind.console.today.tasks import Task, claim_tasks
from tradewind.domains.catalogue.queries import list_imports
from tradewind.domains.inventory.queries import LevelRow, count_low_stock, low_stock
from tradewind.domains.orders.queries import (
    Sales,
    Sold,
    Waiting,
    sales,
    waiting_orders,
)
from tradewind.domains.orders.rules import Stage
from tradewind.domains.stores.models import Store
from tradewind.domains.visits.models import Channel
from tradewind.kernel.money import Money
from tradewind.platform.events.queries import count_parked
from tradewind.platform.i18n import formats

_WEEK = 7
_ONE_DAY, _SIX_DAYS = timedelta(days=1), timedelta(days=_WEEK - 1)
_SHELVES = 4
_IMPORTS = 5

_PACKING: Mapping[Stage, tuple[str, Promise | str, Callable[[int], str]]] = {
    Stage.PAID: (
        "package",
        gettext_lazy("Pack"),
        lambda n: ngettext("{n} order to pack", "{n} orders to pack", n),
    ),
    Stage.PREPARING: (
        "package-open",
        gettext_lazy("Send"),
        lambda n: ngettext("{n} order being packed", "{n} orders being packed", n),
    ),
    Stage.PARTLY_SHIPPED: (
        "truck",
        gettext_lazy("Finish"),
        lambda n: ngettext("{n} order partly sent", "{n} orders partly sent", n),
    ),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a figure did; `trend` is up, down or empty, `good` yes, no or empty."""

    text: str
    trend: str = ""
    good: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its line and what changed."""

    label: str
    value: str
    change: Change
    url: str
    points: Sequence[float]


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """What a channel brought in the last seven days; `share` of all sales."""

    name: str
    url: str
    orders: int
    amount: Money
    share: Decimal


@dataclass(frozen=True, slots=True)
class TodayScreen:
    """`figures` and `channels` are empty for those who may not see them."""

    day: date
    tasks: Sequence[Task]
    figures: Sequence[Figure]
    channels: Sequence[ChannelRow]
    sold: Sold | None
    unconverted: Sequence[str]
    low: Sequence[LevelRow]
    stock_url: str


def today_screen(
    store: Store, *, permissions: Collection[str], is_operator: bool, now: datetime
) -> TodayScreen:
    """The screen of `store` at `now`, in the store's own day."""
    day = now.astimezone(ZoneInfo(store.time_zone)).date()
    low = low_stock(store_id=store.pk, limit=_SHELVES)
    pieces = len(low) if len(low) < _SHELVES else count_low_stock(store_id=store.pk)
    tasks = [*_order_tasks(store, day), *claim_tasks(store), *_stock_tasks(store, pieces)]
    if "products.import" in permissions:
        tasks += _import_tasks(store)
    if is_operator:
        tasks += _event_tasks()
    if "figures.view" not in permissions:
        return TodayScreen(day, tasks, (), (), None, (), low, page_url("stock", store.slug))
    sold = sales(
        store_id=store.pk,
        time_zone=store.time_zone,
        currency=store.currency,
        first_day=day - timedelta(days=2 * _WEEK - 1),
        last_day=day,
    )
    return TodayScreen(
        day=day,
        tasks=tasks,
        figures=_figures(store, sold, pieces),
        channels=_channels(store, sold),
        sold=sold.between(day - _SIX_DAYS, day),
        unconverted=sold.unconverted,
        low=low,
        stock_url=page_url("stock", store.slug),
    )


def _order_tasks(store: Store, day: date) -> list[Task]:
    waiting = waiting_orders(store_id=store.pk, today=day)
    tasks = []
    for stage, (icon, action, title) in _PACKING.items():
        found = waiting[stage]
        if found.orders:
            tasks.append(
                Task(
                    icon=icon,
                    title=title(found.orders).format(n=formats.number(found.orders)),
                    note=_waiting_note(found),
                    url=f"{reverse('console:orders', args=[store.slug])}?view={stage.value}",
                    count=found.orders,
                    action=str(action),
                    is_urgent=bool(found.late),
                )
            )
    return tasks


def _waiting_note(found: Waiting) -> str:
    if found.late:
        return ngettext(
            "{n} is past the day it was promised for",
            "{n} are past the day they were promised for",
            found.late,
        ).format(n=formats.number(found.late))
    assert found.oldest_at is not None
    return _("The first came {day}").format(day=formats.moment(found.oldest_at))


def _stock_tasks(store: Store, low: int) -> list[Task]:
    url = page_url("stock", store.slug)
    if not (low and url):
        return []
    title = ngettext("{n} shelf runs low", "{n} shelves run low", low)
    return [
        Task(
            icon="boxes",
            title=title.format(n=formats.number(low)),
            note=_("At or below the number you asked to be warned at"),
            url=f"{url}?view=low",
            count=low,
            action=_("Restock"),
        )
    ]


def _import_tasks(store: Store) -> list[Task]:
    url = page_url("imports", store.slug)
    refused = [found for found in list_imports(store_id=store.pk, limit=_IMPORTS) if found.refused]
    if not (refused and url):
        return []
    rows = sum(found.refused for found in refused)
    title = ngettext("{n} imported row was refused", "{n} imported rows were refused", rows)
    return [
        Task(
            icon="file-up",
            title=title.format(n=formats.number(rows)),
            note=refused[0].name,
            url=url,
            count=rows,
            action=_("Mend"),
        )
    ]


def _event_tasks() -> list[Task]:
    parked = count_parked()
    if not parked:
        return []
    title = ngettext("{n} event is parked", "{n} events are parked", parked)
    return [
        Task(
            icon="workflow",
            title=title.format(n=formats.number(parked)),
            note=_("Something that should have followed did not"),
            url=reverse("console:mall_events"),
            count=parked,
            action=_("Look"),
            is_urgent=True,
        )
    ]


def _figures(store: Store, sold: Sales, low: int) -> list[Figure]:
    day = sold.last_day
    days = [of_day for _day, of_day in sold.by_day()]
    week = sold.between(day - _SIX_DAYS, day)
    before = sold.between(sold.first_day, day - _SIX_DAYS - _ONE_DAY)
    orders_url = f"{reverse('console:orders', args=[store.slug])}?view=all"
    return [
        Figure(
            label=_("Sold in 7 days"),
            value=formats.money(week.amount),
            change=_change(week.amount.minor, before.amount.minor),
            url=orders_url,
            points=[float(of_day.amount.minor) for of_day in days],
        ),
        Figure(
            label=_("Orders in 7 days"),
            value=formats.number(week.orders),
            change=_change(week.orders, before.orders),
            url=orders_url,
            points=[float(of_day.orders) for of_day in days],
        ),
        Figure(
            label=_("Average order"),
            value=formats.money(week.average) if week.orders else "–",
            change=_change(week.average.minor, before.average.minor),
            url=orders_url,
            points=[float(of_day.average.minor) for of_day in days],
        ),
        Figure(
            label=_("Shelves to restock"),
            value=formats.number(low),
            change=Change(_("At or below their alert"))
            if low
            else Change(_("All are filled"), "", "yes"),
            url=f"{page_url('stock', store.slug)}?view=low",
            points=(),
        ),
    ]


def _change(now: int, before: int) -> Change:
    if not before:
        return Change(_("Nothing the week before"))
    grown = Decimal(now - before) / before
    text = _("{percent} against the week before").format(percent=formats.change(grown))
    if not grown:
        return Change(_("As the week before"))
    return Change(text, "up", "yes") if grown > 0 else Change(text, "down", "no")


def _channels(store: Store, sold: Sales) -> list[ChannelRow]:
    found = sold.by_channel(since=sold.last_day - _SIX_DAYS)
    whole = sum(of_channel.amount.minor for _channel, of_channel in found) or 1
    orders_url = reverse("console:orders", args=[store.slug])
    return [
        ChannelRow(
            name=str(Channel(channel).label),
            url=f"{orders_url}?view=all&channel={channel}",
            orders=of_channel.orders,
            amount=of_channel.amount,
            share=Decimal(of_channel.amount.minor) / whole,
        )
        for channel, of_channel in found
    ]
