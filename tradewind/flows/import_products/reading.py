"""How the columns of a file are to be read: guessed from its header, adjusted by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tradewind.domains.catalogue.operations.imports import Remark
from tradewind.flows.import_products.attributes import is_typed
from tradewind.flows.import_products.fields import KNOWN_NAMES, Field, plain
from tradewind.kernel.errors import InvalidInput

_MANY = frozenset({Field.ATTRIBUTE, Field.PICTURE, Field.IGNORED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Column → field, and what holds where the file says nothing.

    `currency` is the store's when the file names none. `stock` is what new variants begin with
    when there is no stock column. `is_draft`: new products wait to be published.
    """

    currency: str
    columns: Mapping[str, Field] = field(default_factory=dict)
    stock: int = 0
    is_draft: bool = False
    encoding: str = ""

    def to_json(self) -> dict[str, Any]:
        """As an import's row keeps it."""
        return {
            "columns": {name: meant.value for name, meant in self.columns.items()},
            # JSONB sorts the keys of an object; a person reads the columns as the file has them.
            "order": list(self.columns),
            "currency": self.currency,
            "stock": self.stock,
            "is_draft": self.is_draft,
            "encoding": self.encoding,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Reading:
        return cls(
            columns={name: Field(kept["columns"][name]) for name in kept["order"]},
            currency=kept["currency"],
            stock=kept["stock"],
            is_draft=kept["is_draft"],
            encoding=kept["encoding"],
        )

    def placed(self, remarks: Iterable[Remark]) -> list[Remark]:
        """The same with the column of the file each is about."""
        return [replace(remark, column=self._column_of(remark.field)) for remark in remarks]

    def _column_of(self, field: str) -> str:
        if field.startswith("attributes."):
            name = field.removeprefix("attributes.")
            if self.columns.get(name) is Field.ATTRIBUTE:
                return name
            field = Field.ATTRIBUTES.value
        return next((name for name, meant in self.columns.items() if meant.value == field), "")

    def with_columns(self, columns: Mapping[str, str]) -> Reading:
        """Read these columns otherwise. Raises `InvalidInput` for an unknown column or field, for
        a field that two columns would mean, and when nothing would tell products apart."""
        faults = {}
        for name, meant in columns.items():
            if name not in self.columns or meant not in Field._value2member_map_:
                faults[f"columns.{name}"] = "unknown"
        if faults:
            raise InvalidInput(faults)
        read = {**self.columns, **{name: Field(meant) for name, meant in columns.items()}}
        single = [meant for meant in read.values() if meant not in _MANY]
        for name, meant in read.items():
            if single.count(meant) > 1 and name in columns:
                faults[f"columns.{name}"] = "repeated"
        if not {Field.SKU, Field.EXTERNAL_ID} & set(single):
            faults["columns"] = "required"
        if faults:
            raise InvalidInput(faults)
        return replace(self, columns=read)


def guess_columns(names: Iterable[str]) -> dict[str, Field]:
    """What each column means by its name; the first of two that mean the same is taken.

    ``t_…``, ``n_…`` and ``b_…`` are attributes. What nobody knows is left out until a person says
    otherwise: a column of notes must not turn up on a product page.
    """
    read: dict[str, Field] = {}
    for name in names:
        meant = Field.ATTRIBUTE if is_typed(name) else KNOWN_NAMES.get(plain(name), Field.IGNORED)
        if meant not in _MANY and meant in read.values():
            meant = Field.IGNORED
        read[name] = meant
    return read
