"""Which addresses are those of a push service. What a browser says is asked by our own server, so
anything else would let a stranger send it anywhere inside the house."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from tradewind.kernel.errors import InvalidInput


def check_endpoint(endpoint: str) -> str:
    """Return `endpoint`, an https address of a listed service, or raise `InvalidInput`.

    ``settings.PUSH_SERVICES`` names hosts, which stand for all below them too, or whole origins
    (``http://127.0.0.1:9000``) for a service of one's own.
    """
    try:
        parts = urlsplit(endpoint)
        origin = f"{parts.scheme}://{parts.netloc}"
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise InvalidInput({"endpoint": "invalid"}) from None
    is_plain = parts.scheme == "https" and port in (None, 443) and "@" not in parts.netloc
    for service in settings.PUSH_SERVICES:
        if "://" in service:
            if origin == service:
                return endpoint
        elif is_plain and (host == service or host.endswith(f".{service}")):
            return endpoint
    raise InvalidInput({"endpoint": "invalid"})
