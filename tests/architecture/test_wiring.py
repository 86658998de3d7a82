"""What is defined is plugged in: sentences for errors, jobs, subscriptions, names of shapes."""

from __future__ import annotations

from collections import Counter
from types import FunctionType

from ninja import Schema

from tests.architecture.everything import modules, subclasses
from tradewind.config import wiring
from tradewind.config.wording import register_wording
from tradewind.kernel.errors import TradewindError
from tradewind.platform.http.sentences import is_registered
from tradewind.platform.jobs import Job

# Errors that no shopper and no staff ever meets.
_FOR_OPERATORS = (
    # The command line tells what these say themselves, in English.
    "tradewind.cli.",
    "tradewind.config.safety",
    "tradewind.flows.furnish.",
    "tradewind.platform.postgres.",
    "tradewind.platform.processes.",
    # The hub runs without Django, so without translations; programs read its codes.
    "tradewind.platform.realtime.",
    # Raised and caught by the job that sends.
    "tradewind.platform.mail.",
    "tradewind.platform.push.",
    # Colours of a palette are checked by stores before they get there.
    "tradewind.ui.colour",
)


def test_every_error_has_a_sentence() -> None:
    register_wording()
    silent = [
        f"{error.__module__}.{error.__name__}: {error.code}"
        for error in subclasses(TradewindError)
        if not error.__module__.startswith(_FOR_OPERATORS) and not is_registered(error.code)
    ]
    assert silent == [], "say it in the domain's wording.py"


def test_every_error_has_a_code_of_its_own() -> None:
    codes = Counter(error.code for error in subclasses(TradewindError) if "code" in vars(error))
    assert [code for code, times in codes.items() if times > 1] == []


def test_every_job_is_wired() -> None:
    defined = {
        value.name: value
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, Job)
    }
    assert sorted(defined.keys() - {job.name for job in wiring.JOBS}) == []
    assert len({job.name for job in wiring.JOBS}) == len(wiring.JOBS)


def test_every_reaction_is_subscribed() -> None:
    wired: set[object] = set()
    for subscription in wiring.SUBSCRIPTIONS:
        wired |= {*subscription.handles.values(), subscription.batch}
    idle = [
        f"{module.__name__}.{name}"
        for module in modules()
        if module.__name__.endswith(".subscribers")
        for name, value in vars(module).items()
        if isinstance(value, FunctionType)
        and value.__module__ == module.__name__
        and not name.startswith("_")
        and value not in wired
    ]
    assert idle == []


def test_subscriptions_have_names_of_their_own() -> None:
    names = [subscription.name for subscription in wiring.SUBSCRIPTIONS]
    assert len(set(names)) == len(names)


def test_no_two_shapes_of_the_rest_api_share_a_name() -> None:
    """OpenAPI has one list of names: the second of two would be shown for both."""
    names = Counter(
        shape.__name__ for shape in subclasses(Schema) if shape.__module__ != Schema.__module__
    )
    assert [name for name, times in names.items() if times > 1] == []
