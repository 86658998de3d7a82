"""The switch for personal recommendations, and what a member tells of themselves for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from tradewind.domains.consent import operations as consent
from tradewind.domains.consent.models import Purpose
from tradewind.domains.discovery import viewing
from tradewind.domains.discovery.models import Taste
from tradewind.domains.discovery.rules.tastes import SKIN_TYPES
from tradewind.domains.guides.rules import MEASURES
from tradewind.domains.visits import browsing
from tradewind.domains.visits.models import Browsing
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import Money

_WORDING = "account.personalization"
_LEAST_MM, _MOST_MM = 50, 2_500
_MOST = {"sizes": 12, "needs": 12}
_LONGEST = {"sizes": 20, "needs": 40}


class PersonalizationOff(TradewindError):
    """Nothing personal is kept of who did not agree to it."""

    code = "personalization_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class TasteWords:
    """A member's own words; `budget` is the most they like to pay for one thing. `measures` are of
    the body, in millimetres; None leaves those told before."""

    sizes: tuple[str, ...] = ()
    skin_type: str = ""
    needs: tuple[str, ...] = ()
    budget: Money | None = None
    measures: Mapping[str, int] | None = None


def personalize(*, person_id: int, email: str, on: bool, proof: Mapping[str, str]) -> None:
    """Agree to personal recommendations or take it back; again changes nothing.

    Off ends the consent, deletes what they looked at and told, and keeps anything more from being
    written, in one transaction.
    """
    with transaction.atomic():
        if on:
            consent.agree(
                email=email,
                purpose=Purpose.PERSONALIZATION,
                wording=_WORDING,
                proof=proof,
                person_id=person_id,
            )
            browsing.allow(person_id=person_id)
        else:
            consent.withdraw(email=email, purpose=Purpose.PERSONALIZATION)
            forget_person(person_id=person_id)


def forget_person(*, person_id: int) -> dict[str, int]:
    """Delete everything kept to recommend by, and its permit. For erasing a person, too.

    Returns how many profiles there were.
    """
    viewing.drop(person_id=person_id)
    with transaction.atomic():
        browsing.forbid(person_id=person_id)
        count = int(Taste.objects.filter(person_id=person_id).delete()[0])
    return {"profiles": count}


def change_taste(*, person_id: int, words: TasteWords) -> Taste:
    """Keep what a member tells of themselves, in place of what they told before.

    Raises `PersonalizationOff`, `InvalidInput`.
    """
    sizes, needs = _words("sizes", words.sizes), _words("needs", words.needs)
    if words.skin_type and words.skin_type not in SKIN_TYPES:
        raise InvalidInput({"skin_type": "unknown"})
    measures = words.measures or {}
    if not set(measures) <= set(MEASURES) or any(
        not _LEAST_MM <= length <= _MOST_MM for length in measures.values()
    ):
        raise InvalidInput({"measures": "invalid"})
    if words.budget is not None and words.budget.minor <= 0:
        raise InvalidInput({"budget": "invalid"})
    with transaction.atomic():
        # Held, so that switching off meanwhile waits and then deletes this too.
        permit = Browsing.objects.select_for_update().filter(person_id=person_id).first()
        if permit is None:
            raise PersonalizationOff
        taste, _ = Taste.objects.update_or_create(
            person_id=person_id,
            defaults={
                "sizes": sizes,
                "needs": needs,
                "skin_type": words.skin_type,
                "budget_minor": words.budget.minor if words.budget else None,
                "currency": words.budget.currency if words.budget else "",
                "changed_at": clock.now(),
                **({} if words.measures is None else {"measures": dict(measures)}),
            },
        )
    return taste


def keep_measures(*, person_id: int, measures: Mapping[str, int]) -> None:
    """Keep some measures of the body beside what else a member told.

    Raises `PersonalizationOff`, `InvalidInput`.
    """
    known = Taste.objects.filter(person_id=person_id).first()
    change_taste(
        person_id=person_id,
        words=TasteWords(
            sizes=tuple(known.sizes) if known else (),
            skin_type=known.skin_type if known else "",
            needs=tuple(known.needs) if known else (),
            budget=Money(known.budget_minor, known.currency)
            if known and known.budget_minor is not None
            else None,
            measures={**(known.measures if known else {}), **measures},
        ),
    )


def _words(field: str, given: Iterable[str]) -> list[str]:
    kept = list(dict.fromkeys(" ".join(word.split()) for word in given if word.strip()))
    if len(kept) > _MOST[field]:
        raise InvalidInput({field: "too_long"})
    if any(len(word) > _LONGEST[field] or not word.isprintable() for word in kept):
        raise InvalidInput({field: "too_long"})
    return kept
