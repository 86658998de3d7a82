"""The editor's fields: out of a promotion, and from what was typed to what it says.

A kind of the form names what is made cheaper as well: ``amount_order`` is an amount off the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tradewind.console.promotions.desk import Desk
from tradewind.console.promotions.reading import Reading, listed
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.naming import (
    NamedScope,
    named,
    parts_of,
    product_names,
    scope_of,
)
from tradewind.domains.promotions.operations import PromotionWords
from tradewind.domains.promotions.rules import (
    Conditions,
    Layer,
    Reward,
    RewardKind,
    Scope,
    Stacking,
    Terms,
    TierBy,
    read_terms,
)
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform.i18n import formats

KINDS: Mapping[str, tuple[RewardKind, Layer]] = {
    "percent": (RewardKind.PERCENT, Layer.ITEM),
    "percent_order": (RewardKind.PERCENT, Layer.ORDER),
    "amount": (RewardKind.AMOUNT, Layer.ITEM),
    "amount_order": (RewardKind.AMOUNT, Layer.ORDER),
    "fixed_price": (RewardKind.FIXED_PRICE, Layer.ITEM),
    "buy_get": (RewardKind.BUY_GET, Layer.ITEM),
    "tiered": (RewardKind.TIERED, Layer.ORDER),
    "quantity_prices": (RewardKind.QUANTITY_PRICES, Layer.ITEM),
    "bundle": (RewardKind.BUNDLE, Layer.ITEM),
    "shipping": (RewardKind.SHIPPING, Layer.SHIPPING),
}
KIND_NAMES = (
    ("percent", _("a percentage off each piece")),
    ("percent_order", _("a percentage off the whole order")),
    ("amount", _("an amount off each piece")),
    ("amount_order", _("an amount off the whole order")),
    ("fixed_price", _("a fixed price a piece")),
    ("buy_get", _("pieces free: buy some, get some")),
    ("tiered", _("more off the more is spent")),
    ("quantity_prices", _("a lower price for several of one product")),
    ("bundle", _("one price for things bought together")),
    ("shipping", _("cheaper or free delivery")),
)
GOODS = (
    ("", _("everything")),
    ("categories", _("some categories")),
    ("products", _("some products")),
    ("tags", _("goods with a tag")),
)
HOWS = (
    (Promotion.How.AUTOMATIC.value, _("by itself")),
    (Promotion.How.CODE.value, _("with a code")),
    (Promotion.How.WALLET.value, _("from their wallet")),
)


def empty_values(desk: Desk) -> dict[str, Any]:
    """What a new promotion begins with."""
    return {
        "kind": "percent",
        "percent": "10",
        "goods": "",
        "how": Promotion.How.AUTOMATIC.value,
        "is_public": True,
        "free_percent": "100",
        "combines": ["order", "shipping"],
        "zone": str(desk.zone),
    }


def values_of(row: Promotion, desk: Desk) -> dict[str, Any]:
    """The fields of `row`."""
    terms = read_terms(row.terms)
    reward, needs, stacking = terms.reward, terms.needs, terms.stacking
    scope = named(scope=terms.scope)
    goods = next((name for name, _ in GOODS if name and getattr(scope, name)), "")
    return {
        "name": row.name,
        "kind": next(
            name
            for name, (kind, layer) in KINDS.items()
            if kind is reward.kind and (kind is RewardKind.TIERED or layer is terms.layer)
        ),
        "percent": _percent(reward.percent_bp),
        "free_percent": _percent(reward.percent_bp or 10_000),
        "amount": _amount(reward.minor, row.currency or desk.currency),
        "buy": reward.buy or "",
        "get": reward.get or "",
        "steps": _steps_text(reward, row.currency or desk.currency),
        "parts": "\n".join(
            f"{part.quantity} × {', '.join(product_names(product_ids=part.products))}"
            for part in reward.parts
        ),
        "most": _amount(reward.most_minor or 0, row.currency or desk.currency),
        "goods": goods,
        "categories": scope.categories,
        "products": "\n".join(scope.products),
        "tags": ", ".join(scope.tags),
        "minimum": _amount(needs.minimum_minor, row.currency or desk.currency),
        "minimum_quantity": needs.minimum_quantity or "",
        "first_order": needs.first_order,
        "members_only": needs.members_only,
        "places": " ".join(sorted(needs.places)),
        "weekdays": [str(day) for day in sorted(needs.weekdays)],
        "from_time": needs.from_time.strftime("%H:%M") if needs.from_time else "",
        "until_time": needs.until_time.strftime("%H:%M") if needs.until_time else "",
        "starts_at": _local(row.starts_at, desk),
        "ends_at": _local(row.ends_at, desk),
        "how": row.how,
        "is_public": row.is_public,
        "total_limit": row.total_limit or "",
        "person_limit": row.person_limit or "",
        "budget": _amount(row.budget_minor or 0, row.currency or desk.currency),
        "exclusive": stacking.exclusive,
        "combines": [str(layer) for layer in sorted(stacking.combines_with)],
        "group": stacking.group,
        "priority": stacking.priority or "",
        "zone": str(desk.zone),
        **{f"name-{tag}": words.get("name", "") for tag, words in row.translations.items()},
    }


def typed_values(posted: QueryDict, desk: Desk) -> dict[str, Any]:
    """What was typed, to be shown again."""
    lists = ("categories", "weekdays", "combines")
    return {
        **posted.dict(),
        **{name: posted.getlist(name) for name in lists},
        "zone": str(desk.zone),
    }


def read(posted: QueryDict, desk: Desk) -> PromotionWords:
    """What was typed. Raises `InvalidInput` with the form's own names of fields."""
    reading = Reading(posted, desk)
    kind, layer = KINDS.get(reading.text("kind"), KINDS["percent"])
    reward = _reward(reading, kind, desk)
    needs = Conditions(
        minimum_minor=reading.minor("minimum") or 0,
        minimum_quantity=reading.number("minimum_quantity") or 0,
        first_order=reading.flag("first_order"),
        members_only=reading.flag("members_only"),
        places=frozenset(listed(reading.text("places").upper())),
        weekdays=frozenset(int(day) for day in posted.getlist("weekdays") if day in "0123456"),
        from_time=reading.hour("from_time"),
        until_time=reading.hour("until_time"),
        zone=str(desk.zone),
    )
    stacking = Stacking(
        combines_with=frozenset(layer for layer in Layer if layer in posted.getlist("combines")),
        exclusive=reading.flag("exclusive"),
        group=reading.text("group")[:40],
        priority=reading.number("priority") or 0,
    )
    said = PromotionWords(
        name=reading.text("name"),
        terms=Terms(reward, layer, _scope(reading, posted, desk), needs, stacking),
        how=reading.text("how"),
        is_public=reading.flag("is_public"),
        currency=desk.currency,
        starts_at=reading.moment("starts_at"),
        ends_at=reading.moment("ends_at"),
        total_limit=reading.number("total_limit"),
        person_limit=reading.number("person_limit"),
        budget_minor=reading.minor("budget"),
        translations={
            name.removeprefix("name-"): {"name": str(value).strip()[:80]}
            for name, value in posted.dict().items()
            if name.startswith("name-") and str(value).strip()
        },
    )
    if reading.wrong:
        raise InvalidInput(reading.wrong)
    return said


