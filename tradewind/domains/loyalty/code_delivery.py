"""From a fresh code to the mail or text message that carries it. It lies in no notice: it is a
secret for ten minutes.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from tradewind.domains.loyalty.models import Contact, OneTimeCode
from tradewind.domains.loyalty.ports import TextMessages
from tradewind.kernel import clock
from tradewind.platform import mail
from tradewind.platform.jobs import Backoff, job
from tradewind.platform.secrets import decrypt

# A code is good for ten minutes; whoever waits longer asks for another.
_PATIENCE = Backoff(attempts=3)


@job(queue="mail", retry=_PATIENCE)
def send_code(*, code_id: str, sealed: str, language: str) -> None:
    """Send a one-time code (encrypted in `sealed`) unless it is too old by now."""
    row = OneTimeCode.objects.filter(public_id=code_id, used_at=None).first()
    if row is None or row.expires_at <= clock.now():
        return
    digits = decrypt(sealed)
    with translation.override(language):
        subject = _("{code} is your code").format(code=digits)
        text = _("{code} is your code. It is good for ten minutes.").format(code=digits)
    if row.kind == Contact.Kind.PHONE:
        text_messages().send(to=row.value, text=text, key=row.public_id)
        return
    try:
        mail.send(
            to=row.value,
            subject=subject,
            template="loyalty/mail/code",
            context={"code": digits},
            language=language,
            key=row.public_id,
        )
    except mail.MailRefused:
        # The person sees no mail and tries another address; a retry can't help.
        return


@cache
def text_messages() -> TextMessages:
    """The provider this mall is set up with (``settings.TEXT_MESSAGES``)."""
    made: TextMessages = import_string(settings.TEXT_MESSAGES)()
    return made
