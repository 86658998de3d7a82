from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.template import engines
from pytest_django.fixtures import Settings

from tradewind.config.mail_transport import BadEmailUrl, Transport, transport
from tradewind.kernel.money import Money
from tradewind.platform import mail

TEMPLATES = {
    "greet.html": (
        '{% extends "mail/layout.html" %}{% load tw %}'
        '{% block content %}<h1>Hello {{ name }}</h1><a class="button" href="https://m.test/">'
        "Go</a><p>{{ total|money }}</p>{% endblock %}"
    ),
    "greet.txt": (
        '{% extends "mail/layout.txt" %}{% load tw %}'
        "{% block content %}Hello {{ name }}\n\n\n\n{{ total|money }}{% endblock %}"
    ),
}


class Mailbox:
    """A real SMTP server's handler that keeps what it takes and refuses what it is told to."""

    def __init__(self) -> None:
        self.kept: list[Envelope] = []
        self.answer_to_recipient = "250 OK"
        self.answer_to_data = "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.answer_to_data.startswith("250"):
            self.kept.append(envelope)
        return self.answer_to_data

    def only(self) -> EmailMessage:
        [envelope] = self.kept
        assert isinstance(envelope.content, bytes)
        parsed = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(parsed, EmailMessage)
        return parsed


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(autouse=True)
def templates(settings: Settings) -> None:
    configured = dict(settings.TEMPLATES[0])
    configured["OPTIONS"] = {
        **configured["OPTIONS"],
        "loaders": [
            ("django.template.loaders.locmem.Loader", TEMPLATES),
            "django.template.loaders.app_directories.Loader",
        ],
    }
    settings.TEMPLATES = [configured]
    assert engines


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.DEFAULT_FROM_EMAIL = "Tradewind <mall@mall.test>"
    yield box
    controller.stop()


def send(**changes: Any) -> str:
    given: dict[str, Any] = {
        "to": "ann@example.com",
        "subject": "Your order",
        "template": "greet",
        "context": {"name": "O'Hara & <b>", "total": Money(1250, "CAD")},
        "language": "en",
    }
    return mail.send(**{**given, **changes})


def test_a_mail_arrives_with_both_bodies_and_sane_headers(mailbox: Mailbox) -> None:
    message_id = send()
    arrived = mailbox.only()
    assert mailbox.kept[0].rcpt_tos == ["ann@example.com"]
    assert arrived["Message-ID"] == message_id
    assert message_id.endswith("@mall.test>")
    assert arrived["Date"]
    assert arrived["From"] == "Tradewind <mall@mall.test>"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in arrived
    text = arrived.get_body(("plain",))
    html = arrived.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == (
        "Hello O'Hara & <b>\n\nCA$12.50\n\n--\nTradewind\n"
    )
    page = html.get_content()
    assert "Hello O'Hara &amp; &lt;b&gt;" in page
    assert "<bdi>CA$12.50</bdi>" in page


def test_styles_are_inlined_and_dark_mode_survives(mailbox: Mailbox) -> None:
    send()
    html = mailbox.only().get_body(("html",))
    assert html is not None
    page = html.get_content()
    button = page[page.index('<a class="button"') :]
    assert "background-color: #c43d22" in button[: button.index(">")]
    assert "prefers-color-scheme: dark" in page
    # Nothing is fetched when the mail is opened.
    assert "src=" not in page
    assert "url(" not in page
    assert "<link" not in page


def test_arabic_runs_from_right_to_left(mailbox: Mailbox) -> None:
    send(language="ar", subject="طلبك", sender_name="متجر")
    arrived = mailbox.only()
    html = arrived.get_body(("html",))
    assert html is not None
    assert '<html lang="ar" dir="rtl">' in html.get_content()
    assert arrived["Subject"] == "طلبك"
    assert arrived["From"] == "متجر <mall@mall.test>"
    assert arrived["Content-Language"] == "ar"


