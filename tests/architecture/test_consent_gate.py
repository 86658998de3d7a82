"""No commercial message leaves the mall but through the consent gate."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.everything import ROOT, sources
from tests.domains.factories.identity import make_person
from tradewind.config.letters import LETTERS
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import News, notify_all
from tradewind.domains.notices.purposes import PURPOSES, is_known, purpose

# What may write a notice at all: the operation that asks the gate, and the digest of what passed it.
WRITERS = {
    "tradewind/domains/notices/operations.py",
    "tradewind/domains/notices/holding.py",
}
# What may hand a letter to the mail server: notices, and letters that carry secrets of an account.
MAILERS = {
    "tradewind/domains/identity/jobs.py",
    "tradewind/domains/loyalty/code_delivery.py",
    "tradewind/domains/notices/delivery.py",
    "tradewind/domains/stores/jobs.py",
    "tradewind/flows/erase_person/erasing.py",
}
PUSHERS = {"tradewind/domains/notices/pushing.py"}


def test_every_kind_says_what_it_is_for() -> None:
    assert [letter.kind for letter in LETTERS if not is_known(letter.purpose)] == []
    assert len({one.key for one in PURPOSES}) == len(PURPOSES)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", sorted(letter.kind for letter in LETTERS if purpose(letter.purpose).is_commercial)
)
def test_without_consent_a_commercial_kind_is_not_even_written(kind: str) -> None:
    person = make_person()
    for channel in (None, *Notice.Channel):
        news = News(f"{kind}:{channel}", kind, channel, "en", {}, person.email, person.pk)
        assert notify_all([news]) == 0
    assert not Notice.objects.exists()


def test_there_is_a_commercial_kind_to_ask_about() -> None:
    assert any(purpose(letter.purpose).is_commercial for letter in LETTERS)


def test_nothing_else_writes_notices() -> None:
    writing = {
        path
        for path, text in _texts().items()
        if "INSERT INTO notices_notice" in text
        or _calls(text, "Notice.objects", "create")
        or _calls(text, "Notice.objects", "bulk_create")
    }
    assert writing == WRITERS


def test_nothing_else_sends() -> None:
    texts = _texts()
    mailing = {path for path, text in texts.items() if _calls(text, "mail", "send")}
    pushing = {path for path, text in texts.items() if _calls(text, "web_push", "send")}
    hidden = {
        path
        for path, text in texts.items()
        if ".send_messages(" in text or "import send_mail" in text or "pywebpush" in text
    }
    assert mailing == MAILERS
    assert pushing == PUSHERS
    assert hidden == {
        "tradewind/platform/mail/sending.py",
        "tradewind/platform/push/sending.py",
    }


def _texts() -> dict[str, str]:
    return {str(path): (ROOT / path).read_text() for path in sources()}


def _calls(text: str, owner: str, name: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == name
        and ast.unparse(node.func.value) == owner
        for node in ast.walk(ast.parse(text))
    )
