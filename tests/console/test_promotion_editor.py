"""The editor of promotions says all of a promotion, and saving what it shows changes nothing."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.console.staff import member, operator
from tests.domains.factories.catalogue import make_product
from tests.domains.factories.promotions import ACTOR
from tests.domains.factories.stores import make_store
from tradewind.console.promotions.form import KINDS
from tradewind.domains.catalogue.models import Category, Product, Section
from tradewind.domains.catalogue.queries.tree import forget_tree
from tradewind.domains.promotions import operations
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.operations import PromotionWords
from tradewind.domains.promotions.rules import (
    BundlePart,
    Conditions,
    Layer,
    Reward,
    RewardKind,
    Scope,
    Stacking,
    Terms,
    Tier,
    TierBy,
    read_terms,
)
from tradewind.domains.stores.models import Store
from tradewind.domains.visits.models import Channel

pytestmark = pytest.mark.django_db


def everything(goods: list[Product], store: Store | None) -> PromotionWords:
    """A promotion with something in every field it has."""
    category = Category.objects.create(title="Lamps", slug="lamps")
    section = Section.objects.create(title="Winter", slug="winter", position=1)
    forget_tree()
    first, second = goods
    return PromotionWords(
        name="All of it",
        terms=Terms(
            Reward(
                RewardKind.TIERED,
                percent_bp=5,
                minor=7,
                buy=1,
                get=2,
                most_sets=3,
                tier_by=TierBy.QUANTITY,
                tiers=(Tier(3, percent_bp=1250), Tier(1000, minor=123_456)),
                parts=(BundlePart(frozenset({first.pk}), 2),),
                most_minor=98_765,
            ),
            Layer.ITEM,
            Scope(
                stores=frozenset({first.store_id}),
                sections=frozenset({section.pk}),
                categories=frozenset({category.pk}),
                products=frozenset({first.pk, second.pk}),
                tags=frozenset({"new", "last, but one"}),
                not_products=frozenset({second.pk}),
                not_tags=frozenset({"old"}),
            ),
            Conditions(
                minimum_minor=1_234_567,
                minimum_quantity=4,
                first_order=True,
                members_only=True,
                places=frozenset({"CA-ON", "FR"}),
                channels=frozenset({Channel.EMAIL.value, Channel.LIVE.value}),
                weekdays=frozenset({0, 6}),
                from_time=time(8, 30, 15),
                until_time=time(22),
                zone="Asia/Seoul",
            ),
            Stacking(
                combines_with=frozenset({Layer.ITEM}),
                exclusive=True,
                group="winter",
                priority=-7,
            ),
        ),
        how=Promotion.How.WALLET,
        is_public=False,
        currency="EUR",
        starts_at=datetime(2030, 1, 1, 8, 0, 59, tzinfo=UTC),
        ends_at=datetime(2031, 1, 1, 8, 0, 1, tzinfo=UTC),
        total_limit=1_999_999_999,
        person_limit=12,
        gives_back=Promotion.GivesBack.RETURNED,
        budget_minor=5_000_001,
        translations={"fr": {"name": "Tout"}, "de": {"name": "Alles"}, "ar": {"name": "كل شيء"}},
    )


COLUMNS = (
    "name",
    "how",
    "is_public",
    "currency",
    "starts_at",
    "ends_at",
    "total_limit",
    "person_limit",
    "gives_back",
    "budget_minor",
    "translations",
)


def saved_again(client: Client, url: str, row: Promotion) -> Promotion:
    """Open the editor, send back what it shows as a browser would, and read the row anew."""
    shown: dict[str, Any] = dict(client.get(url).context["form"].values)
    sent = {
        name: "on" if value is True else value
        for name, value in shown.items()
        if value is not False and value is not None
    }
    answer = client.post(url, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    found: Promotion = Promotion.objects.for_issuer(row.store_id).get(pk=row.pk)
    return found


@pytest.mark.parametrize("language", ["en", "fr", "ko", "vi", "mn", "ar"])
@pytest.mark.parametrize("whose", ["store", "mall"])
def test_saving_twice_loses_nothing_of_any_field(whose: str, language: str) -> None:
    store = make_store()
    goods = [make_product(store=store), make_product(store=store)]
    issuer = store if whose == "store" else None
    row = operations.create(
        store_id=issuer.pk if issuer else None, said=everything(goods, issuer), actor=ACTOR
    )
    client = member(store)[1] if issuer else operator()[1]
    tongue = "" if language == "en" else f"/{language}"
    base = f"{tongue}/console/{store.slug if issuer else 'mall'}"
    url = f"{base}/promotions/{row.public_id}"
    assert f'lang="{language}"' in client.get(url).content.decode()
    terms = read_terms(row.terms)
    # Every field differs from what it begins with, so that one left out would show.
    for part, empty in (
        (terms.reward, Reward(RewardKind.TIERED)),
        (terms.scope, Scope()),
        (terms.needs, Conditions()),
        (terms.stacking, Stacking()),
    ):
        for each in fields(part):
            if each.name != "kind":
                assert getattr(part, each.name) != getattr(empty, each.name), each.name
    for version in (2, 3):
        again = saved_again(client, url, row)
        assert read_terms(again.terms) == terms
        assert {name: getattr(again, name) for name in COLUMNS} == {
            name: getattr(row, name) for name in COLUMNS
        }
        assert again.version == version


def test_what_is_changed_changes_and_nothing_else_does() -> None:
    store = make_store()
    goods = [make_product(store=store), make_product(store=store)]
    row = operations.create(store_id=store.pk, said=everything(goods, store), actor=ACTOR)
    client, url = member(store)[1], f"/console/{store.slug}/promotions/{row.public_id}"
    shown = dict(client.get(url).context["form"].values)
    sent = {name: "on" if value is True else value for name, value in shown.items()}
    sent |= {"tags": "new, blue", "name-fr": "", "not_products": "", "channels": ["email"]}
    del sent["exclusive"]
    sent["is_public"] = "on"
    assert client.post(url, sent).status_code == 302
    found = Promotion.objects.for_store(store.pk).get()
    terms, before = read_terms(found.terms), read_terms(row.terms)
    assert terms == replace(
        before,
        scope=replace(before.scope, tags=frozenset({"new", "blue"}), not_products=frozenset()),
        needs=replace(before.needs, channels=frozenset({"email"})),
        stacking=replace(before.stacking, exclusive=False),
    )
    assert found.translations == {"de": {"name": "Alles"}, "ar": {"name": "كل شيء"}}
    assert (found.is_public, found.starts_at) == (True, row.starts_at)


def test_the_rule_is_told_in_plain_sentences() -> None:
    store = make_store()
    goods = [make_product(store=store), make_product(store=store)]
    row = operations.create(store_id=store.pk, said=everything(goods, store), actor=ACTOR)
    rule = member(store)[1].get(f"/console/{store.slug}/promotions/{row.public_id}").context["rule"]
    text = " ".join(rule)
    for said in (
        "from 3 pieces: 12.5 % off",
        "At most 3 times in one cart.",
        "Sections: Winter.",
        "Categories: Lamps.",
        f"Not: {goods[1].title}.",
        "Not goods with the tag old.",
        "Only on a first order.",
        "Only for members.",
        "France",
        "Canada (ON)",
        "Only for shoppers who came by: E-mail, Live show.",
        "Only on Monday, Sunday (Asia/Seoul).",
        "Only between 08:30 and 22:00 (Asia/Seoul).",
        "1,999,999,999 uses in all.",
        "12 uses by one person.",
        "Never together with another offer on the same goods.",
        "everything it made cheaper comes back",
    ):
        assert said in text, (said, text)


def test_a_delivery_amount_is_no_free_delivery() -> None:
    store = make_store()
    client, base = member(store)[1], f"/console/{store.slug}/promotions/"
    form = {"name": "Cheaper", "kind": "shipping", "free_percent": "", "amount": "3.50"}
    answer = client.post(f"{base}new", {**form, "how": "automatic"})
    row = Promotion.objects.for_store(store.pk).get()
    again = saved_again(client, answer.headers["Location"], row)
    reward = read_terms(again.terms).reward
    assert (reward.minor, reward.percent_bp) == (350, 0)


amounts = st.integers(1, 10_000_000)
shares = st.integers(1, 10_000)
tiers = st.dictionaries(
    st.integers(1, 5_000),
    st.one_of(shares.map(lambda bp: (bp, 0)), amounts.map(lambda minor: (0, minor))),
    min_size=1,
    max_size=4,
).map(lambda told: tuple(Tier(at, bp, minor) for at, (bp, minor) in sorted(told.items())))


class AnyReward(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(
        name=st.sampled_from(sorted(KINDS)),
        share=shares,
        minor=amounts,
        steps=tiers,
        counts=st.tuples(st.integers(1, 100), st.integers(1, 100), st.integers(1, 1000)),
        tier_by=st.sampled_from(list(TierBy)),
        most=st.none() | amounts,
        currency=st.sampled_from(["CAD", "KRW", "EUR"]),
    )
    def test_every_kind_comes_back_as_it_was(
        self,
        name: str,
        share: int,
        minor: int,
        steps: tuple[Tier, ...],
        counts: tuple[int, int, int],
        tier_by: TierBy,
        most: int | None,
        currency: str,
    ) -> None:
        store = make_store()
        goods = make_product(store=store)
        kind, layer = KINDS[name]
        buy, get, sets = counts
        own: dict[str, Any] = {
            RewardKind.PERCENT: {"percent_bp": share},
            RewardKind.AMOUNT: {"minor": minor},
            RewardKind.FIXED_PRICE: {"minor": minor},
            RewardKind.BUY_GET: {"percent_bp": share, "buy": buy, "get": get, "most_sets": sets},
            RewardKind.TIERED: {"tiers": steps, "tier_by": tier_by},
            RewardKind.QUANTITY_PRICES: {"tiers": steps},
            RewardKind.BUNDLE: {
                "minor": minor,
                "most_sets": sets,
                "parts": (BundlePart(frozenset({goods.pk}), buy),),
            },
            RewardKind.SHIPPING: {"percent_bp": share} if sets % 2 else {"minor": minor},
        }[kind]
        row = operations.create(
            store_id=store.pk,
            said=PromotionWords(
                name="Any",
                terms=Terms(Reward(kind, most_minor=most, **own), layer),
                currency=currency,
            ),
            actor=ACTOR,
        )
        url = f"/console/{store.slug}/promotions/{row.public_id}"
        again = saved_again(member(store)[1], url, row)
        assert read_terms(again.terms).reward == read_terms(row.terms).reward
        assert read_terms(again.terms).layer is layer
        assert again.currency == row.currency
