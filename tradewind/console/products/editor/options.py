"""A product's options as a form tells them, and what changing them would put away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from tradewind.console.products.editor.merging import mark
from tradewind.domains.catalogue import operations
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.queries import OwnProductFacts
from tradewind.domains.catalogue.rules import (
    Option,
    OptionValue,
    read_options,
    rearrange,
    with_words,
)
from tradewind.domains.catalogue.rules.options import MAX_OPTIONS, Held
from tradewind.kernel.errors import Conflict


@dataclass(frozen=True, slots=True)
class ValueField:
    """A value as the form shows it; `was` is what it is called now, empty for a new one."""

    name: str
    was: str


@dataclass(frozen=True, slots=True)
class OptionField:
    """An option as the form shows it, the last of its values being an empty field to add one."""

    place: int
    name: str
    was: str
    values: Sequence[ValueField]
    error: str = ""
    values_error: str = ""


def mark_of(product: Product) -> str:
    """A mark of the options a person began with."""
    return mark(repr(product.options))


def fields_of(options: Sequence[Option], errors: Mapping[str, str]) -> list[OptionField]:
    """The form's fields: `options`, and an empty one while there may be more.

    `errors` are by ``options`` and ``options.<place>.values``.
    """
    told = list(options)
    if len(told) < MAX_OPTIONS:
        told.append(Option("", ()))
    return [
        OptionField(
            place=place,
            name=option.name,
            was=option.was,
            values=[
                *(ValueField(value.name, value.was) for value in option.values),
                ValueField("", ""),
            ],
            values_error=errors.get(f"options.{place}.values", ""),
        )
        for place, option in enumerate(told)
    ]


def posted(form: QueryDict, product: Product) -> list[Option]:
    """The options a form tells; empty names are gone. What is said in other languages stays."""
    options = []
    for place in range(MAX_OPTIONS):
        name, was = form.get(f"option-{place}", "").strip(), form.get(f"was-option-{place}", "")
        if not name:
            continue
        values = tuple(
            OptionValue(value.strip(), was=old)
            for value, old in zip(
                form.getlist(f"value-{place}"), form.getlist(f"was-value-{place}"), strict=False
            )
            if value.strip()
        )
        options.append(Option(name, values, was=was))
    return with_words(options, read_options(product.options))


def leaving(facts: OwnProductFacts, options: Sequence[Option]) -> list[str]:
    """What the variants are called that `options` would put away.

    Raises `InvalidInput`, `TooManyVariants`.
    """
    plan = rearrange(
        before=[option["name"] for option in facts.product.options],
        options=options,
        variants=[
            Held(variant.variant_id, variant.keys, variant.is_archived)
            for variant in facts.variants
        ],
    )
    names = {variant.variant_id: " / ".join(variant.choices) for variant in facts.variants}
    return [names[variant] or facts.title for variant in plan.put_away]


def write(product: Product, options: Sequence[Option], seen: str) -> None:
    """Raises `Conflict` when somebody changed the options since `seen`, `InvalidInput`."""
    if seen != mark_of(product):
        raise Conflict(id=product.public_id)
    operations.set_options(
        store_id=product.store_id,
        product_id=product.public_id,
        options=options,
        seen_at=product.updated_at,
    )
