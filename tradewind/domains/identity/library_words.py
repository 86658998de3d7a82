"""Sentences of allauth that our catalogues say in the mall's own terms.

Nobody imports this: standing here brings them into the catalogues, and Django looks into ours
before a library's. Without it the same form would say *courriel* and *e-mail*.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

ALLAUTH = (
    _("Email"),
    _("Email address"),
    _("Password"),
    _("Current Password"),
    _("New Password"),
    _("Authenticator code"),
    _("The email address and/or password you specified are not correct."),
    _("Too many failed login attempts. Try again later."),
    _("This account is currently inactive."),
    _("Please type your current password."),
    _("Incorrect password."),
    _("Incorrect code."),
    _("A user is already registered with this email address."),
    _("This email address is already associated with this account."),
    _("The email address is not assigned to any user account."),
    _("You cannot remove your primary email address."),
    _("The new value must be different from the current one."),
    _("You must type the same password each time."),
)
