"""What an issuer sees of its promotions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from tradewind.domains.promotions.models import Code, Promotion, Redemption, WalletEntry
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

_USED = (Redemption.State.HELD, Redemption.State.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Results:
    """What came of a promotion: paid uses, what they took off by currency, buyers, what wallets
    and codes hold. Uses that were given back don't count.
    """

    uses: int
    held: int
    buyers: int
    discounts: tuple[Money, ...]
    purchases: tuple[str, ...]
    codes: int
    in_wallets: int


def list_promotions(
    *, store_id: int | None, state: str = "", cursor: str = "", limit: int = 25
) -> Page[Promotion]:
    """An issuer's promotions, the latest first; None is the mall. Raises `InvalidInput`."""
    rows = Promotion.objects.for_issuer(store_id)
    if state:
        rows = rows.filter(state=state)
    if cursor:
        (last_id,) = decode_cursor(cursor, 1)
        if not isinstance(last_id, int):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__lt=last_id)
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], encode_cursor(found[limit - 1].pk) if more else None)


def uses_of(*, promotion_ids: list[int]) -> dict[int, int]:
    """How often each was used, held uses included. One statement."""
    rows = (
        Redemption.objects.across_stores("counts of given promotions")
        .filter(promotion_id__in=promotion_ids, state__in=_USED)
        .values("promotion_id")
        .annotate(uses=Count("pk"))
        .values_list("promotion_id", "uses")
    )
    return dict(rows)


def get_promotion(*, store_id: int | None, promotion_id: str) -> Promotion:
    """One of the issuer's own. Raises `NotFound`."""
    row = Promotion.objects.for_issuer(store_id).filter(public_id=promotion_id).first()
    if row is None:
        raise NotFound(id=promotion_id)
    found: Promotion = row
    return found


def results_of(*, promotion: Promotion) -> Results:
    """What came of it so far. Four statements."""
    uses = Redemption.objects.for_issuer(promotion.store_id).filter(promotion=promotion)
    paid = uses.filter(state=Redemption.State.CONFIRMED)
    sums = paid.values("currency").annotate(sum=Coalesce(Sum("amount_minor"), 0))
    counted = uses.aggregate(
        uses=Count("pk", filter=Q(state=Redemption.State.CONFIRMED)),
        held=Count("pk", filter=Q(state=Redemption.State.HELD)),
        buyers=Count("person_id", distinct=True, filter=Q(state=Redemption.State.CONFIRMED)),
    )
    return Results(
        uses=counted["uses"],
        held=counted["held"],
        buyers=counted["buyers"],
        discounts=tuple(Money(row["sum"], row["currency"]) for row in sums.order_by("currency")),
        purchases=tuple(paid.order_by("-used_at").values_list("purchase", flat=True)[:1000]),
        codes=promotion.codes.count(),
        in_wallets=WalletEntry.objects.filter(promotion=promotion).count(),
    )


def list_codes(*, promotion: Promotion, limit: int = 50) -> list[Code]:
    """The first codes, shared ones before those of one use."""
    rows = Code.objects.for_issuer(promotion.store_id).filter(promotion=promotion)
    return list(rows.order_by("limit", "id")[:limit])


def every_code(*, promotion: Promotion) -> Iterator[tuple[str, int | None, int]]:
    """Text, limit and uses of every code, for a file."""
    rows = Code.objects.for_issuer(promotion.store_id).filter(promotion=promotion)
    yield from rows.order_by("id").values_list("text", "limit", "used").iterator(chunk_size=2000)
