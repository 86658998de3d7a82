"""Rows read and written by SQL that is made once, for the few paths that hundreds a second take.

Django builds the same text anew for every query, which takes longer than PostgreSQL takes to run it.
Here it is made from the model at first use and kept, so models stay the one truth about columns;
values go through the model's own fields. Scoping is the caller's: name the row by its id.
"""

# ruff: noqa: S608 (names of tables and columns come from models, never from a caller's input)

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import CharField, Field, Model, TextField
from django.db.models.expressions import DatabaseDefault

from tradewind.platform.models.fields import PublicIdField

M = TypeVar("M", bound=Model)
N = TypeVar("N", bound=Model)
_Fields = tuple["Field[Any, Any]", ...]
_Links = tuple[tuple[str, int], ...]
_TEXTS = (CharField, TextField)
_Shape = tuple[tuple[type[Model], int, _Links], ...]


def read(model: type[M], tail: str, parameters: Sequence[Any]) -> Iterator[M]:
    """The rows of ``SELECT … FROM the model's table AS own <tail>``; `tail` is constant text."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns(model)} FROM {model._meta.db_table} AS own {tail}", parameters
        )
        found = cursor.fetchall()
    return (row_of(model, values) for values in found)


def read_pairs(
    model: type[M], other: type[N], alias: str, source: str, parameters: Sequence[Any]
) -> Iterator[tuple[M, N | None]]:
    """Rows of two models by one statement; of an outer join the other may be None.

    `source` is constant text and calls them `own` and `alias`.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns(model)}, {columns(other, alias)} {source}", parameters)
        found = cursor.fetchall()
    width = len(model._meta.concrete_fields)
    return (
        (
            row_of(model, row[:width]),
            # The key comes first.
            None if row[width] is None else row_of(other, row[width:]),
        )
        for row in found
    )


@cache
def columns(model: type[Model], table: str = "own") -> str:
    """The model's columns for a SELECT of one's own, in the order `row_of` takes them."""
    return ", ".join(f'{table}."{field.column}"' for field in model._meta.concrete_fields)


def row_of(model: type[M], values: Sequence[Any]) -> M:
    """The row whose `columns` have these values."""
    names, readers = _reading(model)
    cooked = list(values)
    for place, field, converter in readers:
        cooked[place] = converter(cooked[place], field, connection)
    return model.from_db(connection.alias, names, cooked)


def insert(*groups: Sequence[Model]) -> None:
    """Write new rows, one model a group, all groups by one statement.

    A row may point to an unsaved one of an earlier group, whose model then has a unique public id.
    Rows are given their `pk` where they have such an id or are alone in their group.
    """
    earlier: dict[int, int] = {}
    shape: list[tuple[type[Model], int, _Links]] = []
    values: list[Any] = []
    for place, rows in enumerate(groups):
        fields = _written(type(rows[0]))
        links = tuple(
            (field.name, earlier[id(target)])
            for field in fields
            if field.is_relation
            and (target := field.get_cached_value(rows[0], default=None)) is not None  # type: ignore[attr-defined]
            and id(target) in earlier
        )
        shape.append((type(rows[0]), len(rows), links))
        linked = {name for name, _ in links}
        for row in rows:
            values += [_value(row, field, is_linked=field.name in linked) for field in fields]
            earlier[id(row)] = place
    with connection.cursor() as cursor:
        cursor.execute(_insertion(tuple(shape)), values)
        made = {(place, name): pk for place, name, pk in cursor.fetchall()}
    for place, (rows, (_, _, links)) in enumerate(zip(groups, shape, strict=True)):
        for row in rows:
            _take_over(row, made, place, links)


def insert_new(row: Model) -> bool:
    """Write a row; False, and no error, where a unique one is there already."""
    fields = _written(type(row))
    sql = _insertion(((type(row), 1, ()),)).replace(
        " RETURNING", " ON CONFLICT DO NOTHING RETURNING"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [_value(row, field, is_linked=False) for field in fields])
        made = {(place, name): pk for place, name, pk in cursor.fetchall()}
    if made:
        _take_over(row, made, 0, ())
    return bool(made)


