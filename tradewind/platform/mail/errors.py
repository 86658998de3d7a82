"""What becomes of a mail that did not go out: try again, or never."""

from __future__ import annotations

import smtplib

from tradewind.kernel.errors import TradewindError


class MailDelayed(TradewindError):
    """The server is away, busy or wrongly set up; the same mail may go out later. `reason`."""

    code = "mail_delayed"


class MailRefused(TradewindError):
    """This mail will never go out: the address or the message is at fault. `reason`."""

    code = "mail_refused"


def classified(error: Exception) -> MailDelayed | MailRefused:
    """The meaning of what `smtplib` or the network raised (RFC 5321 §4.2.1: 4yz may be retried).

    A refused sign-in (535) is our setting's fault, not the mail's, so that one waits too.
    """
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return MailDelayed(reason=f"sign-in refused with {error.smtp_code}")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return _of_code(min(codes))
    if isinstance(error, smtplib.SMTPResponseException):
        return _of_code(error.smtp_code)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return MailDelayed(reason="the server can't do what EMAIL_URL asks")
    return MailDelayed(reason=type(error).__name__)


def _of_code(code: int) -> MailDelayed | MailRefused:
    kind = MailRefused if 500 <= code < 600 else MailDelayed
    return kind(reason=f"SMTP {code}")
