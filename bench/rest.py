"""How fast the mall sells: ``python -m bench.rest``.

Pages and REST, 16 clients, 10,000 products; server, database and client share this machine. Every
checkout is whole: stock, tax, ledger, events, and the worker consuming them beside. The last columns
say what PostgreSQL alone needs for the same statements, one after another on one connection.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import orjson
import psycopg
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import load, shop
from bench.load import Answer, Headers, Request, Script
from tradewind.kernel import ids

CLIENTS = 16
SECONDS = 8.0
# The best peer in each line on such a machine, requests a second (issue of the first sale).
PEERS = {
    "REST list of 24": (91, "Medusa 2"),
    "REST product": (233, "Vendure 3"),
    "REST search": (26, "Saleor 3.24"),
    "REST add to cart": (120, "django-oscar 4.2"),
    "REST whole checkout": (19, "django-oscar 4.2"),
}
ADDRESS = {
    "name": "Noor Haddad",
    "street_address": "12 Water Street",
    "city": "Toronto",
    "country_area": "ON",
    "postal_code": "M5V 2T6",
}
_FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
_WORDS = ("oak lamp", "steel kettle", "wool rug", "camera", "linen jacket", "tent", "cedar soap")


@dataclass(frozen=True, slots=True)
class Goods:
    """What the scripts ask for: public ids, page paths and category slugs; variants by seller too."""

    products: list[str]
    variants: list[str]
    sellers: list[list[str]]
    pages: list[str]
    categories: list[str]


def main() -> None:
    with shop.shop():
        everything = scripts(goods())
        chosen = [name for name in everything if not sys.argv[1:] or sys.argv[1] in name]
        print(
            f"{'':33}{'req/s':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'CPU ms':>8}{'SQL':>6}"
            f"{'PG ms':>8}  of the best peer"
        )
        statements = {name: _statements(everything[name]) for name in chosen}
        with shop.serving() as processes:
            for name in chosen:
                _line(name, everything[name], processes, statements[name])


def _line(name: str, script: Script, processes: shop.Processes, statements: list[str]) -> None:
    load.run(port=processes.port, script=script, clients=CLIENTS, seconds=1.5)
    roots = (*processes.servers, processes.postmaster)
    before = shop.cpu_seconds(*roots)
    tally = load.run(port=processes.port, script=script, clients=CLIENTS, seconds=SECONDS)
    used = shop.cpu_seconds(*roots) - before
    rate = tally.rate(name)
    count = max(1, len(tally.times.get(name, ())))
    peer = ""
    if name in PEERS:
        best, who = PEERS[name]
        peer = f"{rate / best:5.1f} × {who} ({best}/s)"
    print(
        f"{name:33}{rate:8.0f}{tally.quantile(name, 0.5):8.1f}{tally.quantile(name, 0.95):8.1f}"
        f"{tally.quantile(name, 0.99):8.1f}{used / count * 1000:8.2f}{len(statements):6}"
        f"{_replayed(statements):8.2f}  {peer}",
        flush=True,
    )
    for told, times in tally.failures.items():
        print(f"{'':33}failed: {told} × {times}")


def scripts(goods: Goods) -> dict[str, Script]:
    """What each line of the report does, by its name."""

    def reads(label: str, paths: list[str]) -> Script:
        def script(number: int) -> Generator[Request, Answer, None]:
            chance = random.Random(number)
            while True:
                yield Request(label, "GET", chance.choice(paths))

        return script

    lists = [f"/api/v1/products?limit=24&category={slug}" for slug in goods.categories]
    searches = [f"/api/v1/search?q={word.replace(' ', '+')}" for word in _WORDS]
    return {
        "REST list of 24": reads("REST list of 24", lists),
        "REST product": reads(
            "REST product", [f"/api/v1/products/{product}" for product in goods.products]
        ),
        "REST search": reads("REST search", searches),
        "REST add to cart": _adding(goods),
        "REST whole checkout": checking_out(goods, "REST whole checkout", sellers=1),
        "REST whole checkout, two sellers": checking_out(
            goods, "REST whole checkout, two sellers", sellers=2
        ),
        "page category": reads("page category", [f"/c/{slug}" for slug in goods.categories]),
        "page product": reads("page product", goods.pages),
        "page search": reads(
            "page search", [f"/search?q={word.replace(' ', '+')}" for word in _WORDS]
        ),
    }


def _adding(goods: Goods) -> Script:
    def script(number: int) -> Generator[Request, Answer, None]:
        chance = random.Random(number)
        while True:
            opened = yield Request("open cart", "POST", "/api/v1/carts", {"region": "ON"})
            headers = {"Cart-Token": opened.json["token"]}
            for _ in range(5):
                body = {"variant_id": chance.choice(goods.variants), "quantity": 1}
                yield Request("REST add to cart", "POST", "/api/v1/cart/lines", body, headers)

    return script


def checking_out(goods: Goods, label: str, *, sellers: int) -> Script:
    """A guest's purchase of one line from each of `sellers`."""

    def script(number: int) -> Generator[Request, Answer, None]:
        chance = random.Random(number)
        count = 0
        while True:
            count += 1
            lines = pick(goods, sellers, chance)
            opened = yield Request(
                "open cart", "POST", "/api/v1/carts", {"region": "ON", "lines": lines}
            )
            headers = {"Cart-Token": opened.json["token"]}
            email = f"shopper{number}-{count}@example.org"
            # Counted once for the three requests, when the last of them is answered.
            yield from paying(label, email, headers)

    return script


