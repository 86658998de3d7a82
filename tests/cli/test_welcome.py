"""What the demo tells whoever opened it, and that it never touches a real mall."""

from __future__ import annotations

import re
import stat
import webbrowser
from pathlib import Path

import pytest
from click.testing import CliRunner

from tradewind.cli import welcome
from tradewind.cli.furnish import RealMall, furnish
from tradewind.domains.identity.operations import check_password
from tradewind.flows.furnish import GIFT_CARD_FILE


def test_each_data_folder_has_a_password_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "one")
    first = welcome.password()
    assert re.fullmatch(r"([a-z2-7]{4}-){3}[a-z2-7]{4}", first)
    assert welcome.password() == first
    check_password(password=first)
    monkeypatch.setenv("SECRET_KEY", "two")
    assert welcome.password() != first


def test_the_letter_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    text = welcome.letter(address="http://127.0.0.1:8000", data=tmp_path)
    welcome.keep(text, data=tmp_path)
    kept = tmp_path / "WELCOME.txt"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    told = kept.read_text()
    assert "http://127.0.0.1:8000/console/" in told
    assert welcome.password() in told
    assert str(tmp_path / "mail") in told


def test_the_letter_tells_what_to_try(tmp_path: Path) -> None:
    before = welcome.letter(address="http://127.0.0.1:8000", data=tmp_path)
    assert "WELCOME10" in before
    assert "gift card" not in before
    (tmp_path / GIFT_CARD_FILE).write_text("ABCD-EFGH\n", encoding="utf-8")
    after = welcome.letter(address="http://127.0.0.1:8000", data=tmp_path)
    assert "gift card, 50 dollars left on it: ABCD-EFGH\n" in after


def test_a_server_without_a_screen_opens_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    welcome.show("http://127.0.0.1:8000")
    assert opened == []
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    welcome.show("http://127.0.0.1:8000")
    assert opened == ["http://127.0.0.1:8000"]


def test_a_real_mall_is_never_furnished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEWIND_ENV", "production")
    result = CliRunner().invoke(furnish)
    assert isinstance(result.exception, RealMall)
