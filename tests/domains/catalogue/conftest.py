from __future__ import annotations

import pytest

from tradewind.domains.catalogue.queries.attributes import forget_attributes
from tradewind.domains.catalogue.queries.sections import forget_sections
from tradewind.domains.catalogue.queries.tree import forget_tree


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """What a test that was rolled back had is remembered for a while otherwise."""
    forget_tree()
    forget_sections()
    forget_attributes()