def paying(
    label: str, email: str, headers: Headers, kept: Mapping[str, Any] = MappingProxyType({})
) -> Generator[Request, Answer, None]:
    """Take the cart these headers open to the checkout and pay: what is `kept` first (parts of the
    payment's body), the rest by card. `label` is of the payment."""
    details = {"email": email, "country": "CA", "address": ADDRESS}
    begun = yield Request("begin", "POST", "/api/v1/checkouts", details, headers)
    total = begun.json["quote"]["total"]
    payment = {
        "provider": "sandbox",
        "source": "tok_pays",
        "agreed_total": {"minor": total["minor"], "currency": total["currency"]},
        **kept,
    }
    yield Request(label, "POST", f"/api/v1/checkouts/{begun.json['id']}/payment", payment, headers)


def pick(goods: Goods, sellers: int, chance: random.Random) -> list[dict[str, Any]]:
    """A cart's lines: one piece from each of so many sellers."""
    return [
        {"variant_id": chance.choice(variants), "quantity": 1}
        for variants in chance.sample(goods.sellers, sellers)
    ]


def goods() -> Goods:
    """A thousand products of the shop, of all its sellers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug FROM catalogue_category")
        categories = [slug for (slug,) in cursor.fetchall()]
        cursor.execute(
            "SELECT tile->>'id', (SELECT public_id FROM catalogue_variant v"
            " WHERE v.product_id = l.product_id ORDER BY position, id LIMIT 1),"
            " tile->'store'->>'slug', tile->>'slug'"
            " FROM discovery_listing l ORDER BY hashint8(product_id) LIMIT 1000"
        )
        rows = [(one, ids.encode("var", uuid), *rest) for one, uuid, *rest in cursor.fetchall()]
    sellers: dict[str, list[str]] = {}
    for _, variant, seller, _ in rows:
        sellers.setdefault(seller, []).append(variant)
    return Goods(
        products=[row[0] for row in rows],
        variants=[row[1] for row in rows],
        sellers=list(sellers.values()),
        pages=[f"/p/{row[2]}/{row[3]}" for row in rows],
        categories=categories,
    )


def _statements(script: Script) -> list[str]:
    """The SQL of one turn of the script, up to the first request with the line's own label."""
    client, requests = Client(), script(99)
    request = _turn(client, requests, next(requests))  # fills what the process keeps
    # Rolled back, so that the same rows can be written again by the replay.
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        _turn(client, requests, request)
        transaction.set_rollback(True)
    return [str(query["sql"]) for query in captured.captured_queries]


def _turn(client: Client, requests: Generator[Request, Answer, None], request: Request) -> Request:
    """Ask until the line's own request was answered; returns the one after it."""
    while True:
        is_last = request.label.startswith(("REST", "page"))
        request = requests.send(_asked(client, request))
        if is_last:
            return request


def _asked(client: Any, request: Request) -> Answer:
    response = client.generic(
        request.method,
        request.path,
        data=b"" if request.body is None else orjson.dumps(request.body),
        content_type="application/json",
        headers=request.headers,
    )
    return Answer(response.status_code, response.content)


def _replayed(statements: list[str], rounds: int = 20) -> float:
    """Milliseconds of PostgreSQL for them, in one transaction that is rolled back."""
    own = [sql for sql in statements if not sql.startswith(_FRAMES)]
    url = connection.settings_dict
    with psycopg.connect(
        dbname=url["NAME"], user=url["USER"], password=url["PASSWORD"], host=url["HOST"]
    ) as direct:
        taken = 0.0
        for _ in range(rounds):
            with direct.cursor() as cursor:
                began = time.perf_counter()
                try:
                    for sql in own:
                        cursor.execute(sql.encode())
                except psycopg.errors.CheckViolation:
                    # A sale names accounts that only its own transaction made; the books refuse it.
                    return float("nan")
                taken += time.perf_counter() - began
            direct.rollback()
    return taken / rounds * 1000


if __name__ == "__main__":
    main()
