"""Attributes of a file: their codes, kinds and readable labels."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tradewind.domains.catalogue.models import Attribute
from tradewind.domains.catalogue.operations import NewAttribute, declare_attributes
from tradewind.domains.catalogue.operations.columns import AttributeValue
from tradewind.domains.catalogue.rules import slug_of
from tradewind.flows.import_products.values import BadValue, read_boolean, read_number

_KINDS = {
    "t_": Attribute.Kind.TEXT,
    "n_": Attribute.Kind.NUMBER,
    "b_": Attribute.Kind.BOOLEAN,
}
PREFIXES = {kind.value: prefix for prefix, kind in _KINDS.items()}
_CODE = re.compile(r"[A-Za-z0-9_-]{1,70}\Z")
# Icecat writes each bracket as an underscore: ``contrast_ratio__typical_``.
_BRACKETS = re.compile(r"__(?=[^_])(.+?)_(?=_|$)")
_LONGEST_TEXT = 10_000
_MOST_TEXTS = 100


@dataclass(frozen=True, slots=True)
class Told:
    """An attribute as a file tells it: what it wants to be called, its kind, a label."""

    code: str
    kind: str
    label: str


def is_typed(name: str) -> bool:
    """Whether a name says its kind: ``t_colour``, ``n_weight``, ``b_washable``."""
    return name[:2] in _KINDS and len(name) > 2


def read_attribute(name: str, value: Any) -> tuple[Told, AttributeValue] | None:
    """What `name` and `value` say; None when they say nothing. Raises `BadValue`.

    Without a prefix the value itself tells the kind.
    """
    if value is None or (isinstance(value, str) and not value.strip()) or value == []:
        return None
    kind = _KINDS[name[:2]].value if is_typed(name) else _kind_of(value)
    return told(name, kind), _value(kind, value)


@lru_cache(maxsize=20_000)
def told(name: str, kind: str) -> Told:
    """The attribute a name stands for. Raises `BadValue`."""
    bare = name[2:] if is_typed(name) else name.strip()
    code = bare if _CODE.match(bare) else slug_of(bare, longest=70)
    label = _BRACKETS.sub(r" (\1)", bare).replace("_", " ")
    label = " ".join(label.split())[:100]
    if not label or "\x00" in label:
        raise BadValue("invalid")
    return Told(code, kind, label[0].upper() + label[1:])


class KnownAttributes:
    """The mall's attributes as far as an import has met them. One for a whole run."""

    def __init__(self) -> None:
        self._kinds: dict[str, str] = {}

    def learn(self, met: Iterable[Told]) -> None:
        """Make those the mall has not got, by one statement; in the caller's transaction."""
        wanted: dict[str, Told] = {}
        for attribute in set(met):
            for code in (attribute.code, self._other_code(attribute)):
                if code not in self._kinds:
                    wanted[code] = attribute
        if not wanted:
            return
        self._read(wanted)
        fresh: dict[str, NewAttribute] = {}
        for attribute in sorted(set(wanted.values()), key=lambda one: (one.code, one.kind)):
            code = attribute.code
            taken = self._kinds.get(code) or (fresh[code].kind if code in fresh else None)
            if taken not in (None, attribute.kind):
                code = self._other_code(attribute)
            if code not in self._kinds:
                fresh[code] = NewAttribute(code, attribute.kind, attribute.label)
        declare_attributes(attributes=list(fresh.values()))
        self._read(fresh)

    def code_of(self, attribute: Told) -> str:
        """The code it goes by: its own unless that is of another kind in this mall."""
        if self._kinds.get(attribute.code) == attribute.kind:
            return attribute.code
        return self._other_code(attribute)

    def forget(self) -> None:
        """Read anew: what was made in a transaction that was rolled back is not there."""
        self._kinds.clear()

    def _other_code(self, attribute: Told) -> str:
        return f"{attribute.code}_{attribute.kind}"

    def _read(self, codes: Iterable[str]) -> None:
        found = Attribute.objects.filter(code__in=list(codes))
        self._kinds.update(found.values_list("code", "kind"))


def _kind_of(value: Any) -> str:
    if isinstance(value, bool):
        return Attribute.Kind.BOOLEAN.value
    if isinstance(value, int | float):
        return Attribute.Kind.NUMBER.value
    return Attribute.Kind.TEXT.value


def _value(kind: str, value: Any) -> AttributeValue:
    if kind == Attribute.Kind.BOOLEAN:
        return read_boolean(value)
    if kind == Attribute.Kind.NUMBER:
        number = float(read_number(value))
        if not math.isfinite(number):
            raise BadValue("invalid")
        return number
    if isinstance(value, list):
        if len(value) > _MOST_TEXTS:
            raise BadValue("too_long")
        return [_text(part) for part in value]
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool | int | float):
        return str(value)
    if not isinstance(value, str) or "\x00" in value:
        raise BadValue("invalid")
    if len(value) > _LONGEST_TEXT:
        raise BadValue("too_long")
    return value.strip()
