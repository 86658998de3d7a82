"""E-mails about an account itself. Their links are secrets, so they lie in no notice.

allauth names its letters by template; here each gets our wording, in the mall's own layout.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class AccountLetter:
    """A template below ``identity/mail/`` and its subject; `facts` are what it may show."""

    template: str
    subject: str | Promise
    facts: tuple[str, ...] = ()


def _change(sentence: str | Promise) -> AccountLetter:
    return AccountLetter("changed", sentence)


LETTERS = {
    "account/email/email_confirmation_signup": AccountLetter(
        "confirm", _("Confirm your e-mail address"), ("activate_url",)
    ),
    "account/email/email_confirmation": AccountLetter(
        "confirm", _("Confirm your e-mail address"), ("activate_url",)
    ),
    "account/email/account_already_exists": AccountLetter(
        "exists", _("You already have an account"), ("password_reset_url",)
    ),
    "account/email/password_reset_key": AccountLetter(
        "reset", _("Choose a new password"), ("password_reset_url",)
    ),
    "account/email/unknown_account": AccountLetter(
        "unknown", _("There is no account with this address"), ("signup_url",)
    ),
    "account/email/password_changed": _change(_("Your password was changed")),
    "account/email/password_reset": _change(_("Your password was changed")),
    "account/email/password_set": _change(_("Your account has a password now")),
    "account/email/email_changed": _change(_("Your e-mail address was changed")),
    "account/email/email_confirm": _change(_("Your e-mail address was confirmed")),
    "account/email/email_deleted": _change(_("An e-mail address was removed")),
    "socialaccount/email/account_connected": _change(_("You can sign in another way now")),
    "socialaccount/email/account_disconnected": _change(_("A way to sign in was removed")),
    "mfa/email/webauthn_added": _change(_("You have a new passkey")),
    "mfa/email/webauthn_removed": _change(_("A passkey was removed")),
    "mfa/email/totp_activated": _change(_("Your authenticator app is on")),
    "mfa/email/totp_deactivated": _change(_("Your authenticator app is off")),
    "mfa/email/recovery_codes_generated": _change(_("You have new recovery codes")),
}
