"""allauth's part for outside identities, told how this mall does things."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.userkit import filter_users_by_email
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.db import transaction
from django.http import HttpRequest

from tradewind.domains.identity.models import Person
from tradewind.domains.identity.outside.apps import list_apps
from tradewind.platform import audit

_LONGEST_NAME = 120
_LINKED = "socialaccount/email/account_connected"


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Our credentials, our people, and a row in the audit trail for every link."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        return [
            app
            for app in list_apps()
            if provider in (None, app.provider) and client_id in (None, app.client_id)
        ]

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> Person:
        person: Person = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name") or "", data.get("last_name") or "")
        person.name = (data.get("name") or " ".join(parts)).strip()[:_LONGEST_NAME]
        return person

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Person:
        """Somebody signs up by an outside identity: person, link and its record, or nothing."""
        with transaction.atomic():
            person: Person = super().save_user(request, sociallogin, form)
            _record(person, sociallogin.account.provider)
        return person

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: dict[str, Any]
    ) -> None:
        """Called by allauth right after a member linked one more: the only place it tells us."""
        if template_prefix == _LINKED:
            _record(user, context["account"].provider)
        super().send_notification_mail(template_prefix, user, context=context)

    def is_known_here(self, sociallogin: SocialLogin) -> bool:
        """Whether somebody has an account with an address the provider vouches for.

        It may be said, because only who owns the address can have come this way.
        """
        vouched = (given.email for given in sociallogin.email_addresses if given.verified)
        return any(filter_users_by_email(email, prefer_verified=True) for email in vouched)


def _record(person: Person, provider: str) -> None:
    audit.record(
        actor=person.public_id,
        action="identity.link_outside_identity",
        subject=person.public_id,
        store_id=None,
        changes={"provider": [None, provider]},
    )
