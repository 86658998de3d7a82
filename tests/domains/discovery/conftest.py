"""Each test with memories and an index of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.domains.factories.discovery import forget_everything
from tradewind.domains.discovery import counting


@pytest.fixture(autouse=True)
def fresh(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.DATA = tmp_path
    forget_everything()
    counting._gathering.take()
    yield
    counting._gathering.take()
    forget_everything()
