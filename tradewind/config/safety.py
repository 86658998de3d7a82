"""What may not be left at its default when real people's money is at stake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tradewind.config.env import VARIABLES, read
from tradewind.platform.processes.errors import Mendable

ENVIRONMENTS = ("development", "test", "production")
_SHORTEST_KEY = 40


class UnsafeSettings(Mendable):
    """Production was asked for with settings that are only right on a developer's machine."""

    code = "unsafe_settings"
    fact = "These settings are not safe in production:\n{problems}\n"
    remedy = "`tradewind doctor` lists every setting and its meaning."


@dataclass(frozen=True, slots=True)
class Problem:
    """A variable and the sentence that says what it must be."""

    variable: str
    sentence: str


def problems(values: Mapping[str, str]) -> list[Problem]:
    """What production would refuse in `values` (variable → value, defaults filled in)."""
    found = []

    def demand(met: bool, variable: str, sentence: str) -> None:
        if not met:
            found.append(Problem(variable, sentence))

    hosts = [host for host in values["TRADEWIND_ALLOWED_HOSTS"].split(",") if host]
    demand(
        len(values["SECRET_KEY"]) >= _SHORTEST_KEY,
        "SECRET_KEY",
        f"must have {_SHORTEST_KEY} random characters or more, or stay unset for `tradewind`.",
    )
    demand(
        bool(values["TRADEWIND_ENCRYPTION_KEYS"]),
        "TRADEWIND_ENCRYPTION_KEYS",
        "must hold a Fernet key, or stay unset for `tradewind`.",
    )
    demand(
        bool(hosts) and "*" not in hosts,
        "TRADEWIND_ALLOWED_HOSTS",
        "must name the mall's own hosts.",
    )
    demand(
        values["TRADEWIND_URL"].startswith("https://"),
        "TRADEWIND_URL",
        "must be the public https:// address; links in e-mail are made from it.",
    )
    demand(
        values["EMAIL_URL"].startswith(("smtp://", "smtps://")),
        "EMAIL_URL",
        "must name a mail server, otherwise nobody gets a confirmation.",
    )
    demand(
        "@localhost" not in values["TRADEWIND_MAIL_FROM"],
        "TRADEWIND_MAIL_FROM",
        "must be an address of the mall's own domain.",
    )
    demand(
        bool(values["TRADEWIND_POSTAL_ADDRESS"]),
        "TRADEWIND_POSTAL_ADDRESS",
        "must be the mall's mailing address, which every commercial e-mail names.",
    )
    demand(
        bool(values["TRADEWIND_PUSH_KEY"]),
        "TRADEWIND_PUSH_KEY",
        "must hold a VAPID key, or stay unset for `tradewind`.",
    )
    return found


def refuse_unsafe() -> None:
    """Raise `UnsafeSettings` in production with an unsafe default, or for an unknown environment."""
    environment = read("TRADEWIND_ENV")
    if environment not in ENVIRONMENTS:
        raise UnsafeSettings(problems=f"  TRADEWIND_ENV must be one of {', '.join(ENVIRONMENTS)}.")
    if environment != "production":
        return
    if found := problems({variable.name: read(variable.name) for variable in VARIABLES}):
        told = "\n".join(f"  {problem.variable} {problem.sentence}" for problem in found)
        raise UnsafeSettings(problems=told)
