from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tradewind.domains.catalogue.queries.attributes import forget_attributes
from tradewind.domains.catalogue.queries.tree import forget_tree


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    """Private files of one test; nothing remembered of others."""
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {"BACKEND": backend, "OPTIONS": {"location": tmp_path}},
    }
    forget_tree()
    forget_attributes()