def form_fields(error: InvalidInput) -> InvalidInput:
    """The same error by the names the form has for its fields."""
    names = {
        "tiers": "steps",
        "scope.products": "products",
        "scope.categories": "categories",
        "scope.parts": "parts",
        "layer": "kind",
    }
    return InvalidInput({names.get(name, name): code for name, code in error.fields.items()})


def _reward(reading: Reading, kind: RewardKind, desk: Desk) -> Reward:
    most = reading.minor("most") or None
    match kind:
        case RewardKind.PERCENT:
            return Reward(kind, percent_bp=reading.percent("percent"), most_minor=most)
        case RewardKind.SHIPPING:
            return Reward(kind, percent_bp=reading.percent("free_percent"), most_minor=most)
        case RewardKind.AMOUNT | RewardKind.FIXED_PRICE:
            return Reward(kind, minor=reading.minor("amount") or 0, most_minor=most)
        case RewardKind.BUY_GET:
            return Reward(
                kind,
                percent_bp=reading.percent("free_percent"),
                buy=reading.number("buy") or 0,
                get=reading.number("get") or 0,
                most_minor=most,
            )
        case RewardKind.BUNDLE:
            parts = parts_of(parts=reading.parts("parts"), store_id=desk.store_id)
            return Reward(kind, minor=reading.minor("amount") or 0, parts=parts)
        case _:
            return Reward(
                kind, tier_by=TierBy.SPEND, tiers=reading.steps("steps", kind), most_minor=most
            )


def _scope(reading: Reading, posted: QueryDict, desk: Desk) -> Scope:
    goods = reading.text("goods")
    return scope_of(
        named=NamedScope(
            categories=posted.getlist("categories") if goods == "categories" else (),
            products=listed(reading.text("products")) if goods == "products" else (),
            tags=listed(reading.text("tags"), ",\n") if goods == "tags" else (),
        ),
        store_id=desk.store_id,
    )


def _steps_text(reward: Reward, currency: str) -> str:
    lines = []
    for tier in reward.tiers:
        pieces = reward.kind is RewardKind.QUANTITY_PRICES or reward.tier_by is TierBy.QUANTITY
        start = str(tier.at) if pieces else _amount(tier.at, currency)
        worth = (
            f"{_percent(tier.percent_bp)} %" if tier.percent_bp else _amount(tier.minor, currency)
        )
        lines.append(f"{start}: {worth}")
    return "\n".join(lines)


def _amount(minor: int, currency: str) -> str:
    return formats.amount(Money(minor, currency)) if minor else ""


def _percent(basis_points: int) -> str:
    if not basis_points:
        return ""
    return f"{basis_points // 100}.{basis_points % 100:02}".rstrip("0").rstrip(".")


def _local(moment: datetime | None, desk: Desk) -> str:
    return moment.astimezone(desk.zone).strftime("%Y-%m-%dT%H:%M") if moment else ""
