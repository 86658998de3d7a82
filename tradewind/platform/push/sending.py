"""One message to one browser: encrypted for it alone, signed by the mall, handed to its service."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import urlsplit

import httpx
import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from pywebpush import WebPusher

from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.push.errors import PushDelayed, PushGone, PushRefused
from tradewind.platform.push.keys import signer
from tradewind.platform.push.services import check_endpoint

_PATIENCE = 10  # seconds
_SIGNED_FOR = 12 * 3600  # seconds; services refuse more than 24 hours
_AUTH_BYTES = 16
_TEXT_AT_MOST = 300  # a service takes 4,096 bytes, encryption included


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser, as its ``PushSubscription`` names it: keys in base64url."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True)
class Message:
    """What the service worker shows. One of the same `tag` takes the place of the former."""

    title: str
    text: str
    url: str
    tag: str
    language: str


def send(*, to: Subscription, message: Message, seconds_kept: int, is_urgent: bool = False) -> None:
    """Hand `message` to the browser's service, which keeps it `seconds_kept` for one that is off.

    Call it from a job, never inside a transaction. Raises `PushGone`, `PushDelayed`, `PushRefused`.
    """
    try:
        check_endpoint(to.endpoint)
        check_keys(p256dh=to.p256dh, auth=to.auth)
    except InvalidInput:
        raise PushRefused(reason="no subscription to a push service") from None
    headers = {
        **signer().sign(_claims(to.endpoint)),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(seconds_kept),
        "Urgency": "high" if is_urgent else "normal",
    }
    try:
        # A redirect would lead past the list of services, so none is followed.
        answer = httpx.post(
            to.endpoint, content=_sealed(to, message), headers=headers, timeout=_PATIENCE
        )
    except httpx.HTTPError as error:
        raise PushDelayed(reason=type(error).__name__) from error
    _judge(answer.status_code)


def check_keys(*, p256dh: str, auth: str) -> None:
    """Raise `InvalidInput` for keys that nothing can be encrypted for (RFC 8291, §3.1, §3.2)."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _read(p256dh))
        if len(_read(auth)) != _AUTH_BYTES:
            raise ValueError(auth)
    except ValueError:
        raise InvalidInput({"p256dh": "invalid"}) from None


def _claims(endpoint: str) -> dict[str, object]:
    parts = urlsplit(endpoint)
    return {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(clock.now().timestamp()) + _SIGNED_FOR,
        "sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
    }


def _sealed(to: Subscription, message: Message) -> bytes:
    plain = orjson.dumps(
        {
            "title": message.title,
            "body": message.text[:_TEXT_AT_MOST],
            "url": message.url,
            "tag": message.tag,
            "lang": message.language,
        }
    )
    keys = {"p256dh": to.p256dh, "auth": to.auth}
    sealed: bytes = WebPusher({"endpoint": to.endpoint, "keys": keys}).encode(plain)["body"]
    return sealed


def _read(text: str) -> bytes:
    padded = text + "=" * (-len(text) % 4)
    return base64.b64decode(padded, altchars=b"-_", validate=True)


def _judge(status: int) -> None:
    if status in (404, 410):
        raise PushGone(status=status)
    if status == 429 or status >= 500:
        raise PushDelayed(reason=f"HTTP {status}")
    if status >= 300:
        raise PushRefused(reason=f"HTTP {status}")