def update(row: Model, *names: str) -> None:
    """Write these fields, or all, of a row that is there, by one statement."""
    text, values = assignments(row, *names)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {text} WHERE id = %s", [*values, row.pk])


def assignments(row: Model, *names: str) -> tuple[str, list[Any]]:
    """``"a" = %s, "b" = %s`` and the values for it, for an UPDATE of one's own."""
    fields, text = _setting(type(row), names)
    return text, [_prepared(field, field.pre_save(row, False)) for field in fields]


@cache
def _reading(model: type[Model]) -> tuple[list[str], list[tuple[int, Any, Any]]]:
    fields = model._meta.concrete_fields
    converters = []
    for place, field in enumerate(fields):
        expression = field.cached_col
        for converter in (
            *connection.ops.get_db_converters(expression),
            *expression.get_db_converters(connection),
        ):
            converters.append((place, expression, converter))
    return [field.attname for field in fields], converters


@cache
def _written(model: type[Model]) -> _Fields:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


def _value(row: Model, field: Any, *, is_linked: bool) -> Any:
    if is_linked:
        return _name(field.get_cached_value(row))
    value = field.pre_save(row, True)
    if isinstance(value, DatabaseDefault):
        # Plain values only: one that is reckoned by the database has no `value`, and fails here.
        value = deepcopy(value.expression.value)  # type: ignore[attr-defined]
        setattr(row, field.attname, value)
    return _prepared(field, value)


def _prepared(field: Any, value: Any) -> Any:
    # Most values of a row: what Django would do to them in four calls is nothing.
    if value is None or (type(value) is str and isinstance(field, _TEXTS)):
        return value
    return field.get_db_prep_save(value, connection)


@cache
def _insertion(shape: _Shape) -> str:
    parts, answers = [], ["SELECT 0, NULL::uuid, 0::bigint WHERE false"]
    for place, (model, count, links) in enumerate(shape):
        fields, sources = _written(model), dict(links)
        names = ", ".join(f'"{field.column}"' for field in fields)
        row = ", ".join(
            f"(SELECT id FROM made{sources[field.name]} WHERE name = %s)"
            if field.name in sources
            else "%s"
            for field in fields
        )
        naming = _naming(model)
        name = f'"{naming.column}"' if naming else "NULL::uuid"
        parts.append(
            f"made{place} AS (INSERT INTO {model._meta.db_table} ({names}) VALUES "
            f"{', '.join([f'({row})'] * count)} RETURNING id, {name} AS name)"
        )
        if count == 1 or naming:
            answers.append(f"SELECT {place}, name, id FROM made{place}")
    return f"WITH {', '.join(parts)} {' UNION ALL '.join(answers)}"


@cache
def _naming(model: type[Model]) -> PublicIdField | None:
    """The field that names a row before it has a `pk`."""
    for field in model._meta.concrete_fields:
        if isinstance(field, PublicIdField) and field.unique:
            return field
    return None


def _name(row: Model) -> Any:
    field = _naming(type(row))
    return field and field.get_db_prep_save(field.value_from_object(row), connection)


@cache
def _setting(model: type[Model], names: tuple[str, ...]) -> tuple[_Fields, str]:
    by_name = {field.name: field for field in _written(model)}
    fields = tuple(by_name[name] for name in names or by_name)
    return fields, ", ".join(f'"{field.column}" = %s' for field in fields)


def _take_over(row: Model, made: dict[Any, int], place: int, links: _Links) -> None:
    """Give a row what the database made for it."""
    row.pk = made.get((place, _name(row)))
    row._state.adding, row._state.db = False, connection.alias
    for name, _ in links:
        field = row._meta.get_field(name)
        setattr(row, field.attname, getattr(row, name).pk)  # type: ignore[union-attr]
