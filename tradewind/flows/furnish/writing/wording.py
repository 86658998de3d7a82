"""From the codes of the data to the words rows keep: English, and what it is called elsewhere.

Rows hold an English word where the data has a code, because that is what a merchant types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from tradewind.domains.catalogue.operations.columns import AttributeValue as RowValue
from tradewind.domains.catalogue.rules import Option, OptionValue
from tradewind.flows.furnish.mall.shapes import (
    LANGUAGES,
    AttributeValue,
    Mall,
    Product,
    Text,
    Variant,
)
from tradewind.flows.furnish.mall.shapes import Option as Chosen
from tradewind.flows.furnish.mall.shapes import OptionValue as Value


@dataclass(frozen=True, slots=True)
class Wording:
    """Options, values and attribute choices of the mall, found by their codes."""

    options: Mapping[str, Chosen]
    values: Mapping[tuple[str, str], Value]
    choices: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, mall: Mall) -> Self:
        return cls(
            options={option.code: option for option in mall.options},
            values={
                (option.code, value.code): value
                for option in mall.options
                for value in option.values
            },
            choices={
                (attribute.code, choice.code): choice.name.en
                for attribute in mall.attributes
                for choice in attribute.choices
            },
        )

    def product_options(self, product: Product) -> list[Option]:
        """What a shopper chooses of `product`, with the values its variants have."""
        return [
            Option(
                name=self.options[code].name.en,
                was=self.options[code].name.en,
                translations=_elsewhere(self.options[code].name),
                values=tuple(
                    self._value(code, chosen)
                    for chosen in dict.fromkeys(
                        variant.values[code] for variant in product.variants
                    )
                ),
            )
            for code in product.options
        ]

    def variant_choices(self, product: Product, variant: Variant) -> tuple[str, ...]:
        """The English word of each of the variant's values, in the product's order."""
        return tuple(self.values[code, variant.values[code]].name.en for code in product.options)

    def product_attributes(self, product: Product) -> dict[str, RowValue]:
        """The attributes as a row keeps them."""
        return {code: self._attribute(code, value) for code, value in product.attributes.items()}

    def _attribute(self, code: str, value: AttributeValue) -> RowValue:
        if isinstance(value, tuple):
            return [self.choices[code, each] for each in value]
        if isinstance(value, str):
            return self.choices[code, value]
        return float(value) if isinstance(value, Decimal) else value

    def _value(self, option: str, code: str) -> OptionValue:
        value = self.values[option, code]
        return OptionValue(
            name=value.name.en,
            was=value.name.en,
            translations=_elsewhere(value.name),
            swatch=value.swatch or "",
        )


def _elsewhere(text: Text) -> dict[str, str]:
    return {language: getattr(text, language) for language in LANGUAGES[1:]}
