"""One furnished mall for every test of this folder: interrupted twice, then continued."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tradewind.domains.catalogue.queries.attributes import forget_attributes
from tradewind.domains.catalogue.queries.sections import forget_sections
from tradewind.domains.catalogue.queries.tree import forget_tree
from tradewind.domains.ledger.accounts import forget_accounts
from tradewind.domains.pricing.queries import forget_rates
from tradewind.flows.furnish.mall import load_mall
from tradewind.flows.furnish.mall.shapes import Mall
from tradewind.flows.furnish.writing import diary, furnish, sales
from tradewind.kernel import clock

PASSWORD = "eight-bells-and-a-lantern"
_PURCHASES_BEFORE_THE_SECOND_INTERRUPTION = 7


class Interrupted(Exception):
    """Somebody pulled the plug."""


def interrupted_at(line: str) -> None:
    def say(said: str) -> None:
        if said == line:
            raise Interrupted

    with pytest.raises(Interrupted):
        furnish(say=say, password=PASSWORD)


def say_nothing(line: str) -> None:
    """For runs nobody watches."""


@pytest.fixture(scope="package", autouse=True)
def furnished(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """One mall for the whole folder, because writing it takes seconds."""
    data = tmp_path_factory.mktemp("furnished")
    with django_db_blocker.unblock(), override_settings(DATA=data), transaction.atomic():
        interrupted_at("goods of Kiln & Linen")
        with pytest.MonkeyPatch.context() as patch:
            few = diary.plan(load_mall(), now=clock.now())
            few = few[:_PURCHASES_BEFORE_THE_SECOND_INTERRUPTION]
            patch.setattr(sales, "plan", lambda mall, *, now: few)
            interrupted_at("what came back, and what was paid out")
        furnish(say=say_nothing, password=PASSWORD)
        yield
        transaction.set_rollback(True)
    for forget in (
        forget_attributes,
        forget_tree,
        forget_sections,
        forget_accounts,
        forget_rates,
    ):
        forget()


@pytest.fixture
def mall() -> Mall:
    return load_mall()
