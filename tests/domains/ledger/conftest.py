from __future__ import annotations

import pytest

from tradewind.domains.ledger.accounts import forget_accounts


@pytest.fixture(autouse=True)
def _fresh_accounts() -> None:
    """Between tests with real commits the database is replaced under the process."""
    forget_accounts()
