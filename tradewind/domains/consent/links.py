"""The link in every commercial mail that ends it: signed, so that nobody can end another's."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from tradewind.kernel.errors import NotFound

_SALT = "stop-news"


@dataclass(frozen=True, slots=True)
class NewsSubscription:
    """News of one sender to one address; `store_id` None for the mall itself."""

    email: str
    store_id: int | None = None


def stop_token(subscription: NewsSubscription) -> str:
    """What the link carries. It works for ever, as the law wants of old mails too."""
    return signing.dumps([subscription.email, subscription.store_id], salt=_SALT)


def read_stop_token(token: str) -> NewsSubscription:
    """What a link is about. Raises `NotFound` for one that is not ours."""
    try:
        email, store_id = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise NotFound from None
    return NewsSubscription(email, store_id)
