"""Everything a promotion says, in plain sentences: what the editor's fields mean together."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from tradewind.console.promotions.form import DAYS, HOWS
from tradewind.console.promotions.sentence import sentence_of
from tradewind.domains.catalogue.models import Category, Product, Section
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.rules import (
    Conditions,
    Reward,
    RewardKind,
    Stacking,
    Terms,
    TierBy,
    read_terms,
)
from tradewind.domains.stores.models import Store
from tradewind.domains.visits.models import Channel
from tradewind.kernel.money import Money
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.languages import country_name, current

_MOST_NAMED = 5


def rule_of(row: Promotion, currency: str) -> list[str]:
    """The rule of `row`, most important sentence first."""
    terms, unit = read_terms(row.terms), row.currency or currency
    said = [
        _("{what}, {how}.").format(what=sentence_of(terms, unit), how=_how(row)),
        *_reward(terms.reward, unit),
        *_goods(terms),
        *_needs(terms.needs, unit),
        *_when(row, terms.needs),
        *_limits(row, unit),
        *_stacking(terms.stacking),
    ]
    if row.gives_back == Promotion.GivesBack.RETURNED:
        said.append(
            _(
                "A use is free again when the order is cancelled or everything it made cheaper"
                " comes back."
            )
        )
    else:
        said.append(_("A use is free again when the whole order is cancelled."))
    return said


def _how(row: Promotion) -> str:
    return str(dict(HOWS)[row.how])


def _reward(reward: Reward, unit: str) -> list[str]:
    said = []
    in_pieces = reward.kind is RewardKind.QUANTITY_PRICES or reward.tier_by is TierBy.QUANTITY
    for tier in reward.tiers:
        start = (
            _("from {count} pieces").format(count=formats.number(tier.at))
            if in_pieces
            else _("from {amount}").format(amount=_money(tier.at, unit))
        )
        worth = f"{tier.percent_bp / 100:g} %" if tier.percent_bp else _money(tier.minor, unit)
        if reward.kind is RewardKind.QUANTITY_PRICES and tier.minor:
            said.append(_("{start}: {worth} each").format(start=start, worth=worth))
        else:
            said.append(_("{start}: {worth} off").format(start=start, worth=worth))
    said = ["; ".join(said) + "."] if said else []
    if reward.kind is RewardKind.BUY_GET and reward.percent_bp < 10_000:
        said.append(
            _("What one gets is {percent} % off.").format(percent=f"{reward.percent_bp / 100:g}")
        )
    if reward.most_sets is not None:
        said.append(
            _("At most {count} times in one cart.").format(count=formats.number(reward.most_sets))
        )
    if reward.most_minor is not None:
        said.append(
            _("At most {amount} off one cart.").format(amount=_money(reward.most_minor, unit))
        )
    return said


def _goods(terms: Terms) -> list[str]:
    scope = terms.scope
    language = current()
    lists = (
        (
            _("Sections: {names}."),
            [one.text("title", language) for one in Section.objects.filter(pk__in=scope.sections)],
        ),
        (
            _("Categories: {names}."),
            [
                one.text("title", language)
                for one in Category.objects.filter(pk__in=scope.categories)
            ],
        ),
        (
            _("Sellers: {names}."),
            [one.text("name", language) for one in Store.objects.filter(pk__in=scope.stores)],
        ),
        (_("Products: {names}."), _products(scope.products)),
        (_("Goods with the tag {names}."), sorted(scope.tags)),
        (_("Not: {names}."), _products(scope.not_products)),
        (_("Not goods with the tag {names}."), sorted(scope.not_tags)),
    )
    return [sentence.format(names=_few(names)) for sentence, names in lists if names]


def _products(product_ids: Collection[int]) -> list[str]:
    rows = Product.objects.across_stores("goods a promotion names already")
    return [one.text("title", current()) for one in rows.filter(pk__in=product_ids)]


def _few(names: Collection[str]) -> str:
    shown = sorted(names)
    text = ", ".join(shown[:_MOST_NAMED])
    more = len(shown) - _MOST_NAMED
    return _("{names} and {count} more").format(names=text, count=more) if more > 0 else text


def _needs(needs: Conditions, unit: str) -> list[str]:
    said = []
    if needs.minimum_quantity:
        count = formats.number(needs.minimum_quantity)
        said.append(_("Only from {count} pieces on.").format(count=count))
    if needs.first_order:
        said.append(_("Only on a first order."))
    if needs.members_only:
        said.append(_("Only for members."))
    if needs.places:
        said.append(
            _("Only in {places}.").format(places=_few([_place(one) for one in needs.places]))
        )
    if needs.channels:
        labels = dict(Channel.choices)
        names = _few([str(labels.get(one, one)) for one in needs.channels])
        said.append(_("Only for shoppers who came by: {names}.").format(names=names))
    return said


def _place(code: str) -> str:
    country, _dash, region = code.partition("-")
    name = country_name(country)
    return f"{name} ({region})" if region else name


def _when(row: Promotion, needs: Conditions) -> list[str]:
    said = []
    starts, ends = _moment(row.starts_at), _moment(row.ends_at)
    if starts and ends:
        said.append(_("It holds from {start} until {end}.").format(start=starts, end=ends))
    elif starts:
        said.append(_("It holds from {start} on.").format(start=starts))
    elif ends:
        said.append(_("It holds until {end}.").format(end=ends))
    if needs.weekdays:
        days = ", ".join(str(DAYS[day][1]) for day in sorted(needs.weekdays))
        said.append(_("Only on {days} ({zone}).").format(days=days, zone=needs.zone))
    if needs.from_time or needs.until_time:
        start = needs.from_time.strftime("%H:%M") if needs.from_time else "00:00"
        end = needs.until_time.strftime("%H:%M") if needs.until_time else "24:00"
        said.append(
            _("Only between {start} and {end} ({zone}).").format(
                start=start, end=end, zone=needs.zone
            )
        )
    return said


def _limits(row: Promotion, unit: str) -> list[str]:
    said = []
    if row.total_limit is not None:
        said.append(_("{count} uses in all.").format(count=formats.number(row.total_limit)))
    if row.person_limit is not None:
        said.append(_("{count} uses by one person.").format(count=formats.number(row.person_limit)))
    if row.budget_minor is not None:
        said.append(
            _("It ends when {amount} have been given.").format(
                amount=_money(row.budget_minor, unit)
            )
        )
    return said


def _stacking(stacking: Stacking) -> list[str]:
    said = []
    if stacking.exclusive or not stacking.combines_with:
        said.append(_("Never together with another offer on the same goods."))
    if stacking.group:
        said.append(_("A cart gets one of the group “{group}”.").format(group=stacking.group))
    return said


def _moment(at: datetime | None) -> str:
    return formats.moment(at) if at else ""


def _money(minor: int, unit: str) -> str:
    return formats.money(Money(minor, unit))
