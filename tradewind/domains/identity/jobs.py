"""What accounts do in the background."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation

from tradewind.domains.identity.letters import LETTERS
from tradewind.platform import mail
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.jobs import Backoff, job

# About half an hour: a reset link lives for an hour, and a failed job keeps its arguments.
_PATIENCE = Backoff(attempts=6)


@job(queue="mail", retry=_PATIENCE)
def send_letter(*, name: str, key: str, email: str, language: str, facts: dict[str, str]) -> None:
    """Send the letter allauth calls `name`. An address that is refused is let go."""
    letter = LETTERS[name]
    with translation.override(language):
        subject = str(letter.subject)
    try:
        mail.send(
            to=email,
            subject=subject,
            template=f"identity/mail/{letter.template}",
            context={
                **facts,
                "reset_url": absolute_url(reverse("account_reset_password"), language=language),
            },
            language=language,
            key=key,
        )
    except mail.MailRefused:
        # The person sees no mail and asks again with another address; a retry can't help.
        return
