"""A promotion as the fields of its editor: every word of it, so that saving again loses none."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from tradewind.console.promotions.desk import Desk
from tradewind.console.promotions.form import kind_of
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.naming import named, product_names
from tradewind.domains.promotions.rules import (
    Conditions,
    Reward,
    RewardKind,
    Scope,
    TierBy,
    read_terms,
)
from tradewind.kernel.money import Money
from tradewind.platform.i18n import formats


def values_of(row: Promotion, desk: Desk) -> dict[str, Any]:
    """The fields of `row`."""
    terms = read_terms(row.terms)
    stacking, unit = terms.stacking, row.currency or desk.currency
    return {
        "name": row.name,
        "kind": kind_of(terms),
        "currency": unit,
        **_reward(terms.reward, unit),
        **_scope(terms.scope),
        **_needs(terms.needs, unit),
        "starts_at": _local(row.starts_at, desk),
        "ends_at": _local(row.ends_at, desk),
        "how": row.how,
        "is_public": row.is_public,
        "total_limit": row.total_limit or "",
        "person_limit": row.person_limit or "",
        "gives_back": row.gives_back,
        "budget": _amount(row.budget_minor or 0, unit),
        "exclusive": stacking.exclusive,
        "combines": [str(layer) for layer in sorted(stacking.combines_with)],
        "group": stacking.group,
        "priority": stacking.priority or "",
        **{f"name-{tag}": words.get("name", "") for tag, words in row.translations.items()},
    }


def _reward(reward: Reward, unit: str) -> dict[str, Any]:
    return {
        "percent": _percent(reward.percent_bp),
        "free_percent": _percent(reward.percent_bp),
        "amount": _amount(reward.minor, unit),
        "buy": reward.buy or "",
        "get": reward.get or "",
        "most_sets": reward.most_sets or "",
        "tier_by": reward.tier_by.value,
        "steps": _steps_text(reward, unit),
        "parts": "\n".join(
            f"{part.quantity} × {', '.join(product_names(product_ids=part.products))}"
            for part in reward.parts
        ),
        "most": _amount(reward.most_minor or 0, unit),
    }


def _scope(of: Scope) -> dict[str, Any]:
    scope = named(scope=of)
    return {
        "categories": list(scope.categories),
        "sections": list(scope.sections),
        "stores": "\n".join(scope.stores),
        "products": "\n".join(scope.products),
        "tags": ", ".join(scope.tags),
        "not_products": "\n".join(scope.not_products),
        "not_tags": ", ".join(scope.not_tags),
    }


def _needs(needs: Conditions, unit: str) -> dict[str, Any]:
    return {
        "minimum": _amount(needs.minimum_minor, unit),
        "minimum_quantity": needs.minimum_quantity or "",
        "first_order": needs.first_order,
        "members_only": needs.members_only,
        "places": " ".join(sorted(needs.places)),
        "channels": sorted(needs.channels),
        "weekdays": [str(day) for day in sorted(needs.weekdays)],
        "from_time": _hour(needs.from_time),
        "until_time": _hour(needs.until_time),
        "zone": needs.zone,
    }


def _steps_text(reward: Reward, unit: str) -> str:
    lines = []
    for tier in reward.tiers:
        in_pieces = reward.kind is RewardKind.QUANTITY_PRICES or reward.tier_by is TierBy.QUANTITY
        start = str(tier.at) if in_pieces else _amount(tier.at, unit)
        worth = f"{_percent(tier.percent_bp)} %" if tier.percent_bp else _amount(tier.minor, unit)
        lines.append(f"{start}: {worth}")
    return "\n".join(lines)


def _amount(minor: int, unit: str) -> str:
    return formats.amount(Money(minor, unit)) if minor else ""


def _percent(basis_points: int) -> str:
    if not basis_points:
        return ""
    return f"{basis_points // 100}.{basis_points % 100:02}".rstrip("0").rstrip(".")


def _local(moment: datetime | None, desk: Desk) -> str:
    return moment.astimezone(desk.zone).strftime("%Y-%m-%dT%H:%M") if moment else ""


def _hour(hour: time | None) -> str:
    return hour.strftime("%H:%M") if hour else ""
