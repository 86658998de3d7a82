"""A product's options, and what becomes of its variants when the options change. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product as combinations
from math import prod
from typing import Any

from tradewind.kernel.errors import InvalidInput, TradewindError

MAX_OPTIONS = 4
MAX_VARIANTS = 250
_LONGEST = 80

Choices = tuple[str, ...]


class TooManyVariants(TradewindError):
    """The options make `wanted` variants; a product has at most `most`."""

    code = "too_many_variants"


@dataclass(frozen=True, slots=True)
class OptionValue:
    """One value of an option. `was` names the former value when it was renamed.

    `translations` maps a language to the value there: ``{"fr": "Rouge"}``; `swatch` is the colour
    that shows it (``#b4532f``), empty for what is no colour.
    """

    name: str
    was: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)
    swatch: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """Something a shopper chooses. `was` names the former option when it was renamed.

    `translations` maps a language to the option's name there: ``{"fr": "Couleur"}``.
    """

    name: str
    values: tuple[OptionValue, ...]
    was: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, *values: str) -> Option:
        """``Option.of("Colour", "Red", "Blue")``."""
        return cls(name, tuple(OptionValue(value) for value in values))


@dataclass(frozen=True, slots=True)
class Held:
    """A variant as it is: its row id, its choices, whether it is on the shelf or put away."""

    variant_id: int
    choices: Choices
    is_archived: bool


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Every combination in order, with the variant that stands for it (None: to be made).

    `put_away` are live variants no combination needs any more.
    """

    places: Sequence[tuple[Choices, int | None]]
    put_away: Sequence[int]


def rearrange(
    *, before: Sequence[str], options: Sequence[Option], variants: Sequence[Held]
) -> Arrangement:
    """Find for every combination of `options` the variant that stood for it.

    `before` are the names of the former options in their order. Renamed values and options follow
    their variants. With a new option each variant takes its first value; where an option goes,
    the first of the variants that fall together stays. One put away comes back when its choices
    do. Raises `InvalidInput` and `TooManyVariants`.
    """
    check_options(options)
    standing: dict[Choices, int] = {}
    for variant in sorted(variants, key=lambda held: held.is_archived):
        choices = _moved(variant.choices, before, options)
        if choices is not None:
            standing.setdefault(choices, variant.variant_id)
    wanted = list(combinations(*([value.name for value in option.values] for option in options)))
    places = [(choices, standing.get(choices)) for choices in wanted]
    kept = {variant_id for _, variant_id in places}
    put_away = [
        held.variant_id for held in variants if not held.is_archived and held.variant_id not in kept
    ]
    return Arrangement(places, put_away)


def check_options(options: Sequence[Option]) -> None:
    """Raises `InvalidInput` for empty, repeated or too long names, `TooManyVariants`."""
    if len(options) > MAX_OPTIONS:
        raise InvalidInput({"options": "too_long"})
    _check_names("options", [option.name for option in options])
    for place, option in enumerate(options):
        if not option.values:
            raise InvalidInput({f"options.{place}.values": "required"})
        _check_names(f"options.{place}.values", [value.name for value in option.values])
    wanted = prod(len(option.values) for option in options)
    if wanted > MAX_VARIANTS:
        raise TooManyVariants(wanted=wanted, most=MAX_VARIANTS)


def check_shown(shows: Sequence[str], options: Sequence[Mapping[str, Any]]) -> Choices:
    """What a picture of a product with these option rows shows, as it is kept.

    `shows` has a value for each option, empty for any; nothing but those is the same as none.
    Raises `InvalidInput`.
    """
    if not any(shows):
        return ()
    if len(shows) != len(options):
        raise InvalidInput({"shows": "invalid"})
    for place, (value, option) in enumerate(zip(shows, options, strict=True)):
        if value and value not in option["values"]:
            raise InvalidInput({f"shows.{place}": "unknown"})
    return tuple(shows)


def shown_now(shows: Choices, before: Sequence[str], options: Sequence[Option]) -> Choices:
    """What a picture shows once the options are `options`: renamed values are followed, a value
    that is gone becomes any."""
    held = dict(zip(before, shows, strict=False))
    moved = []
    for option in options:
        former = held.get(option.was or option.name, "")
        moved.append(_value_now(option, former) or "" if former else "")
    return tuple(moved) if any(moved) else ()


def option_rows(options: Sequence[Option]) -> list[dict[str, Any]]:
    """`options` as the product's row keeps them."""
    return [_row(option) for option in options]


def read_options(rows: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:
    """The options of a product's row, each `was` saying what it is called now."""
    return tuple(
        Option(
            name=row["name"],
            was=row["name"],
            values=tuple(
                OptionValue(
                    value,
                    was=value,
                    translations=_value_words(row, value),
                    swatch=row.get("swatches", {}).get(value, ""),
                )
                for value in row["values"]
            ),
            translations={
                language: told["name"]
                for language, told in row.get("translations", {}).items()
                if told.get("name")
            },
        )
        for row in rows
    )


def with_words(options: Sequence[Option], held: Sequence[Option]) -> list[Option]:
    """`options` with the translations and swatches that `held`, the former ones, have by name.

    For whoever tells names alone: a rename must not lose what was said in other languages.
    """
    known = {option.name: option for option in held}
    kept = []
    for option in options:
        former = known.get(option.was or option.name)
        if former is None:
            kept.append(option)
            continue
        values = {value.name: value for value in former.values}
        kept.append(
            replace(
                option,
                translations=former.translations,
                values=tuple(_with_words(value, values) for value in option.values),
            )
        )
    return kept


def _with_words(value: OptionValue, held: Mapping[str, OptionValue]) -> OptionValue:
    former = held.get(value.was or value.name)
    if former is None:
        return value
    return replace(value, translations=former.translations, swatch=former.swatch)


def _moved(choices: Choices, before: Sequence[str], options: Sequence[Option]) -> Choices | None:
    held = dict(zip(before, choices, strict=False))
    moved = []
    for option in options:
        former = held.get(option.was or option.name)
        if former is None:
            moved.append(option.values[0].name)
            continue
        now = _value_now(option, former)
        if now is None:
            return None
        moved.append(now)
    return tuple(moved)


def _value_now(option: Option, former: str) -> str | None:
    renamed = next((value.name for value in option.values if value.was == former), None)
    if renamed is not None:
        return renamed
    # A value nobody renamed is found by its own name.
    return next(
        (value.name for value in option.values if not value.was and value.name == former), None
    )


def _row(option: Option) -> dict[str, Any]:
    languages = sorted(
        {*option.translations, *(tag for value in option.values for tag in value.translations)}
    )
    row: dict[str, Any] = {"name": option.name, "values": [value.name for value in option.values]}
    if languages:
        row["translations"] = {tag: _told(option, tag) for tag in languages}
    swatches = {value.name: value.swatch for value in option.values if value.swatch}
    if swatches:
        row["swatches"] = swatches
    return row


def _told(option: Option, language: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if option.translations.get(language):
        told["name"] = option.translations[language]
    values = {
        value.name: value.translations[language]
        for value in option.values
        if value.translations.get(language)
    }
    if values:
        told["values"] = values
    return told


def _value_words(row: Mapping[str, Any], value: str) -> dict[str, str]:
    return {
        language: told["values"][value]
        for language, told in row.get("translations", {}).items()
        if value in told.get("values", {})
    }


def _check_names(field: str, names: Sequence[str]) -> None:
    if any(not name.strip() for name in names):
        raise InvalidInput({field: "required"})
    if any(len(name) > _LONGEST for name in names):
        raise InvalidInput({field: "too_long"})
    if len({name.casefold() for name in names}) < len(names):
        raise InvalidInput({field: "repeated"})
