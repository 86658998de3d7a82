"""What becomes of somebody whose way through a provider ends elsewhere than at an account."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.internal.flows.signup import clear_pending_signup, get_pending_signup
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.identity.models import Person
from tradewind.domains.identity.outside.adapter import OutsideAdapter
from tradewind.domains.identity.outside.apps import NAMES
from tradewind.domains.identity.queries import verified_emails
from tradewind.storefront.outside.views import guest_url

_PENDING = "socialaccount_sociallogin"  # allauth's name for it in the session


class ShopperOutsideAdapter(OutsideAdapter):
    """allauth's adapter, named in the settings. Whatever happens, the cart's cookie stays."""

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """The provider is down, refused, or answered what nobody understands."""
        state = (extra_context or {}).get("state") or {}
        was_refused = error == AuthError.CANCELLED
        context = {
            "name": provider.name,
            "again_url": reverse(f"{provider.id}_login"),
            "was_refused": was_refused,
            "is_linking": state.get("process") == AuthProcess.CONNECT,
            "next": state.get("next", ""),
            "guest_url": guest_url(request),
        }
        status = 200 if was_refused else 401
        page = render(request, "account/outside-trouble.html", context, status=status)
        raise ImmediateHttpResponse(page)

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Stop before allauth would write to the address that it is taken, and say so here."""
        if self.is_known_here(sociallogin):
            # What the provider lets us ask it is not needed any more.
            sociallogin.token = None
            request.session[_PENDING] = sociallogin.serialize()
            raise ImmediateHttpResponse(redirect("outside_known"))
        return bool(super().is_auto_signup_allowed(request, sociallogin))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("storefront:account_security")


def link_waiting(request: HttpRequest, person: Person) -> None:
    """Link the identity that waited until its owner had signed in to the account they have."""
    waiting = get_pending_signup(request)
    clear_pending_signup(request)
    if waiting is None:
        return
    vouched = {given.email.lower() for given in waiting.email_addresses if given.verified}
    if vouched.isdisjoint(email.lower() for email in verified_emails(person_id=person.pk)):
        return
    waiting.lookup()
    if not waiting.is_existing:
        waiting.connect(request, person)
        name = NAMES[waiting.account.provider]
        messages.success(request, _("You can sign in with {name} now, too.").format(name=name))
