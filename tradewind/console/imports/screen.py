"""What the pages of imports show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from tradewind.console.imports.wording import field_choices, field_name, remark_text, told
from tradewind.domains.catalogue.models import Import
from tradewind.domains.catalogue.queries import get_import, list_imports, list_remarks
from tradewind.domains.stores.models import Store
from tradewind.flows.import_products import Field, Preview, PreviewRow, preview
from tradewind.kernel.money import Money

MOST_COLUMNS = 200
"""Columns a person may be asked about; files of programs have thousands of attributes."""

_STATE_KINDS = {
    Import.State.DONE: "success",
    Import.State.RUNNING: "accent",
    Import.State.FAILED: "warning",
}
_REMARKS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A file in the list of those that came before."""

    url: str
    name: str
    state: str
    state_kind: str
    created_at: datetime
    created: int
    changed: int
    unchanged: int
    refused: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: the form's field, what it is taken for, and values it holds."""

    field: str
    name: str
    meant: str
    samples: Sequence[str]
    error: str


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A row as it would come in; `problems` are why it would not, `warnings` what would be left
    out of it, both in sentences."""

    number: int
    title: str
    sku: str
    price: Money | None
    was: Money | None
    stock: int | None
    category: str
    choices: str
    problems: Sequence[str]
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """What is to be said of a row; `column` is the file's, `value` what stood there."""

    row: int
    column: str
    why: str
    value: str


@dataclass(frozen=True, slots=True)
class ImportScreen:
    """One import. Before it starts `columns` and `rows` are filled, afterwards the counts."""

    id: str
    url: str
    name: str
    format: str
    state: str
    rows_done: int
    rows_total: int
    created: int
    changed: int
    unchanged: int
    refused: int
    warnings: int
    columns: Sequence[Column] = ()
    more_columns: int = 0
    fields: Sequence[tuple[str, str]] = ()
    rows: Sequence[SampleRow] = ()
    pictures: Sequence[str] = ()
    is_draft: bool = False
    currency: str = ""
    refused_rows: Sequence[RemarkRow] = ()
    warning_rows: Sequence[RemarkRow] = ()
    problem: str = ""

    @property
    def bad_rows(self) -> int:
        """How many of the first rows would be refused."""
        return sum(bool(row.problems) for row in self.rows)

    @property
    def warned_rows(self) -> int:
        """Of how many of the first rows something would be left out."""
        return sum(bool(row.warnings) for row in self.rows)


def import_rows(store: Store) -> list[ImportRow]:
    """The last imports of the store: one statement."""
    return [
        ImportRow(
            url=reverse("console:import", args=[store.slug, found.public_id]),
            name=found.name,
            state=str(Import.State(found.state).label),
            state_kind=_STATE_KINDS.get(Import.State(found.state), ""),
            created_at=found.created_at,
            created=found.created,
            changed=found.changed,
            unchanged=found.unchanged,
            refused=found.refused,
            warnings=found.warnings,
        )
        for found in list_imports(store_id=store.pk)
    ]


def import_screen(
    store: Store, import_id: str, *, errors: Mapping[str, str] | None = None, problem: str = ""
) -> ImportScreen:
    """One import as it stands. `errors` are by form field. Raises `NotFound`, `FileUnreadable`."""
    found = get_import(store_id=store.pk, import_id=import_id)
    begun = ImportScreen(
        id=found.public_id,
        url=reverse("console:import", args=[store.slug, found.public_id]),
        name=found.name,
        format=found.format.upper(),
        state=found.state,
        rows_done=found.rows_done,
        rows_total=found.rows_total,
        created=found.created,
        changed=found.changed,
        unchanged=found.unchanged,
        refused=found.refused,
        warnings=found.warnings,
        problem=problem,
    )
    if found.state == Import.State.PREVIEW:
        look = preview(store_id=store.pk, import_id=import_id)
        columns = _columns(look, errors or {})
        return replace(
            begun,
            columns=columns[:MOST_COLUMNS],
            more_columns=max(0, len(columns) - MOST_COLUMNS),
            fields=field_choices(),
            rows=[_sample(row) for row in look.rows],
            pictures=look.pictures,
            is_draft=look.reading.is_draft,
            currency=look.reading.currency,
        )
    if found.state == Import.State.RUNNING:
        return begun
    return replace(
        begun,
        refused_rows=_remarks(store, import_id, warnings=False) if found.refused else (),
        warning_rows=_remarks(store, import_id, warnings=True) if found.warnings else (),
    )


def _remarks(store: Store, import_id: str, *, warnings: bool) -> list[RemarkRow]:
    page = list_remarks(
        store_id=store.pk, import_id=import_id, warnings=warnings, limit=_REMARKS_SHOWN
    )
    return [
        RemarkRow(row.row, row.column or field_name(row.field), told("", row.code), row.value)
        for row in page.items
    ]


def column_fields(columns: Sequence[str]) -> dict[str, str]:
    """Form field → column: names of columns may be anything, names of fields may not."""
    return {f"column-{place}": name for place, name in enumerate(columns[:MOST_COLUMNS])}


def _columns(look: Preview, errors: Mapping[str, str]) -> list[Column]:
    return [
        Column(
            field=f"column-{place}",
            name=name,
            meant=meant.value,
            samples=look.samples.get(name, ()),
            error=errors.get(f"column-{place}", ""),
        )
        for place, (name, meant) in enumerate(look.reading.columns.items())
    ]


def _sample(row: PreviewRow) -> SampleRow:
    facts = row.facts
    problems = [remark_text(refusal) for refusal in row.refusals]
    warnings = [remark_text(warning) for warning in row.warnings]
    if facts is None:
        return SampleRow(row.number, "", "", None, None, None, "", "", problems, warnings)
    return SampleRow(
        number=row.number,
        title=str(facts.columns.get(Field.TITLE.value, "")),
        sku=facts.sku or facts.external_id,
        price=facts.price,
        was=facts.compare_at,
        stock=facts.stock,
        category=facts.category,
        choices=" · ".join(value for _, value in facts.options),
        problems=problems,
        warnings=warnings,
    )
