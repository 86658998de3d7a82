from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.mailbox import mailbox
from tradewind.domains.ledger.accounts import forget_accounts

__all__ = ["mailbox"]


@pytest.fixture(autouse=True)
def _fresh_accounts() -> Iterator[None]:
    """What a test had remembered as committed may be rolled back after it."""
    forget_accounts()
    yield
    forget_accounts()
