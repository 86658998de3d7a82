"""Imports that were started on a page run in a worker."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.catalogue.models import Import
from tradewind.domains.catalogue.operations import imports
from tradewind.domains.catalogue.operations.imports import ImportStopped
from tradewind.domains.catalogue.queries import get_import
from tradewind.flows.import_products import running
from tradewind.flows.import_products.readers import FileUnreadable
from tradewind.kernel.errors import Conflict
from tradewind.platform.jobs import job


@job()
def run_import(*, store_id: int, import_id: str) -> None:
    """Run an import that was started, from where it is. After a crash the retry goes on."""
    if get_import(store_id=store_id, import_id=import_id).state != Import.State.RUNNING:
        return
    try:
        running.run(store_id=store_id, import_id=import_id)
    except (ImportStopped, Conflict, FileUnreadable):
        # Stopped by a person, done by another worker, or broken for good: the row says which.
        return


def start_in_background(*, store_id: int, import_id: str) -> Import:
    """Let a worker run it; the row shows how far it is. Raises `NotFound`, `ImportStopped`,
    `InvalidInput` and `NoLocation` as `run` would."""
    running.check_ready(store_id=store_id, import_id=import_id)
    with transaction.atomic():
        started = imports.start_import(store_id=store_id, import_id=import_id)
        run_import.defer(store_id=store_id, import_id=import_id)
    return started
