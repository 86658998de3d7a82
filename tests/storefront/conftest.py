"""Each test of pages with an index and memories of its own, and plain static names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.domains.factories.discovery import forget_everything
from tradewind.domains.catalogue.queries.sections import forget_sections


@pytest.fixture(autouse=True)
def fresh(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.DATA = tmp_path
    # The built assets are another suite's business.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    forget_everything()
    forget_sections()
    yield
    forget_everything()
    forget_sections()
