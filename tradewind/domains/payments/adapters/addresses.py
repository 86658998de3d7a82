"""Where providers find the mall: full addresses, since they know it from outside only."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse


def full(path: str) -> str:
    """`path` of this mall as the outside reaches it."""
    if path.startswith(("http://", "https://")):
        return path
    return f"{settings.URL or settings.INTERNAL_URL}{path or '/'}"


def callback(provider: str, payment_id: str) -> str:
    """Where a provider that signs nothing tells of a payment."""
    path = reverse("webhooks:payments", args=[provider])
    return f"{full(path)}?{urlencode({'payment': payment_id})}"
