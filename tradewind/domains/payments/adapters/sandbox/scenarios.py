"""What a sandbox payment can be told to do: the failures real providers have, by name.

A scenario is a payment source too: ``tok_insufficient_funds`` plays ``insufficient_funds``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tradewind.domains.payments.rules import State

SOON = timedelta(seconds=1)
LATE = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Scenario:
    """How a payment goes.

    `answers` is the state told at once, `decline_code` its reason; each of `tells` is a message
    sent that long after: a later state, or the same again. `loses_answer`: the payment is made and
    the caller hears nothing.
    """

    title: str | Promise
    answers: State = State.CAPTURED
    decline_code: str = ""
    tells: Sequence[tuple[timedelta, State]] = ((SOON, State.CAPTURED),)
    loses_answer: bool = False


def _declined(title: str | Promise, code: str) -> Scenario:
    return Scenario(title, State.DECLINED, code, ((SOON, State.DECLINED),))


SCENARIOS: Mapping[str, Scenario] = {
    "pays": Scenario(_("Pays")),
    "insufficient_funds": _declined(_("Declined: not enough money"), "insufficient_funds"),
    "card_expired": _declined(_("Declined: the card has expired"), "card_expired"),
    "suspected_fraud": _declined(_("Declined: the bank suspects fraud"), "suspected_fraud"),
    "try_again_later": _declined(_("Declined: the bank does not answer"), "try_again_later"),
    "pays_later": Scenario(
        _("The bank needs 20 seconds, then pays"), State.PENDING, "", ((LATE, State.CAPTURED),)
    ),
    "fails_later": Scenario(
        _("The bank needs 20 seconds, then declines"), State.PENDING, "", ((LATE, State.DECLINED),)
    ),
    "message_twice": Scenario(
        _("Pays, and tells it twice"),
        tells=((SOON, State.CAPTURED), (SOON, State.CAPTURED)),
    ),
    "message_late": Scenario(_("Pays, and tells it late"), tells=((LATE, State.CAPTURED),)),
    "message_never": Scenario(_("Pays, and never tells"), tells=()),
    "out_of_order": Scenario(
        _("Pays; an older “pending” arrives after it"),
        tells=((SOON, State.CAPTURED), (SOON * 2, State.PENDING)),
    ),
    "answer_lost": Scenario(_("Pays, but the answer is lost on the way"), loses_answer=True),
    "reversed": Scenario(
        _("Pays; 20 seconds later the bank takes it back"),
        tells=((SOON, State.CAPTURED), (LATE, State.REVERSED)),
    ),
    "won_back": Scenario(
        _("Pays; the bank takes it back after 20 seconds and gives it again after 40"),
        tells=((SOON, State.CAPTURED), (LATE, State.REVERSED), (LATE * 2, State.RECOVERED)),
    ),
}

_TOKEN = "tok_"  # noqa: S105


def scenario_of(source: str) -> str | None:
    """The scenario a source names, None for a source the sandbox does not know."""
    name = source.removeprefix(_TOKEN)
    return name if source.startswith(_TOKEN) and name in SCENARIOS else None
