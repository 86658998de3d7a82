"""The link in every commercial mail that ends it: sealed, so that nobody reads it or ends another's."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
from cryptography.fernet import InvalidToken
from django.core import signing

from tradewind.kernel.errors import NotFound
from tradewind.platform import secrets

_SALT = "stop-news"


@dataclass(frozen=True, slots=True)
class NewsSubscription:
    """News of one sender to one address; `store_id` None for the mall itself."""

    email: str
    store_id: int | None = None


def stop_token(subscription: NewsSubscription) -> str:
    """What the link carries, opaque. It works while its key is kept, as the law wants of old mails."""
    return secrets.encrypt(orjson.dumps([subscription.email, subscription.store_id]).decode())


def read_stop_token(token: str) -> NewsSubscription:
    """What a link is about. Raises `NotFound` for one that is not ours."""
    try:
        email, store_id = orjson.loads(secrets.decrypt(token))
    except (InvalidToken, ValueError):
        email, store_id = _signed(token)
    return NewsSubscription(email, store_id)


def _signed(token: str) -> tuple[str, int | None]:
    # Mails sent before tokens were sealed still lie in mailboxes.
    try:
        email, store_id = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise NotFound from None
    return email, store_id
