from __future__ import annotations

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def _chores(transactional_db: None) -> None:
    """Where jobs under test leave their marks."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE chores (id serial, pid int NOT NULL, text text NOT NULL)")
