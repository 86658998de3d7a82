"""From what was typed into the editor to what a promotion says.

What the form can't show as exactly as a program wrote it (seconds, a comma in a tag) stays as it
was where its field was left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.conf import settings
from django.http import QueryDict

from tradewind.console.promotions.desk import Desk
from tradewind.console.promotions.form import KINDS
from tradewind.console.promotions.reading import Reading, listed
from tradewind.console.promotions.values import values_of
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.naming import NamedScope, parts_of, scope_of
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
from tradewind.domains.visits.models import Channel
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.i18n.languages import languages

T = TypeVar("T")


def read(posted: QueryDict, desk: Desk, before: Promotion | None = None) -> PromotionWords:
    """What was typed over `before`. Raises `InvalidInput` with the form's own names of fields."""
    reader = _Reader(posted, desk, before)
    said = reader.words()
    if reader.wrong:
        raise InvalidInput(reader.wrong)
    return said


class _Reader(Reading):
    def __init__(self, posted: QueryDict, desk: Desk, before: Promotion | None) -> None:
        given = posted.get("currency", "").strip()
        super().__init__(
            posted, desk, currency=given or (before and before.currency) or desk.currency
        )
        if given and given not in settings.CURRENCIES and not (before and before.currency == given):
            self.wrong["currency"] = "unknown"
        self._before = before
        self._shown: Mapping[str, Any] = values_of(before, desk) if before else {}
        self._was = read_terms(before.terms) if before else None

    def words(self) -> PromotionWords:
        kind, layer = KINDS.get(self.text("kind"), KINDS["percent"])
        before = self._before
        return PromotionWords(
            name=self.text("name"),
            terms=Terms(self._reward(kind), layer, self._scope(), self._needs(), self._stacking()),
            how=self.text("how"),
            is_public=self.flag("is_public"),
            currency=self.currency,
            starts_at=self._kept("starts_at", before.starts_at if before else None, self.moment),
            ends_at=self._kept("ends_at", before.ends_at if before else None, self.moment),
            total_limit=self._kept(
                "total_limit", before.total_limit if before else None, self.number
            ),
            person_limit=self._kept(
                "person_limit", before.person_limit if before else None, self.number
            ),
            gives_back=self.text("gives_back")
            or (before.gives_back if before else Promotion.GivesBack.CANCELLED.value),
            budget_minor=self.minor("budget"),
            translations=self._translations(),
        )

    def _reward(self, kind: RewardKind) -> Reward:
        was = self._was.reward if self._was and self._was.reward.kind is kind else Reward(kind)
        was = replace(was, most_minor=self.minor("most") or None)
        match kind:
            case RewardKind.PERCENT:
                return replace(was, percent_bp=self.percent("percent"))
            case RewardKind.SHIPPING:
                share, minor = self.percent("free_percent"), self.minor("amount") or 0
                return replace(was, percent_bp=share, minor=0 if share else minor)
            case RewardKind.AMOUNT | RewardKind.FIXED_PRICE:
                return replace(was, minor=self.minor("amount") or 0)
            case RewardKind.BUY_GET:
                return replace(
                    was,
                    percent_bp=self.percent("free_percent"),
                    buy=self.number("buy") or 0,
                    get=self.number("get") or 0,
                    most_sets=self.number("most_sets"),
                )
            case RewardKind.BUNDLE:
                return replace(
                    was,
                    minor=self.minor("amount") or 0,
                    most_sets=self.number("most_sets"),
                    parts=parts_of(parts=self.parts("parts"), store_id=self.desk.store_id),
                )
            case RewardKind.QUANTITY_PRICES:
                return replace(was, tiers=self.steps("steps", in_pieces=True))
            case _:
                in_pieces = self.text("tier_by") == TierBy.QUANTITY
                return replace(
                    was,
                    tier_by=TierBy.QUANTITY if in_pieces else TierBy.SPEND,
                    tiers=self.steps("steps", in_pieces=in_pieces),
                )

    def _scope(self) -> Scope:
        was = self._was.scope if self._was else Scope()
        found = scope_of(
            named=NamedScope(
                stores=listed(self.text("stores")) if self.desk.store_id is None else (),
                sections=self.several("sections"),
                categories=self.several("categories"),
                products=listed(self.text("products")),
                not_products=listed(self.text("not_products")),
            ),
            store_id=self.desk.store_id,
        )
        return replace(
            found,
            # A store's own promotion reaches no other store: there is nothing to type.
            stores=found.stores if self.desk.store_id is None else was.stores,
            tags=self._kept("tags", was.tags, self._tags),
            not_tags=self._kept("not_tags", was.not_tags, self._tags),
        )

    def _needs(self) -> Conditions:
        was = self._was.needs if self._was else Conditions()
        known = {*Channel.values, *was.channels}
        return Conditions(
            minimum_minor=self.minor("minimum") or 0,
            minimum_quantity=self.number("minimum_quantity") or 0,
            first_order=self.flag("first_order"),
            members_only=self.flag("members_only"),
            places=self._kept(
                "places",
                was.places,
                lambda name: frozenset(listed(self.text(name).upper())),
            ),
            channels=frozenset(known.intersection(self.several("channels"))),
            weekdays=frozenset(int(day) for day in self.several("weekdays") if day in "0123456"),
            from_time=self._kept("from_time", was.from_time, self.hour),
            until_time=self._kept("until_time", was.until_time, self.hour),
            zone=self.text("zone") or str(self.desk.zone),
        )

    def _stacking(self) -> Stacking:
        wanted = self.several("combines")
        return Stacking(
            combines_with=frozenset(layer for layer in Layer if layer in wanted),
            exclusive=self.flag("exclusive"),
            group=self.text("group")[:40],
            priority=self.number("priority", signed=True) or 0,
        )

    def _translations(self) -> dict[str, dict[str, str]]:
        before = self._before.translations if self._before else {}
        kept = {tag: dict(words) for tag, words in before.items()}
        for tag in languages():
            if self.has(f"name-{tag}"):
                words = kept.setdefault(tag, {})
                words["name"] = self.text(f"name-{tag}")[:80]
                if not words["name"]:
                    del words["name"]
        return {tag: words for tag, words in kept.items() if words}

    def _tags(self, name: str) -> frozenset[str]:
        return frozenset(listed(self.text(name), ",\n"))

    def _kept(self, name: str, was: T, parse: Any) -> T:
        """`was` where the field still says what was shown, else what is parsed from it."""
        if self._before is not None and self.text(name) == str(self._shown.get(name, "")).strip():
            return was
        parsed: T = parse(name)
        return parsed
