"""Outgoing mail over whatever ``EMAIL_URL`` names."""

from tradewind.platform.mail.errors import MailDelayed, MailRefused
from tradewind.platform.mail.line import together
from tradewind.platform.mail.sending import Attachment, Imprint, send

__all__ = ["Attachment", "Imprint", "MailDelayed", "MailRefused", "send", "together"]
