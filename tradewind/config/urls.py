"""Every address of the mall."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tradewind.api.app import api
from tradewind.config.wording import register_wording
from tradewind.domains.discovery import indexing
from tradewind.platform.http import readiness
from tradewind.platform.http.audience import public
from tradewind.ui.urls import urlpatterns as ui_patterns

# The design system stands beside the platform and can't mark its own views.
for _pattern in ui_patterns:
    public(_pattern.callback)

register_wording()
readiness.register("search index", indexing.readiness)

# Django tries them in this order; programs ask the most.
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", include("tradewind.platform.http.urls")),
    path("", include("tradewind.platform.i18n.urls")),
    path("", include("tradewind.ui.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/outside/", include("tradewind.storefront.outside.urls")),
    path("webhooks/", include("tradewind.api.webhooks")),
    path("sandbox/", include("tradewind.domains.payments.adapters.sandbox.urls")),
    path("files/", include("tradewind.platform.files.urls")),
    path("console/", include("tradewind.console.urls")),
    path("", include("tradewind.storefront.urls")),
]

handler400 = "tradewind.platform.http.views.bad_request"
handler403 = "tradewind.platform.http.views.forbidden"
handler404 = "tradewind.platform.http.views.not_found"
handler500 = "tradewind.platform.http.views.server_error"
