"""The whole demo mall, from an empty database or from where it was interrupted."""

from __future__ import annotations

from collections.abc import Callable

from tradewind.domains.catalogue.models import Product
from tradewind.domains.discovery.indexing import readiness, reindex
from tradewind.domains.discovery.operations import rebuild_listings
from tradewind.flows.furnish.mall import load_mall
from tradewind.flows.furnish.writing.backroom import write_backroom, write_payouts
from tradewind.flows.furnish.writing.claims import SKUS, write_claims
from tradewind.flows.furnish.writing.goods import stock_shelves, write_goods
from tradewind.flows.furnish.writing.guides import write_guides
from tradewind.flows.furnish.writing.judged import write_judged
from tradewind.flows.furnish.writing.likes import write_likes
from tradewind.flows.furnish.writing.many import write_many
from tradewind.flows.furnish.writing.people import write_people
from tradewind.flows.furnish.writing.pictures import hang_pictures
from tradewind.flows.furnish.writing.promotions import write_promotions, write_wallets
from tradewind.flows.furnish.writing.purses import (
    MAYA,
    OPERATOR,
    give_expiring_points,
    write_purses,
    write_terms,
)
from tradewind.flows.furnish.writing.questions import write_faq, write_questions
from tradewind.flows.furnish.writing.rates import write_rates
from tradewind.flows.furnish.writing.reviews import write_reviews
from tradewind.flows.furnish.writing.sales import Past, public_ids, write_sales
from tradewind.flows.furnish.writing.sellers import write_sellers
from tradewind.flows.furnish.writing.shelves import write_attributes, write_home, write_tree

Say = Callable[[str], None]
"""Told what is being done, one line each."""


def furnish(*, say: Say, password: str | None) -> None:
    """Write people, sellers, goods, pictures, home page and a month of sales with what came of it.

    Everybody gets `password` (None: nobody can sign in yet). Safe to repeat: what is there stays
    as it is, also what visitors of the demo changed, and an interrupted run is continued.
    Raises `InvalidInput` for a password that is too weak.
    """
    mall = load_mall()
    say("people and sellers")
    people = write_people(mall.people, password=password)
    write_rates(mall.rates)
    stores = write_sellers(mall, people=people)
    say("shelves")
    categories = write_tree(mall)
    write_attributes(mall)
    write_home(mall, categories=categories)
    for slug, store in stores.items():
        say(f"goods of {store.name}")
        goods = write_goods(mall, slug=slug, store=store, categories=categories)
        stock_shelves(mall, slug=slug, store=store, goods=goods)
        hang_pictures(mall, store=store, goods=goods)
    operator = people[OPERATOR].public_id
    sellers = {
        stores[person.store].pk: people[person.email].public_id
        for person in mall.people
        if person.store
    }
    owners = {0: operator, **sellers}
    write_guides(mall, stores=stores, owners=owners)
    say("points and promotions")
    write_terms(operator=operator, owners=owners, stores=stores)
    write_promotions(stores=stores, categories=categories, owners=owners)
    say("a month of sales")
    write_sales(mall, people=people, sellers=sellers)
    say("what came back, and what was paid out")
    write_purses(people=people, owners=owners, stores=stores)
    write_claims(past=Past(people=people, variants=public_ids(SKUS), sellers=sellers))
    give_expiring_points(person_id=people[MAYA].pk)
    write_wallets(owners=owners)
    write_backroom(stores=stores, categories=categories, owners=owners, operator=operator)
    write_payouts(stores=stores, operator=operator)
    say("what people said and what they keep")
    products = _products()
    staff = {
        stores[person.store].pk: people[person.email] for person in mall.people if person.store
    }
    write_reviews(mall, people=people, sellers=sellers)
    write_questions(people=people, stores=stores, products=products, staff=staff)
    write_faq(stores=stores, products=products)
    write_judged(people=people, operator=operator)
    write_likes(people=people, products=products)
    write_many(people=people, owners=owners)
    say("lists and search")
    rebuild_listings()
    if readiness() is not None:
        reindex()


def _products() -> dict[str, Product]:
    """By the data's slugs, which are what a load knows them by."""
    rows = Product.objects.across_stores("the demo's people speak of all of them")
    return {row.external_id: row for row in rows.exclude(external_id="").select_related("store")}