def test_one_click_unsubscription(mailbox: Mailbox) -> None:
    send(unsubscribe_url="https://mall.test/stop/abc")
    arrived = mailbox.only()
    assert arrived["List-Unsubscribe"] == "<https://mall.test/stop/abc>"
    assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_same_key_is_the_same_mail(mailbox: Mailbox) -> None:
    assert send(key="order-7") == send(key="order-7") != send(key="order-8")
    assert send() != send()


def test_headers_cannot_be_injected(mailbox: Mailbox) -> None:
    evil = "Hello\r\nBcc: victim@example.com\r\n\r\nbody"
    send(subject=evil, sender_name=evil, reply_to="shop@example.com\nBcc: a@b.example")
    arrived = mailbox.only()
    assert mailbox.kept[0].rcpt_tos == ["ann@example.com"]
    assert arrived["Bcc"] is None
    assert arrived["Subject"] == "Hello Bcc: victim@example.com body"


@pytest.mark.parametrize(
    "to", ["", "ann", "ann@", "a@b.example, c@d.example", "ann@example.com\nBcc: x@y.example"]
)
def test_what_is_no_address_is_refused_before_the_server(mailbox: Mailbox, to: str) -> None:
    with pytest.raises(mail.MailRefused):
        send(to=to)
    assert mailbox.kept == []


def test_attachments_travel(mailbox: Mailbox) -> None:
    send(attachments=[mail.Attachment("Invoice\n7.pdf", b"%PDF", "application/pdf")])
    [part] = mailbox.only().iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("Invoice 7.pdf", b"%PDF")


@pytest.mark.parametrize(
    ("recipient", "data", "error", "reason"),
    [
        ("550 no such user", "250 OK", mail.MailRefused, "SMTP 550"),
        ("421 going down", "250 OK", mail.MailDelayed, "SMTP 421"),
        ("450 try later", "250 OK", mail.MailDelayed, "SMTP 450"),
        ("250 OK", "552 too large", mail.MailRefused, "SMTP 552"),
        ("250 OK", "421 going down", mail.MailDelayed, "SMTP 421"),
    ],
)
def test_refusals_are_told_apart(
    mailbox: Mailbox, recipient: str, data: str, error: type[Exception], reason: str
) -> None:
    mailbox.answer_to_recipient, mailbox.answer_to_data = recipient, data
    with pytest.raises(error) as caught:
        send()
    assert caught.value.details == {"reason": reason}  # type: ignore[attr-defined]
    assert mailbox.kept == []


def test_a_server_that_is_away_is_waited_for(mailbox: Mailbox, settings: Settings) -> None:
    settings.EMAIL_PORT = free_port()
    with pytest.raises(mail.MailDelayed):
        send()


def test_a_server_that_says_nothing_is_given_up(mailbox: Mailbox, settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        settings.EMAIL_TIMEOUT = 0.2
        with pytest.raises(mail.MailDelayed):
            send()


def test_the_variable_says_where_mail_goes(tmp_path: Path) -> None:
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    files = "django.core.mail.backends.filebased.EmailBackend"
    assert transport("", data=tmp_path) == Transport(files, file_path=str(tmp_path / "mail"))
    assert transport("file:/var/mail", data=tmp_path) == Transport(files, file_path="/var/mail")
    assert transport("console:", data=tmp_path).backend.endswith("console.EmailBackend")
    assert transport("smtp+tls://a%40b:p%2Fw@mx.test", data=tmp_path) == Transport(
        smtp, host="mx.test", port=587, user="a@b", password="p/w", use_tls=True
    )
    assert transport("smtps://mx.test", data=tmp_path) == Transport(
        smtp, host="mx.test", port=465, use_ssl=True
    )
    assert transport("smtp://mx.test:2525", data=tmp_path).port == 2525


@pytest.mark.parametrize("url", ["pigeon://coop", "smtp://", "mx.test:25"])
def test_a_url_nobody_understands_stops_the_start(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadEmailUrl):
        transport(url, data=tmp_path)
