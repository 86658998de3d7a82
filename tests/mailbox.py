"""A real SMTP server of the tests' own, and the mails it took."""

from __future__ import annotations

import email
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django.fixtures import Settings


class Mailbox:
    """The server's handler. `answer` is what it says to a recipient: ``250 OK``, ``550 …``."""

    def __init__(self) -> None:
        self.kept: list[Envelope] = []
        self.answer = "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.kept.append(envelope)
        return "250 OK"

    def mails(self) -> list[EmailMessage]:
        """What arrived, parsed, in order."""
        found = []
        for envelope in self.kept:
            assert isinstance(envelope.content, bytes)
            mail = email.message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            found.append(mail)
        return found

    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails()]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def html_of(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def wait_for(condition: Callable[[], bool], *, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)


@contextmanager
def open_mailbox(settings: Settings) -> Iterator[Mailbox]:
    """A running server that the mall's mail goes to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.DEFAULT_FROM_EMAIL = "Tradewind <mall@mall.test>"
    try:
        yield box
    finally:
        controller.stop()


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    """Import it into a test module, or a conftest, to have it."""
    with open_mailbox(settings) as box:
        yield box
