"""Columns with a meaning: public ids, minor units, currencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from tradewind.kernel import ids

if TYPE_CHECKING:
    _TextField = models.Field[str, str]
else:
    _TextField = models.Field


class PublicIdField(_TextField):
    """A UUIDv7 in the row, a prefixed TypeID (``ord_01h2…``) everywhere else.

    Reading gives the text; a filter takes the text and raises `NotFound` for one of another kind.
    """

    def __init__(self, prefix: str, **options: Any) -> None:
        self.prefix = prefix
        options.setdefault("editable", False)
        options.setdefault("unique", True)
        super().__init__(default=self._fresh, **options)

    def _fresh(self) -> str:
        return ids.new_id(self.prefix)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        options.pop("default", None)
        options["prefix"] = self.prefix
        # Django leaves out its own default, False, which is not ours.
        options["unique"] = self.unique
        return name, path, list(args), options

    def get_internal_type(self) -> str:
        return "UUIDField"

    def from_db_value(self, value: UUID | None, *_: Any) -> str | None:
        return None if value is None else ids.encode(self.prefix, value)

    def to_python(self, value: Any) -> str | None:
        if value is None or isinstance(value, str):
            return value
        return ids.encode(self.prefix, value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, str):
            return ids.decode(self.prefix, value)
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


class MinorField(models.BigIntegerField):  # type: ignore[type-arg]
    """An amount in whole minor units; the currency stands in a column beside it."""


class CurrencyField(models.CharField):  # type: ignore[type-arg]
    """An ISO 4217 code, or ``PTS`` for mileage."""

    def __init__(self, **options: Any) -> None:
        options["max_length"] = 3
        super().__init__(**options)
