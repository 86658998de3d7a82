"""What outside systems tell us unasked. Each proves itself by its own signature."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tradewind.domains.payments.operations import receive_message
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse

app_name = "webhooks"


@csrf_exempt
@audience.public
@require_POST
def payments(request: HttpRequest, provider: str) -> HttpResponse:
    """A payment provider's message: 200 for news and for old news alike, so that it stops."""
    is_new = receive_message(provider=provider, headers=request.headers, body=request.body)
    return JsonResponse({"received": True, "new": is_new})


urlpatterns = [path("payments/<slug:provider>", payments, name="payments")]
