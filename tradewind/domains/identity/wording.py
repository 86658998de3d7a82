"""What a person reads when something about their account stands in the way."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "identity_email_taken": _("Somebody signed up with this e-mail address already."),
    "identity_last_way_in": _("You could not sign in any more. Set a password first."),
    "field.too_weak": _("This password is too easy to guess."),
}
