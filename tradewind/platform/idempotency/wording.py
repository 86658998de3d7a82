"""What a person reads when a key was refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "idempotency_key_invalid": _(
        "The Idempotency-Key must be 1 to 255 printable characters without spaces."
    ),
    "idempotency_key_reused": _("This Idempotency-Key was sent before with another request."),
    "idempotency_in_progress": _("The first request with this key is still being worked on."),
}
