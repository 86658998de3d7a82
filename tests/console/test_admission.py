"""Who may come in: every route of the console, with real ids, as everybody who may not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.converters import IntConverter

from tests.console.staff import member, operator, signed_in, sold_goods
from tests.domains.factories.identity import make_person
from tests.domains.factories.shipping import make_zone
from tests.domains.factories.stores import first_location, make_store
from tradewind.console import urls
from tradewind.domains.orders.models import Order
from tradewind.domains.shipping.models import Method
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.rules import PERMISSIONS, RESERVED_SLUGS, Role
from tradewind.platform.http.audience import Audience, Kind

pytestmark = pytest.mark.django_db

OURS = [pattern for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)]


def real_ids(store: Store, order: Order) -> Mapping[str, str | int]:
    """A real one of everything an address of the console can name."""
    person, _client = member(store, "manager")
    zone = make_zone(store=store, places=["CA-BC"])
    method = Method.objects.for_store(store.pk).first()
    assert method is not None
    line = order.lines.get()
    return {
        "store": store.slug,
        "store_id": store.public_id,
        "customer_id": order.customer.public_id,
        "order_id": order.public_id,
        "variant_id": line.variant.public_id,
        "person_id": person.public_id,
        "location_id": first_location(store).public_id,
        "zone_id": zone.pk,
        "method_id": method.public_id,
        "country": "CA",
        "what": "receipt",
        "token": "x",
        "token_id": "tok_00000000000000000000000000",
        "invitation_id": 1,
        "settlement_id": "stl_00000000000000000000000000",
        "job_id": 1,
        "import_id": "imp_00000000000000000000000000",
        "product_id": line.product.public_id,
        "promotion_id": "prm_00000000000000000000000000",
        "language": "fr",
        "provider": "sandbox",
        **{
            name: f"{prefix}_00000000000000000000000000"
            for name, prefix in {
                "row_id": "bnk",
                "payment_id": "pay",
                "contradiction_id": "ctr",
                "refund_id": "ref",
                "payout_id": "pyo",
                "wallet_id": "wal",
                "card_id": "gft",
                "rule_id": "ern",
                "change_id": "chg",
                "claim_id": "clm",
                "picture_id": "med",
                "price_id": "prc",
            }.items()
        },
    }


def addresses(ids: Mapping[str, str | int]) -> dict[str, str]:
    """The address of every route by its name."""
    found = {}
    for pattern in OURS:
        names = pattern.pattern.converters
        # What is not of this order is somebody else's, or nothing at all.
        arguments = {
            name: ids.get(name, 1 if isinstance(converter, IntConverter) else "zzz_000000")
            for name, converter in names.items()
        }
        found[str(pattern.name)] = reverse(f"console:{pattern.name}", kwargs=arguments)
    return found


def audiences() -> dict[str, tuple[Kind, str]]:
    return {
        str(pattern.name): (mark.kind, mark.permission)
        for pattern in OURS
        if isinstance(mark := getattr(pattern.callback, "audience", None), Audience)
    }


def statuses(client: Client, urls: Mapping[str, str]) -> dict[str, set[int]]:
    return {
        name: {client.get(url).status_code, client.post(url).status_code}
        for name, url in urls.items()
    }


def test_a_stranger_is_led_to_sign_in_everywhere(client: Client) -> None:
    store, _variant, order = sold_goods()
    for url in addresses(real_ids(store, order)).values():
        for response in (client.get(url), client.post(url)):
            assert response.status_code == 302
            assert response["Location"].startswith("/account/login/?next=")


def test_another_stores_owner_finds_nothing_and_changes_nothing() -> None:
    store, _variant, order = sold_goods()
    ids = real_ids(store, order)
    _person, other = member(make_store())
    stores = {name for name, (kind, _) in audiences().items() if kind is Kind.STORE}
    seen = statuses(other, {name: url for name, url in addresses(ids).items() if name in stores})
    assert {name: {404} for name in stores} == seen
    order.refresh_from_db()
    assert order.stage == "paid"


def test_ids_of_another_store_open_nothing_below_ones_own() -> None:
    store, _variant, order = sold_goods()
    own = make_store()
    _person, client = member(own)
    ids = {**real_ids(store, order), "store": own.slug}
    named = {"order", "order_row", "order_prepare", "order_put_back", "order_ship"}
    named |= {"order_deliver", "stock_goods", "customer", "delivery_zone", "delivery_terms"}
    seen = statuses(client, {n: url for n, url in addresses(ids).items() if n in named})
    assert all(codes <= {404, 405} for codes in seen.values()), seen
    order.refresh_from_db()
    assert order.stage == "paid"


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_its_permissions_say(role: Role) -> None:
    store, _variant, order = sold_goods()
    _person, client = member(store, role.value)
    urls = addresses(real_ids(store, order))
    for name, (kind, permission) in audiences().items():
        if kind is not Kind.STORE:
            continue
        refused = permission not in PERMISSIONS[role]
        assert (client.get(urls[name]).status_code == 403) is refused, name


def test_the_office_is_for_operators_only() -> None:
    store, _variant, order = sold_goods()
    ids = real_ids(store, order)
    office = {name for name, (kind, _) in audiences().items() if kind is Kind.MALL}
    urls = {name: url for name, url in addresses(ids).items() if name in office}
    _owner, owner = member(store)
    assert statuses(owner, urls) == {name: {404} for name in office}
    _operator, client = operator()
    assert client.get(urls["mall_sellers"]).status_code == 200


def test_no_store_may_be_called_as_a_page_of_the_console() -> None:
    words = {str(pattern.pattern).partition("/")[0] for pattern in OURS} - {"", "<slug:store>"}
    assert words == {"mall"}
    assert words <= RESERVED_SLUGS


def test_every_route_says_whom_it_is_for() -> None:
    assert set(audiences()) == {str(pattern.name) for pattern in OURS}


def test_the_entry_leads_to_work() -> None:
    store = make_store()
    _owner, owner = member(store)
    assert owner.get("/console/")["Location"] == f"/console/{store.slug}/"
    _operator, office = operator()
    assert office.get("/console/")["Location"] == "/console/mall/"
    nobody = signed_in(make_person()).get("/console/")
    assert nobody.status_code == 200
    assert b"You do not work in a store yet" in nobody.content
