"""Making and changing a promotion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce

from tradewind.domains.promotions.errors import PromotionOver
from tradewind.domains.promotions.models import Promotion, Redemption
from tradewind.domains.promotions.rules import Terms, check_terms, reach_of, write_terms
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import audit


@dataclass(frozen=True, slots=True)
class PromotionWords:
    """Everything an issuer says about a promotion. Money of limits is in `currency`."""

    name: str
    terms: Terms
    how: str = Promotion.How.AUTOMATIC
    is_public: bool = True
    currency: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    total_limit: int | None = None
    person_limit: int | None = None
    gives_back: str = Promotion.GivesBack.CANCELLED
    budget_minor: int | None = None
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def create(*, store_id: int | None, said: PromotionWords, actor: str) -> Promotion:
    """A draft of that store, of the mall for None. Raises `InvalidInput`."""
    _check(said, store_id)
    with transaction.atomic():
        row = Promotion.objects.create(store_id=store_id, **_columns(said, store_id))
        audit.record(
            actor=actor,
            action="promotions.create",
            subject=str(row.public_id),
            store_id=store_id,
        )
    return row


def change(
    *, store_id: int | None, promotion_id: str, said: PromotionWords, actor: str
) -> Promotion:
    """Say it anew; a running one changes for the next quote, never for what is held or paid.

    Raises `NotFound`, `InvalidInput`, `PromotionOver`.
    """
    _check(said, store_id)
    with transaction.atomic():
        row = locked_promotion(store_id=store_id, promotion_id=promotion_id)
        if row.state == Promotion.State.ENDED:
            raise PromotionOver
        before = {name: getattr(row, name) for name in ("name", "total_limit", "budget_minor")}
        for name, value in _columns(said, store_id).items():
            setattr(row, name, value)
        row.version += 1
        _count_anew(row)
        row.save()
        audit.record(
            actor=actor,
            action="promotions.change",
            subject=str(row.public_id),
            store_id=store_id,
            changes={
                name: [value, getattr(row, name)]
                for name, value in before.items()
                if value != getattr(row, name)
            },
        )
    return row


def locked_promotion(*, store_id: int | None, promotion_id: str) -> Promotion:
    """The issuer's own promotion, locked until the transaction ends. Raises `NotFound`."""
    row = (
        Promotion.objects.for_issuer(store_id)
        .filter(public_id=promotion_id)
        .select_for_update()
        .first()
    )
    if row is None:
        raise NotFound(id=promotion_id)
    found: Promotion = row
    return found


def _count_anew(row: Promotion) -> None:
    """A limit or budget set on a promotion that ran without one counts what was used so far."""
    uses = Redemption.objects.across_stores("uses of one promotion").filter(
        promotion=row, state__in=(Redemption.State.HELD, Redemption.State.CONFIRMED)
    )
    if row.total_limit is None and row.budget_minor is None:
        return
    if uses.filter(counted=False).exists():
        uses.update(counted=True)
        row.used = uses.count()
        row.spent_minor = uses.aggregate(sum=Coalesce(Sum("amount_minor"), 0))["sum"]
    wrong = {}
    if row.total_limit is not None and row.total_limit < row.used:
        wrong["total_limit"] = "too_small"
    if row.budget_minor is not None and row.budget_minor < row.spent_minor:
        wrong["budget"] = "too_small"
    if wrong:
        raise InvalidInput(wrong)


def _check(said: PromotionWords, store_id: int | None) -> None:
    wrong: dict[str, str] = {}
    if not said.name.strip():
        wrong["name"] = "required"
    elif len(said.name.strip()) > 80:
        wrong["name"] = "too_long"
    if said.how not in Promotion.How.values:
        wrong["how"] = "unknown"
    if said.gives_back not in Promotion.GivesBack.values:
        wrong["gives_back"] = "unknown"
    if said.starts_at and said.ends_at and said.ends_at <= said.starts_at:
        wrong["ends_at"] = "too_small"
    for name in ("total_limit", "person_limit", "budget_minor"):
        value = getattr(said, name)
        if value is not None and not 1 <= value <= 2_000_000_000:
            wrong[name.removesuffix("_minor")] = "invalid"
    if said.budget_minor is not None and not said.currency:
        wrong["currency"] = "required"
    try:
        check_terms(said.terms, store_id=store_id, currency=said.currency)
    except InvalidInput as error:
        wrong = {**error.fields, **wrong}
    if wrong:
        raise InvalidInput(wrong)


def _columns(said: PromotionWords, store_id: int | None) -> dict[str, Any]:
    # A budget without other amounts still is money of one currency.
    counts_money = said.terms.has_amounts or said.budget_minor is not None
    return {
        "name": said.name.strip(),
        "terms": write_terms(said.terms),
        "reach": reach_of(said.terms, store_id),
        "how": said.how,
        "is_public": said.is_public,
        "currency": said.currency if counts_money else "",
        "starts_at": said.starts_at,
        "ends_at": said.ends_at,
        "total_limit": said.total_limit,
        "person_limit": said.person_limit,
        "gives_back": said.gives_back,
        "budget_minor": said.budget_minor,
        "translations": {tag: dict(words) for tag, words in said.translations.items()},
    }
