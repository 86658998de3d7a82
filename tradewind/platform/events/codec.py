"""Fields of events as JSON and back, by their annotations; one pair of functions a type, built once.

Known: str, int, bool, Decimal, Money, datetime, date, enums of text, lists and
tuples, `dict[str, …]`, `… | None`, and frozen dataclasses of these.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Coder:
    """`encode` gives JSON values, `decode` takes them back."""

    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


_SCALARS: dict[Any, Coder] = {
    str: Coder(_same, _same),
    int: Coder(_same, _same),
    bool: Coder(_same, _same),
    Decimal: Coder(str, Decimal),
    datetime: Coder(datetime.isoformat, datetime.fromisoformat),
    date: Coder(date.isoformat, date.fromisoformat),
    Money: Coder(
        lambda money: {"minor": money.minor, "currency": money.currency},
        lambda stored: Money(stored["minor"], stored["currency"]),
    ),
}


@cache
def coder(annotation: Any) -> Coder:
    """The pair for a type. Raises `TypeError` for one an event can't carry."""
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Coder(lambda member: member.value, annotation)
    if dataclasses.is_dataclass(annotation) and isinstance(annotation, type):
        return _of_dataclass(annotation)
    return _of_generic(annotation)


def _of_dataclass(cls: type[Any]) -> Coder:
    hints = typing.get_type_hints(cls)
    pairs = [(field.name, coder(hints[field.name])) for field in dataclasses.fields(cls)]

    def encode(value: Any) -> dict[str, Any]:
        return {name: pair.encode(getattr(value, name)) for name, pair in pairs}

    def decode(stored: dict[str, Any]) -> Any:
        # A field added with a default is absent from rows stored before it.
        return cls(**{name: pair.decode(stored[name]) for name, pair in pairs if name in stored})

    return Coder(encode, decode)


def _of_generic(annotation: Any) -> Coder:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType) and type(None) in arguments:
        others = [argument for argument in arguments if argument is not type(None)]
        if len(others) == 1:
            return _or_none(coder(others[0]))
    if origin is list:
        return _of_many(coder(arguments[0]), list)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _of_many(coder(arguments[0]), tuple)
    if origin is dict and arguments[0] is str:
        return _of_mapping(coder(arguments[1]))
    raise TypeError(f"an event can't carry {annotation!r}")


def _or_none(inner: Coder) -> Coder:
    return Coder(
        lambda value: None if value is None else inner.encode(value),
        lambda stored: None if stored is None else inner.decode(stored),
    )


def _of_many(inner: Coder, kind: type[Any]) -> Coder:
    return Coder(
        lambda values: [inner.encode(value) for value in values],
        lambda stored: kind(inner.decode(value) for value in stored),
    )


def _of_mapping(inner: Coder) -> Coder:
    return Coder(
        lambda values: {key: inner.encode(value) for key, value in values.items()},
        lambda stored: {key: inner.decode(value) for key, value in stored.items()},
    )
