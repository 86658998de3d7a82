"""From a waiting notice to a mail that left, or to the reason why none will."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation

from tradewind.domains.consent.links import NewsSubscription, stop_token
from tradewind.domains.consent.queries import may_send
from tradewind.domains.notices.letters import letter_of
from tradewind.domains.notices.models import Notice
from tradewind.kernel import clock
from tradewind.platform import mail
from tradewind.platform.http.addresses import absolute_url


def deliver(*, notice_id: str) -> None:
    """Send a waiting notice; one that was sent or gave up stays as it is.

    Raises `MailDelayed` while it is worth trying again. A crash between sending and noting sends
    it once more under the same Message-ID.
    """
    notice = (
        Notice.objects.select_related("person", "store")
        .filter(public_id=notice_id, state=Notice.State.WAITING)
        .first()
    )
    if notice is None:
        return
    if notice.is_commercial and not _is_still_wanted(notice):
        _end(notice, Notice.State.FAILED, failure="consent withdrawn")
        return
    try:
        _send(notice)
    except mail.MailRefused as refusal:
        _end(notice, Notice.State.FAILED, failure=str(refusal.details["reason"])[:200])
    else:
        _end(notice, Notice.State.SENT)


def _send(notice: Notice) -> None:
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
        time_zone=notice.person.time_zone if notice.person else "UTC",
        reply_to=notice.store.email if notice.store else "",
        unsubscribe_url=_stop_url(notice) if notice.is_commercial else "",
    )


def _is_still_wanted(notice: Notice) -> bool:
    return may_send(email=notice.address, now=clock.now(), store_id=notice.store_id)


def _stop_url(notice: Notice) -> str:
    token = stop_token(NewsSubscription(notice.address, notice.store_id))
    return absolute_url(reverse("storefront:stop_news", args=[token]), language=notice.language)


def _end(notice: Notice, state: Notice.State, *, failure: str = "") -> None:
    notice.state, notice.failure = state, failure
    notice.sent_at = clock.now() if state == Notice.State.SENT else None
    notice.save(update_fields=["state", "failure", "sent_at"])
