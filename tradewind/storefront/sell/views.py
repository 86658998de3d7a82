"""The form by which a business asks to sell in the mall."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tradewind.domains.stores.errors import ApplicationWaits, DocumentUnreadable
from tradewind.domains.stores.operations.applying import (
    MOST_BYTES,
    MOST_DOCUMENTS,
    ApplicationWords,
    Document,
    apply,
)
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.http.throttles import client_ip, count
from tradewind.platform.i18n.languages import currency_name, current
from tradewind.storefront.countries import countries
from tradewind.storefront.plain import plain_shell
from tradewind.storefront.shopper import shopper_of

_FIELDS = (
    *("business", "legal_name", "contact", "email", "phone", "country", "currency"),
    *("website", "sells"),
)
_AN_HOUR = 10
PAGE = "storefront/sell/form.html"


@audience.public
@require_http_methods(["GET", "HEAD", "POST"])
def sell(request: HttpRequest) -> HttpResponse:
    """The form; POST its fields and up to five `documents`."""
    if request.method != "POST":
        return _form(request, {"country": shopper_of(request).place.country})
    count(name="stores.apply", who=client_ip(request), limit=_AN_HOUR, seconds=3600)
    values = {name: request.POST.get(name, "").replace("\x00", "") for name in _FIELDS}
    try:
        apply(
            words=ApplicationWords(**values, language=current()),
            documents=[_document(file) for file in request.FILES.getlist("documents")],
        )
    except InvalidInput as error:
        errors = {field: sentence(f"field.{code}") for field, code in error.fields.items()}
        return _form(request, values, errors=errors)
    except (ApplicationWaits, DocumentUnreadable) as error:
        return _form(request, values, problem=sentence(error.code, error.details))
    return HttpResponseRedirect(reverse("storefront:sell_asked"))


@audience.public
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Thank you, and what comes next."""
    return render(request, "storefront/sell/asked.html", {"shell": plain_shell()})


def _document(file: UploadedFile) -> Document:
    return Document(name=(file.name or "document").replace("\x00", ""), content=file)


def _form(
    request: HttpRequest,
    values: dict[str, str],
    *,
    errors: dict[str, str] | None = None,
    problem: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "shell": plain_shell(),
        "values": values,
        "errors": errors or {},
        "problem": problem,
        "countries": countries(),
        "currencies": [(code, currency_name(code)) for code in settings.CURRENCIES],
        "most_documents": MOST_DOCUMENTS,
        "most_megabytes": MOST_BYTES // 1024 // 1024,
    }
    status = 422 if errors or problem else 200
    return render(request, PAGE, context, status=status)
