"""What every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests.database import WorkerDatabase
from tradewind.domains.availability.queries import forget_restrictions
from tradewind.domains.catalogue.queries.attributes import forget_attributes
from tradewind.domains.catalogue.queries.sections import forget_sections
from tradewind.domains.catalogue.queries.tree import forget_tree
from tradewind.domains.discovery.counting import forget_gathered
from tradewind.domains.ledger.accounts import forget_accounts
from tradewind.domains.payments.setups import forget_setups
from tradewind.domains.pricing.queries import forget_rates as forget_exchange_rates
from tradewind.domains.promotions.queries import forget_marks
from tradewind.domains.shipping.queries import forget_methods
from tradewind.domains.stores.queries import forget_public_ids
from tradewind.domains.tax.queries import forget_rates as forget_tax_rates
from tradewind.platform.i18n import catalogues


def pytest_configure() -> None:
    """Pages speak French and Arabic in tests as well, however these were started."""
    catalogues.compile_stale(catalogues.FOLDER)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this worker a copy of the migrated template; stands in for pytest-django's own."""
    server = os.environ["DATABASE_URL"]
    database = WorkerDatabase(server)
    with django_db_blocker.unblock():
        with database.building_template() as empty:
            if empty:
                _use(empty)
                call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
                call_command("createcachetable", verbosity=0)
                connection.close()
        database.make()
        _use(database.name)
    # For what a test starts outside Django: the hub, a child process, a raw connection.
    os.environ["DATABASE_URL"] = urlsplit(server)._replace(path=f"/{database.name}").geturl()
    with pytest.MonkeyPatch.context() as patch:
        # Django would empty every table, and with them what migrations wrote.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: _renew(database))
        yield
    connections.close_all()
    os.environ["DATABASE_URL"] = server
    database.leave()


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _renew(database: WorkerDatabase) -> None:
    connections.close_all()
    database.make()
    forget_rows()


def forget_rows() -> None:
    """What the process remembers of the former database would point at other rows now."""
    for forget in (
        forget_accounts,
        forget_restrictions,
        forget_attributes,
        forget_sections,
        forget_tree,
        forget_marks,
        forget_methods,
        forget_exchange_rates,
        forget_public_ids,
        forget_setups,
        forget_tax_rates,
    ):
        forget()


@pytest.fixture(autouse=True)
def _no_searches_gathered() -> None:
    """Searches counted by one test would be written, with a statement, in another."""
    forget_gathered()
