"""Shoppers as good programs are: every write has its key, and is sent again when no answer came."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from tests.domains.factories.checkout import ADDRESS

# How each pays; one in three pays simply.
SOURCES = (
    "tok_pays",
    "tok_insufficient_funds",
    "tok_answer_lost",
    "tok_pays",
    "tok_pays_later",
    "tok_message_twice",
    "tok_fails_later",
    "tok_out_of_order",
    "tok_pays",
    "tok_reversed",
    "tok_message_never",
    "tok_message_late",
)

_PATIENCE = 25.0  # seconds for one request, through restarts
_LEASE_PATIENCE = 2.0  # seconds, while another attempt of ours may still run
_TIMEOUT = 10.0


class NoAnswer(Exception):
    """The mall gave none in time. The shopper leaves the page open and goes away."""


@dataclass
class Shopper:
    """One person who buys once. What they were told is kept for the books to be checked against."""

    number: int
    wares: Sequence[str]
    source: str
    seed: int
    email: str = ""
    checkout: str = ""
    told: str = ""
    refusals: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.email = f"shopper{self.number}@example.org"
        self._dice = random.Random(self.seed)

    def buy(self, address: str) -> None:
        """From an empty cart to wherever it ends."""
        with httpx.Client(base_url=f"{address}/api/v1", timeout=_TIMEOUT) as client:
            try:
                self._buy(client)
            except NoAnswer:
                self.told = "nothing"

    def _buy(self, client: httpx.Client) -> None:
        lines = [{"variant_id": ware, "quantity": self._dice.randint(1, 2)} for ware in self.wares]
        where = {"currency": self._dice.choice(("CAD", "USD")), "country": "CA", "region": "ON"}
        cart = self._send(client, "POST", "/carts", {**where, "lines": lines})
        if cart is None:
            return
        client.headers["Cart-Token"] = cart["token"]
        details = {"email": self.email, "country": "CA", "address": dict(ADDRESS)}
        checkout = self._send(client, "POST", "/checkouts", details)
        if checkout is None:
            return
        self.checkout = checkout["id"]
        self._pay(client, checkout["quote"]["total"], self.source)
        if self.told == "open" and self._dice.random() < 0.5:
            # Declined: another card.
            self._pay(client, checkout["quote"]["total"], "tok_pays")

    def _pay(self, client: httpx.Client, total: dict[str, Any], source: str) -> None:
        agreed = {"minor": total["minor"], "currency": total["currency"]}
        body = {"provider": "sandbox", "source": source, "agreed_total": agreed}
        paid = self._send(client, "POST", f"/checkouts/{self.checkout}/payment", body)
        if paid is not None:
            self.told = paid["state"]

    def _send(
        self, client: httpx.Client, method: str, path: str, body: dict[str, Any]
    ) -> dict[str, Any] | None:
        """The answer, None for a refusal. Raises `NoAnswer`."""
        key = str(UUID(int=self._dice.getrandbits(128), version=4))
        deadline = time.monotonic() + _PATIENCE
        lease = time.monotonic() + _LEASE_PATIENCE
        while time.monotonic() < deadline:
            try:
                answer = client.request(method, path, json=body, headers={"Idempotency-Key": key})
            except httpx.HTTPError:
                time.sleep(0.1)
                continue
            if answer.status_code < 400:
                if self._dice.random() < 0.2:
                    # An impatient finger: the same once more, the answer does not matter.
                    continue
                found: dict[str, Any] = answer.json()
                return found
            if answer.status_code < 500 and answer.status_code != 409:
                self.refusals.append(answer.json()["code"])
                return None
            if answer.status_code == 409:
                code = answer.json()["code"]
                if code != "idempotency_in_progress":
                    self.refusals.append(code)
                    return None
                if time.monotonic() > lease:
                    raise NoAnswer
            time.sleep(0.1)
        raise NoAnswer


def shoppers(*, count: int, wares: Sequence[str], dice: random.Random) -> list[Shopper]:
    """`count` of them, with one to three of the wares each, every way to pay among them."""
    return [
        Shopper(
            number=number,
            wares=dice.sample(wares, dice.randint(1, 3)),
            source=SOURCES[number % len(SOURCES)],
            seed=dice.getrandbits(64),
        )
        for number in range(count)
    ]
