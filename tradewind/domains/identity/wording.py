"""What a person reads when something about their account stands in the way."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "identity_email_taken": _("Somebody signed up with this e-mail address already."),
    "field.too_weak": _("This password is too easy to guess."),
}
