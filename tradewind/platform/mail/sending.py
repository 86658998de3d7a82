"""One mail: two bodies from one template's name, headers that are in order, and a clear outcome."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import make_msgid, parseaddr
from hashlib import blake2b
from typing import Any

import css_inline
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from tradewind.platform.i18n.languages import direction
from tradewind.platform.mail import line
from tradewind.platform.mail.errors import MailRefused, classified

_inliner = css_inline.CSSInliner(
    # Dark mode and narrow screens need media queries, which can't be inlined.
    keep_style_tags=True,
    load_remote_stylesheets=False,
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels with a mail."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who a commercial mail is from: `sender`, for whom (`behalf`, may be empty), the mailing
    address and where questions go."""

    sender: str
    behalf: str
    postal: str
    contact: str


def send(
    *,
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    key: str = "",
    time_zone: str = "UTC",
    sender_name: str = "",
    reply_to: str = "",
    unsubscribe_url: str = "",
    imprint: Imprint | None = None,
    attachments: Sequence[Attachment] = (),
) -> str:
    """Send one mail now and give its Message-ID. Call it from a job, never inside a transaction.

    `template` names ``<template>.html``, which extends ``mail/layout.html``, and ``<template>.txt``.
    Both see `context` with `subject`, `language`, `direction`, `sender_name` and `unsubscribe_url`,
    in `language` and `time_zone`. `subject` is translated already. The same `key` gives the same Message-ID, so that
    a mail sent twice shows once in most mailboxes. `unsubscribe_url` must take a POST without
    cookies (RFC 8058) and stands in no mail about an order; a mail with one names its `imprint`.

    Raises `MailDelayed` when it is worth trying again and `MailRefused` when it is not.
    """
    _check_address(to)
    sender = _sender(sender_name)
    message_id = _message_id(sender, key)
    headers = {
        "Message-ID": message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
    }
    if unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{_one_line(unsubscribe_url)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    subject = _one_line(subject)
    text, html = _bodies(
        template,
        {
            **context,
            "subject": subject,
            "language": language,
            "direction": direction(language),
            "sender_name": parseaddr(sender)[0],
            "unsubscribe_url": unsubscribe_url,
            "imprint": imprint,
        },
        language,
        time_zone,
    )
    mail = EmailMultiAlternatives(
        subject,
        text,
        sender,
        [to],
        headers=headers,
        reply_to=[_one_line(reply_to)] if reply_to else None,
    )
    mail.attach_alternative(html, "text/html")
    for attachment in attachments:
        mail.attach(_one_line(attachment.name), attachment.content, attachment.media_type)
    try:
        line.connect().send_messages([mail])
    except (smtplib.SMTPException, OSError) as error:
        line.hang_up()
        raise classified(error) from error
    return message_id


def _bodies(
    template: str, context: dict[str, Any], language: str, time_zone: str
) -> tuple[str, str]:
    with translation.override(language), timezone.override(time_zone):
        html = get_template(f"{template}.html").render(context)
        plain: Any = get_template(f"{template}.txt")
        # Text is no HTML: an apostrophe must not leave as &#x27;.
        text = plain.template.render(Context(context, autoescape=False))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", _inliner.inline(html)


def _check_address(address: str) -> None:
    try:
        validate_email(address)
        sanitize_address(address, "utf-8")
    except (ValidationError, ValueError):
        raise MailRefused(reason="not an e-mail address") from None


def _sender(name: str) -> str:
    default: str = settings.DEFAULT_FROM_EMAIL
    if not name:
        return default
    quoted = _one_line(name).replace("\\", "").replace('"', "")
    return f'"{quoted}" <{parseaddr(default)[1]}>'


def _message_id(sender: str, key: str) -> str:
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    if not key:
        return make_msgid(domain=domain)
    return f"<{blake2b(key.encode(), digest_size=16).hexdigest()}@{domain}>"


def _one_line(text: str) -> str:
    # A line break would end the header and begin one of the writer's choice.
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
