"""Telling keepers what became of what they like: found by product, each piece of news once."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db import transaction

from tradewind.domains.engagement.models import Favourite, Keeper, KeeperMail
from tradewind.domains.engagement.queries.prices import Goods, goods_of
from tradewind.domains.engagement.rules import news
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import News, notify_all
from tradewind.kernel import clock, ids

_BATCH = 500
_COMMERCIAL = frozenset({"cheaper", "back"})
_SETTINGS = {"cheaper": "tell_price", "back": "tell_back", "gone": "tell_gone"}


def tell_keepers(*, product_ids: Collection[str], occasion: int) -> int:
    """Tell whoever likes these products (public ids) what is new; gives how many notices.

    `occasion` makes "back" of one day another than that of the next; the row remembers what its
    keeper knows. Reads the favourites of these products and no others.
    """
    told = 0
    uuids = [ids.decode("prd", product_id) for product_id in product_ids]
    last = 0
    while uuids:
        with transaction.atomic():
            rows = list(
                Favourite.objects.select_for_update(of=("self",))
                .select_related("keeper__person", "keeper__mail")
                .filter(product__public_id__in=product_ids, pk__gt=last)
                .order_by("pk")[:_BATCH]
            )
            told += _tell(rows, occasion)
        if len(rows) < _BATCH:
            break
        last = rows[-1].pk
    return told


def _tell(rows: list[Favourite], occasion: int) -> int:
    if not rows:
        return 0
    goods = goods_of(
        product_ids={row.product_id for row in rows if row.product_id is not None},
        currencies={row.currency for row in rows},
        now=clock.now(),
    )
    changed: list[Favourite] = []
    written: list[News] = []
    for row in rows:
        found = _news_of(row, goods)
        written += _notices(row, found, occasion)
        known = found.known
        if (row.known_minor, row.is_out, row.is_gone) != (known.minor, known.is_out, known.is_gone):
            row.known_minor, row.is_out, row.is_gone = known.minor, known.is_out, known.is_gone
            changed.append(row)
    Favourite.objects.bulk_update(changed, ["known_minor", "is_out", "is_gone"])
    return notify_all(written)


def _news_of(row: Favourite, goods: Goods) -> news.News:
    assert row.product_id is not None
    now = goods.standing(
        product_id=row.product_id, variant_id=row.variant_id, currency=row.currency
    )
    return news.news(
        news.Known(row.known_minor, row.is_out, row.is_gone),
        news.Seen(now.minor, now.pieces, now.is_gone),
    )


def _notices(row: Favourite, found: news.News, occasion: int) -> Iterator[News]:
    for kind in found.kinds:
        if getattr(row, _SETTINGS[kind]):
            yield from _told(row, kind, found, occasion)


def _told(row: Favourite, kind: str, found: news.News, occasion: int) -> Iterator[News]:
    facts = {"favourite": row.public_id, "minor": found.known.minor}
    person = row.keeper.person
    if person is not None:
        for channel in (Notice.Channel.SITE, Notice.Channel.EMAIL):
            yield News(
                key=f"engagement.{kind}:{row.public_id}:{occasion}:{channel.value}",
                kind=f"engagement.{kind}",
                channel=channel,
                language=person.language,
                facts=facts,
                email=person.email,
                person_id=person.pk,
                is_commercial=kind in _COMMERCIAL,
            )
        return
    mail = mail_of(row.keeper)
    if mail is not None:
        yield News(
            key=f"engagement.{kind}:{row.public_id}:{occasion}:{Notice.Channel.EMAIL.value}",
            kind=f"engagement.{kind}",
            channel=Notice.Channel.EMAIL,
            language=mail.language,
            facts=facts,
            email=mail.email,
            # A guest has nothing but the letter's link to stop it, so all of it passes the gate.
            is_commercial=True,
        )


def mail_of(keeper: Keeper) -> KeeperMail | None:
    """Where a guest is told, if its owner confirmed; `keeper` comes with its mail."""
    mail: KeeperMail | None = getattr(keeper, "mail", None)
    return mail if mail is not None and mail.confirmed_at is not None else None
