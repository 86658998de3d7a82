"""From a waiting notice to the browsers of its person."""

from __future__ import annotations

from django.utils import translation

from tradewind.domains.notices.leaving import Leaving, end, find_waiting, is_still_wanted
from tradewind.domains.notices.letters import letter_of
from tradewind.domains.notices.models import Browser, Notice
from tradewind.domains.notices.purposes import purpose
from tradewind.kernel import clock
from tradewind.platform import push as web_push
from tradewind.platform import secrets

_LIFE = 86_400
"""Seconds a service keeps a message for a phone that is off."""


def push(*, notice_id: str) -> None:
    """Show a waiting notice in every browser of its person; one that reached any is sent.

    A browser whose service no longer knows it is forgotten. Raises `PushDelayed` while none took
    it and one may later; repeating it replaces what is shown.
    """
    notice = find_waiting(notice_id)
    if notice is None or notice.person_id is None or not is_still_wanted(notice):
        return
    message = _message(notice)
    delayed: web_push.PushDelayed | None = None
    reached = 0
    for browser in Browser.objects.filter(person_id=notice.person_id).order_by("pk"):
        try:
            _send(browser, message, notice)
        except web_push.PushGone:
            browser.delete()
        except web_push.PushDelayed as error:
            delayed = error
        except web_push.PushRefused:
            continue
        else:
            reached += 1
            Browser.objects.filter(pk=browser.pk).update(last_sent_at=clock.now())
    if reached:
        end(notice, Notice.State.SENT)
    elif delayed is not None:
        raise delayed
    else:
        end(notice, Notice.State.FAILED, failure="no browser took it")


def _send(browser: Browser, message: web_push.Message, notice: Leaving) -> None:
    web_push.send(
        to=web_push.Subscription(browser.endpoint, browser.p256dh, secrets.decrypt(browser.auth)),
        message=message,
        seconds_kept=_LIFE,
        is_urgent=purpose(notice.purpose).is_urgent,
    )


def _message(notice: Leaving) -> web_push.Message:
    letter = letter_of(notice.kind)
    with translation.override(notice.language):
        context = letter.gather(notice.facts)
        return web_push.Message(
            title=notice.store_name or str(purpose(notice.purpose).label),
            text=str(letter.subject).format_map(context),
            url=context.get("link", ""),
            tag=notice.public_id,
            language=notice.language,
        )
