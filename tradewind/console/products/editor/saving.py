"""Saving a section of texts: what was written, what was refused, and what to show then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tradewind.console.acting import field_errors, recorded, told
from tradewind.console.products.editor.merging import Texts, mark, merge
from tradewind.kernel.errors import Conflict, InvalidInput, TradewindError
from tradewind.platform.http.audience import StoreRequest

WAS = "was-"
_TRIES = 3
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """How saving ended. `errors` and `typed` are by field: what is wrong with it, and what the
    person wrote that is not kept yet. `notice` is about the section as a whole."""

    errors: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    is_saved: bool = False

    @property
    def is_refused(self) -> bool:
        return bool(self.errors or self.notice)


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field as the form shows it; `was` is the mark it gives back."""

    value: str
    was: str
    error: str


NOTHING_YET = Outcome()


def shown(current: Texts, outcome: Outcome = NOTHING_YET) -> dict[str, FieldShown]:
    """The fields of a section: what is kept, except where the person's own text waits."""
    return {
        name: FieldShown(
            value=outcome.typed.get(name, text), was=mark(text), error=outcome.errors.get(name, "")
        )
        for name, text in current.items()
    }


def save(
    request: StoreRequest,
    *,
    subject: str,
    read: Callable[[], Texts],
    write: Callable[[Mapping[str, str]], object],
    names: Mapping[str, str] | None = None,
) -> Outcome:
    """Write the fields of the POST that the person changed.

    `read` gives the section as it is now, `write` takes the changed fields and raises `InvalidInput`
    by field (`names` maps its names to the form's), or `Conflict` when somebody came between, and
    then all begins again. `subject` is what the audit trail says it was done to.
    """
    for _try in range(_TRIES):
        current = read()
        given = {name: request.POST[name] for name in current if name in request.POST}
        seen = {name: request.POST.get(WAS + name, "") for name in given}
        merged = merge(given=given, seen=seen, current=current)
        errors = {name: _clash(theirs) for name, theirs in merged.clashes.items()}
        typed = {name: given[name] for name in errors}
        try:
            if merged.wanted:
                _write(request, subject, write, merged.wanted)
        except Conflict:
            continue
        except InvalidInput as error:
            wrong = {
                (names or {}).get(name, name): text for name, text in field_errors(error).items()
            }
            beside = {name: text for name, text in wrong.items() if name in current}
            return Outcome(
                errors={**errors, **beside},
                typed={**typed, **merged.wanted},
                notice="" if len(beside) == len(wrong) else told(error),
            )
        except TradewindError as error:
            return Outcome(errors, {**typed, **merged.wanted}, notice=told(error))
        return Outcome(errors, typed, is_saved=bool(merged.wanted))
    typed = {name: request.POST[name] for name in read() if name in request.POST}
    return Outcome(typed=typed, notice=told(Conflict()))


def _write(
    request: StoreRequest,
    subject: str,
    write: Callable[[Mapping[str, str]], object],
    wanted: Mapping[str, str],
) -> None:
    recorded(
        request,
        action="products.change",
        subject=subject,
        act=lambda: write(wanted),
        changes={name: text[:_SHOWN] for name, text in wanted.items()},
    )


def _clash(theirs: str) -> str:
    if not theirs.strip():
        return _("Somebody emptied this meanwhile. Save once more to keep yours.")
    return _("Somebody changed this meanwhile to “{text}”. Save once more to keep yours.").format(
        text=theirs if len(theirs) <= _SHOWN else theirs[:_SHOWN] + "…"
    )
