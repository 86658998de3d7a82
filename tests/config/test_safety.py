"""What production refuses to start with."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tradewind.config.env import VARIABLES
from tradewind.config.safety import UnsafeSettings, problems, refuse_unsafe

SAFE = {variable.name: variable.default for variable in VARIABLES} | {
    "SECRET_KEY": "x" * 64,
    "TRADEWIND_ENCRYPTION_KEYS": "k",
    "TRADEWIND_ALLOWED_HOSTS": "mall.example",
    "TRADEWIND_URL": "https://mall.example",
    "EMAIL_URL": "smtp://mail.example:587",
    "TRADEWIND_MAIL_FROM": "Mall <mall@mall.example>",
    "TRADEWIND_POSTAL_ADDRESS": "1 Quay Street, Halifax NS B3H 1A1, Canada",
    "TRADEWIND_PUSH_KEY": "k",
}


def test_safe_settings_have_no_problem() -> None:
    assert problems(SAFE) == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("TRADEWIND_ENCRYPTION_KEYS", ""),
        ("TRADEWIND_ALLOWED_HOSTS", ""),
        ("TRADEWIND_ALLOWED_HOSTS", "mall.example,*"),
        ("TRADEWIND_URL", ""),
        ("TRADEWIND_URL", "http://mall.example"),
        ("EMAIL_URL", ""),
        ("EMAIL_URL", "console:"),
        ("TRADEWIND_MAIL_FROM", "Tradewind <mall@localhost>"),
        ("TRADEWIND_POSTAL_ADDRESS", ""),
        ("TRADEWIND_PUSH_KEY", ""),
    ],
)
def test_each_unsafe_value_is_named(variable: str, value: str) -> None:
    assert [problem.variable for problem in problems(SAFE | {variable: value})] == [variable]


def test_development_takes_every_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)
    refuse_unsafe()


def test_an_unknown_environment_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEWIND_ENV", "prod")
    with pytest.raises(UnsafeSettings, match="development, test, production"):
        refuse_unsafe()


def test_settings_do_not_load_in_production_with_defaults() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import tradewind.config.settings"],
        env={"TRADEWIND_ENV": "production"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "SECRET_KEY must have 40 random characters or more" in done.stderr
