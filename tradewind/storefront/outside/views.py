"""Out to a provider and back. allauth does both; here stands what surrounds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from allauth.socialaccount.internal.flows.signup import get_pending_signup
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.apple.views import apple_post_callback
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tradewind.domains.identity.outside.apps import NAMES
from tradewind.domains.identity.outside.providers import (
    AppleAdapter,
    FacebookAdapter,
    GoogleAdapter,
)
from tradewind.platform.http import audience
from tradewind.platform.http.throttles import throttled
from tradewind.platform.i18n.languages import current
from tradewind.storefront.shopper import shopper_of

View = Callable[[HttpRequest], HttpResponse]

_ADAPTERS = {"google": GoogleAdapter, "apple": AppleAdapter, "facebook": FacebookAdapter}
_LEAVE: Mapping[str, View] = {
    name: OAuth2LoginView.adapter_view(adapter) for name, adapter in _ADAPTERS.items()
}
_RETURN: Mapping[str, View] = {
    name: OAuth2CallbackView.adapter_view(adapter) for name, adapter in _ADAPTERS.items()
}
_LEFT_FROM = "outside_left_from"


@audience.public
@throttled("outside", per_minute=30)
@never_cache
@require_POST
def leave(request: HttpRequest, provider: str) -> HttpResponse:
    """On to the provider's page, by a page of ours.

    A redirect would do, but browsers check a form's redirects against the page's `form-action` too.
    """
    request.session[_LEFT_FROM] = [get_script_prefix(), current()]
    answer = _ask(_LEAVE[provider], request)
    if answer.status_code != 302:
        return answer
    target = answer.headers["Location"]
    context = {"name": NAMES[provider], "target": target}
    page = render(request, "account/outside-leaving.html", context)
    page.headers["Refresh"] = f"0; url={target}"
    return page


@audience.public
@throttled("outside", per_minute=30)
@never_cache
@require_safe
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Where the provider leads back to: signed in, one more question, or what went wrong."""
    with _language_left_from(request) as language:
        answer = _ask(_RETURN[provider], request)
    answer.headers.setdefault("Content-Language", language)
    return answer


@csrf_exempt
@audience.public
@throttled("outside", per_minute=30)
@never_cache
@require_POST
def take_post(request: HttpRequest) -> HttpResponse:
    """Apple posts its answer. What it posted is put aside, and the browser comes once more, now
    with the cookies that it leaves out of another site's form.
    """
    return _ask(apple_post_callback, request)


@audience.public
@never_cache
@require_safe
def known(request: HttpRequest) -> HttpResponse:
    """Somebody came with an address that has an account: signing in to it links the two."""
    waiting = get_pending_signup(request)
    if waiting is None:
        return redirect("account_login")
    context = {
        "name": NAMES[waiting.account.provider],
        "email": waiting.email_addresses[0].email if waiting.email_addresses else "",
        "next": waiting.state.get("next", ""),
        "guest_url": guest_url(request),
    }
    return render(request, "account/outside-known.html", context)


@audience.person
@require_safe
def connections(request: HttpRequest) -> HttpResponse:
    """allauth's name for where a member sees what is linked."""
    return HttpResponseRedirect(reverse("storefront:account_security"))


def guest_url(request: HttpRequest) -> str:
    """Where somebody goes on without an account: to pay for what is in the cart, else to look."""
    return reverse(
        "storefront:checkout" if shopper_of(request).count_pieces() else "storefront:home"
    )


def _ask(view: View, request: HttpRequest) -> HttpResponse:
    try:
        return view(request)
    except SocialApp.DoesNotExist:
        raise Http404("the mall is not registered there") from None


@contextmanager
def _language_left_from(request: HttpRequest) -> Iterator[str]:
    """Answer in the language somebody left in: the provider knows one address for all of them."""
    here = get_script_prefix()
    prefix, language = request.session.get(_LEFT_FROM, (here, current()))
    set_script_prefix(prefix)
    try:
        with translation.override(language):
            yield language
    finally:
        set_script_prefix(here)
