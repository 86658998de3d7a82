"""From a waiting notice to a mail that left, or to the reason why none will."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation

from tradewind.domains.consent.links import NewsSubscription, stop_token
from tradewind.domains.notices.leaving import Leaving, end, find_waiting, is_still_wanted
from tradewind.domains.notices.letters import letter_of
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.senders import imprint_of
from tradewind.platform import mail
from tradewind.platform.http.addresses import absolute_url


def deliver(*, notice_id: str) -> None:
    """Send a waiting notice by e-mail; one that was sent or gave up stays as it is.

    Raises `MailDelayed` while it is worth trying again. A crash between sending and noting sends
    it once more under the same Message-ID.
    """
    notice = find_waiting(notice_id)
    if notice is None or not is_still_wanted(notice):
        return
    try:
        _send(notice)
    except mail.MailRefused as refusal:
        end(notice, Notice.State.FAILED, failure=str(refusal.details["reason"])[:200])
    else:
        end(notice, Notice.State.SENT)


def _send(notice: Leaving) -> None:
    letter = letter_of(notice.kind)
    language = notice.language
    with translation.override(language):
        context = letter.gather(notice.facts)
        subject = str(letter.subject).format_map(context)
    mail.send(
        to=notice.address,
        subject=subject,
        template=letter.template,
        context=context,
        language=language,
        key=notice.public_id,
        time_zone=notice.time_zone,
        reply_to=notice.store_email,
        unsubscribe_url=_stop_url(notice) if notice.is_commercial else "",
        imprint=imprint_of(notice) if notice.is_commercial else None,
    )


def _stop_url(notice: Leaving) -> str:
    token = stop_token(NewsSubscription(notice.address, notice.store_id))
    return absolute_url(reverse("storefront:stop_news", args=[token]), language=notice.language)
