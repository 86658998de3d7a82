"""Keys that programs of the store sign in with. A secret is shown once, right after it was made."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import actor
from tradewind.console.settings.forms import Typed, done, settings_page, typed
from tradewind.domains.stores import operations
from tradewind.domains.stores.queries import list_tokens
from tradewind.kernel.errors import TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of

SCOPES: dict[str, Promise | str] = {
    "orders.view": gettext_lazy("Read orders"),
    "orders.fulfil": gettext_lazy("Pack and send orders"),
    "orders.cancel": gettext_lazy("Cancel orders and refund them"),
    "products.view": gettext_lazy("Read products"),
    "products.change": gettext_lazy("Change products"),
    "products.import": gettext_lazy("Import products"),
    "prices.change": gettext_lazy("Change prices"),
    "stock.view": gettext_lazy("Read stock"),
    "stock.change": gettext_lazy("Change stock"),
    "customers.view": gettext_lazy("Read customers"),
    "words.answer": gettext_lazy("Answer reviews and questions"),
    "delivery.change": gettext_lazy("Change delivery"),
    "promotions.change": gettext_lazy("Make promotions and codes"),
    "figures.view": gettext_lazy("Read figures"),
    "events.view": gettext_lazy("Read events"),
}
"""What a program may be allowed; people, money and keys stay in people's hands."""


@audience.store("tokens.change")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Keys that work; POST `name` and `scopes` for one more, whose secret the answer shows."""
    form, created = Typed(), None
    if request.method == "POST":
        person_id = actor_of(request).person_id
        assert person_id is not None
        try:
            created = operations.create_token(
                store_id=request.store.pk,
                name=request.POST.get("name", ""),
                scopes=request.POST.getlist("scopes"),
                person_id=person_id,
            )
        except TradewindError as error:
            form = typed(request, error)
    chosen = set(request.POST.getlist("scopes")) if form.errors else set()
    context = {
        "created": created,
        "tokens": list_tokens(store_id=request.store.pk),
        "scopes": [(name, label, name in chosen) for name, label in SCOPES.items()],
    }
    return settings_page(request, "tokens.html", form, context)


@audience.store("tokens.change")
@require_POST
def revocation(request: audience.StoreRequest, store: str, token_id: str) -> HttpResponse:
    """Refuse a key from now on."""
    return done(
        request,
        reverse("console:tokens", args=[request.store.slug]),
        lambda: operations.revoke_token(
            store_id=request.store.pk, token_id=token_id, actor=actor(request)
        ),
        _("The key no longer works."),
    )
