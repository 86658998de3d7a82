"""The meaning of attributes, shared by the whole mall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tradewind.domains.catalogue.models import Attribute
from tradewind.domains.catalogue.operations.columns import text_faults
from tradewind.domains.catalogue.queries.attributes import forget_attributes
from tradewind.kernel.errors import InvalidInput, NotFound


@dataclass(frozen=True, slots=True)
class NewAttribute:
    """`kind` is text, number or boolean; `translations` is
    ``{"fr": {"label": "Matière", "values": {"Wool": "Laine"}}}``."""

    code: str
    kind: str
    label: str
    unit: str = ""
    is_facet: bool = True
    translations: Mapping[str, Mapping[str, Any]] | None = None


def declare_attributes(*, attributes: Sequence[NewAttribute]) -> int:
    """Make those of `attributes` that are new, by one statement; how many were. Known ones stay.

    Raises `InvalidInput`.
    """
    for attribute in attributes:
        faults = text_faults(
            Attribute,
            {"code": attribute.code, "label": attribute.label, "unit": attribute.unit},
        )
        if attribute.kind not in Attribute.Kind.values:
            faults["kind"] = "unknown"
        if not attribute.code or not attribute.label:
            faults["code"] = "required"
        if faults:
            raise InvalidInput(faults)
    with transaction.atomic():
        before = Attribute.objects.count()
        Attribute.objects.bulk_create(
            (
                Attribute(
                    code=attribute.code,
                    kind=attribute.kind,
                    label=attribute.label,
                    unit=attribute.unit,
                    is_facet=attribute.is_facet,
                    translations=dict(attribute.translations or {}),
                )
                # In one order, so that two imports never wait for each other's.
                for attribute in sorted(attributes, key=lambda new: new.code)
            ),
            ignore_conflicts=True,
        )
        return Attribute.objects.count() - before


def change_attribute(
    *,
    code: str,
    label: str | None = None,
    unit: str | None = None,
    is_facet: bool | None = None,
    translations: Mapping[str, Mapping[str, Any]] | None = None,
) -> Attribute:
    """Change what is given; an attribute's kind never changes, products hold values of it.

    Raises `InvalidInput`, `NotFound`.
    """
    given = {"label": label, "unit": unit, "is_facet": is_facet, "translations": translations}
    wanted = {name: value for name, value in given.items() if value is not None}
    faults = text_faults(Attribute, wanted)
    if wanted.get("label") == "":
        faults["label"] = "required"
    if faults:
        raise InvalidInput(faults)
    with transaction.atomic():
        found = Attribute.objects.select_for_update(no_key=True).filter(code=code).first()
        if found is None:
            raise NotFound(id=code)
        for name, value in wanted.items():
            setattr(found, name, value)
        found.save()
        forget_attributes()
        transaction.on_commit(forget_attributes)
    return found
