"""The row of an import: opened, run batch by batch, stopped. What is imported stands elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tradewind.domains.catalogue.models import Import, RowRemark
from tradewind.kernel import clock
from tradewind.kernel.errors import Conflict, NotFound, TradewindError

# A hostile file must not fill the disk with complaints; the count goes on.
MOST_REMARKS_KEPT = 2_000


class ImportStopped(TradewindError):
    """Somebody stopped this import, or it is over."""

    code = "import_stopped"


@dataclass(frozen=True, slots=True)
class Remark:
    """What was wrong with a row (from 1, the header not counted). `field` is what was meant,
    `column` where in the file it stood, `value` what stood there."""

    row: int
    field: str
    code: str
    value: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a batch did. `rows` were read, among them `refused`; the rest counts products.
    `warnings` are about rows that came in all the same."""

    rows: int
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    refusals: Sequence[Remark] = ()
    warnings: Sequence[Remark] = ()


def open_import(
    *, store_id: int, name: str, file: str, format: str, mapping: Mapping[str, Any], started_by: str
) -> Import:
    """Note a private file that waits to be checked. `started_by` is a person's public id or ""."""
    return Import.objects.create(
        store_id=store_id,
        name=name[:200],
        file=file,
        format=format,
        mapping=dict(mapping),
        started_by=started_by,
    )


def set_mapping(*, store_id: int, import_id: str, mapping: Mapping[str, Any]) -> Import:
    """Read its columns otherwise. Raises `NotFound`, `ImportStopped` once it has begun."""
    with transaction.atomic():
        found = locked_import(store_id=store_id, import_id=import_id)
        if found.state != Import.State.PREVIEW:
            raise ImportStopped(id=import_id)
        found.mapping = dict(mapping)
        found.save(update_fields=["mapping"])
    return found


def start_import(*, store_id: int, import_id: str, rows_total: int = 0) -> Import:
    """Let it run; one that was stopped or crashed goes on where it was. Raises `NotFound`,
    `ImportStopped` for one that is done. `rows_total` 0: not known."""
    with transaction.atomic():
        found = locked_import(store_id=store_id, import_id=import_id)
        if found.state == Import.State.DONE:
            raise ImportStopped(id=import_id)
        found.state = Import.State.RUNNING
        found.rows_total = rows_total or found.rows_total
        found.finished_at = None
        found.save(update_fields=["state", "rows_total", "finished_at"])
    return found


def locked_import(*, store_id: int, import_id: str) -> Import:
    """The store's import, locked until the transaction ends. Raises `NotFound`."""
    rows = Import.objects.for_store(store_id).select_for_update(no_key=True)
    found = rows.filter(public_id=import_id).first()
    if found is None:
        raise NotFound(id=import_id)
    return found


def check_turn(running: Import, *, rows_done: int) -> None:
    """Raises `ImportStopped` when it runs no longer, `Conflict` when another process is ahead.

    `running` is locked; `rows_done` is where the caller believes it to be.
    """
    if running.state != Import.State.RUNNING:
        raise ImportStopped(id=str(running.public_id))
    if running.rows_done != rows_done:
        raise Conflict(id=str(running.public_id))


def record_batch(running: Import, *, progress: Progress) -> None:
    """Count a batch in the transaction that wrote it. `running` is locked."""
    _keep(running, progress.refusals, is_warning=False)
    _keep(running, progress.warnings, is_warning=True)
    running.rows_done += progress.rows
    running.rows_total = max(running.rows_total, running.rows_done)
    running.created += progress.created
    running.changed += progress.changed
    running.unchanged += progress.unchanged
    running.refused += progress.refused
    running.warnings += len(progress.warnings)
    running.save(
        update_fields=[
            "rows_done",
            "rows_total",
            "created",
            "changed",
            "unchanged",
            "refused",
            "warnings",
        ]
    )


def _keep(running: Import, remarks: Sequence[Remark], *, is_warning: bool) -> None:
    if not remarks:
        return
    rows = RowRemark.objects.for_store(running.store_id)
    kept = rows.filter(of=running, is_warning=is_warning).count()
    rows.bulk_create(
        RowRemark(
            store_id=running.store_id,
            of=running,
            is_warning=is_warning,
            row=remark.row,
            field=remark.field[:80],
            column=remark.column[:200],
            code=remark.code,
            value=remark.value[:200],
        )
        for remark in remarks[: max(0, MOST_REMARKS_KEPT - kept)]
    )


def finish_import(*, store_id: int, import_id: str) -> Import:
    """Everything was read. Raises `NotFound`, `ImportStopped`."""
    with transaction.atomic():
        found = locked_import(store_id=store_id, import_id=import_id)
        if found.state != Import.State.RUNNING:
            raise ImportStopped(id=import_id)
        return _ended(found, Import.State.DONE)


def stop_import(*, store_id: int, import_id: str) -> Import:
    """Stop it after the batch that is under way; what came in stays. Safe to repeat.

    Raises `NotFound`.
    """
    with transaction.atomic():
        found = locked_import(store_id=store_id, import_id=import_id)
        if found.state in (Import.State.DONE, Import.State.FAILED):
            return found
        return _ended(found, Import.State.FAILED)


def _ended(found: Import, state: Import.State) -> Import:
    found.state, found.finished_at = state, clock.now()
    found.save(update_fields=["state", "finished_at"])
    return found
