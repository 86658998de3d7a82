"""The form of a way to deliver: what it shows, and how what was typed is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tradewind.console.acting import whole_number
from tradewind.console.settings.forms import Typed
from tradewind.domains.shipping.models import Method
from tradewind.domains.shipping.operations import Terms
from tradewind.domains.stores.models import Store
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import BadAmount, Money
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.amounts import read_amount
from tradewind.platform.i18n.languages import current, languages, own_name

_USUAL_DAYS = {"handling_days": "1", "min_days": "2", "max_days": "5"}
_MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Tongue:
    """The method's name in a language the store does not write in; `field` is the input's name."""

    field: str
    code: str
    language: str
    name: str


@dataclass(frozen=True, slots=True)
class MethodForm:
    """What the fields hold. `key` tells the inputs of several forms on one page apart."""

    key: str
    currency: str
    values: Mapping[str, str]
    errors: Mapping[str, str]
    problem: str
    tongues: Sequence[Tongue]


def new_method_form(store: Store, key: str) -> MethodForm:
    """An empty one, with the days most stores need."""
    return _form(store, store.currency, key, Typed(_USUAL_DAYS))


def changed_method_form(method: Method) -> MethodForm:
    """One that holds the terms of `method`."""
    unit = method.currency
    free_from = method.free_from_minor
    values = {
        "name": method.text("name", method.store.language),
        "carrier": method.carrier,
        "price": formats.amount(Money(method.price_minor, unit)),
        "per_kg": formats.amount(Money(method.per_kg_minor, unit)) if method.per_kg_minor else "",
        "free_from": "" if free_from is None else formats.amount(Money(free_from, unit)),
        "handling_days": str(method.handling_days),
        "min_days": str(method.min_days),
        "max_days": str(method.max_days),
        **{
            f"name-{code}": str(words.get("name", ""))
            for code, words in method.translations.items()
        },
    }
    return _form(method.store, unit, method.public_id, Typed(values))


def typed_method_form(store: Store, currency: str, key: str, typed: Typed) -> MethodForm:
    """What was posted, to be shown again with what is wrong about it."""
    return _form(store, currency, key, typed)


def read_terms(
    store: Store, posted: Mapping[str, str], *, currency: str, method: Method | None = None
) -> Terms:
    """The terms that were posted, amounts as the reader's language writes them.

    What the form does not ask stays as `method` has it. Raises `InvalidInput`.
    """
    price = _money(posted, "price", currency)
    if price is None:
        raise InvalidInput({"price": "required"})
    days = {name: whole_number(posted.get(name, "")) for name in _USUAL_DAYS}
    wrong = {name: "invalid" for name, count in days.items() if count is None or count > _MOST_DAYS}
    if wrong:
        raise InvalidInput(wrong)
    return Terms(
        name=posted.get("name", "").strip()[:60],
        carrier=posted.get("carrier", "").strip()[:40],
        price=price,
        per_kg=_money(posted, "per_kg", currency),
        free_from=_money(posted, "free_from", currency),
        handling_days=days["handling_days"] or 0,
        min_days=days["min_days"] or 0,
        max_days=days["max_days"] or 0,
        position=method.position if method else 0,
        translations=_translations(store, posted, method),
    )


def _form(store: Store, currency: str, key: str, typed: Typed) -> MethodForm:
    values = {name: str(value) for name, value in typed.values.items()}
    tongues = [
        Tongue(f"name-{code}", code, own_name(code), values.get(f"name-{code}", ""))
        for code in _other_languages(store)
    ]
    return MethodForm(key, currency, values, typed.errors, typed.problem, tongues)


def _translations(
    store: Store, posted: Mapping[str, str], method: Method | None
) -> dict[str, dict[str, str]]:
    kept = {code: dict(words) for code, words in method.translations.items()} if method else {}
    # Its own language stands in the column; a translation into it would hide what was typed.
    kept.pop(store.language, None)
    for code in _other_languages(store):
        name = posted.get(f"name-{code}", "").strip()[:60]
        if name:
            kept.setdefault(code, {})["name"] = name
        elif code in kept:
            kept[code].pop("name", None)
    return {code: words for code, words in kept.items() if words}


def _other_languages(store: Store) -> list[str]:
    return [code for code in languages() if code != store.language]


def _money(posted: Mapping[str, str], name: str, currency: str) -> Money | None:
    text = posted.get(name, "").strip()
    if not text:
        return None
    try:
        return read_amount(text, currency, current())
    except BadAmount:
        raise InvalidInput({name: "invalid"}) from None
