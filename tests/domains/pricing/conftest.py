from __future__ import annotations

import pytest

from tradewind.domains.pricing.queries import forget_rates


@pytest.fixture(autouse=True)
def _fresh_rates() -> None:
    """Rates of a test that was rolled back are remembered for a minute otherwise."""
    forget_rates()
