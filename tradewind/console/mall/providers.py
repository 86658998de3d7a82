"""Payments: which providers the mall takes money through, with what, where and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.console.acting import actor, field_errors
from tradewind.console.shell import mall_shell
from tradewind.domains.payments import gateways, wording
from tradewind.domains.payments.models import ProviderAccount
from tradewind.domains.payments.operations import MethodTerms, check_setup, set_terms, set_up
from tradewind.domains.payments.ports import OfferContext, Vendor
from tradewind.domains.payments.queries import list_accounts
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money, exponent
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One provider of the list. `standing` is off, on, broken or new."""

    name: str
    title: str
    standing: str
    is_sandbox: bool
    checked_at: object
    failure: str


@dataclass(frozen=True, slots=True)
class SettingField:
    """One setting. Of a secret only whether it is kept is known here."""

    code: str
    label: str
    value: str
    is_secret: bool
    is_kept: bool
    is_required: bool
    hint: str
    error: str


@dataclass(frozen=True, slots=True)
class MethodRow:
    """One method with where it is offered."""

    code: str
    title: str
    is_enabled: bool
    currencies: Sequence[tuple[str, bool]]
    countries: str


@dataclass(frozen=True, slots=True)
class ProviderScreen:
    """A provider's page."""

    row: ProviderRow
    fields: Sequence[SettingField]
    methods: Sequence[MethodRow]
    is_enabled: bool
    position: int
    callback: str
    can_change: bool


@audience.mall("money.view")
@require_safe
def providers(request: HttpRequest) -> HttpResponse:
    """Every provider there is, those offered first."""
    accounts = {account.provider: account for account in list_accounts()}
    rows = [_row(vendor, accounts.get(name)) for name, vendor in gateways.vendors().items()]
    order = ["on", "broken", "off", "new"]
    context = {
        "shell": mall_shell(request),
        "rows": sorted(rows, key=lambda row: order.index(row.standing)),
    }
    return render(request, "console/mall/providers.html", context)


@audience.mall("money.pay")
@require_http_methods(["GET", "HEAD", "POST"])
def provider(request: HttpRequest, provider: str) -> HttpResponse:
    """One provider; POST its settings. A secret left empty stays as it is."""
    vendor = _vendor(provider)
    errors: Mapping[str, str] = {}
    if request.method == "POST":
        given = {setting.code: request.POST.get(setting.code, "") for setting in vendor.settings}
        try:
            set_up(provider=provider, given=given, actor=actor(request))
        except InvalidInput as error:
            errors = field_errors(error)
        else:
            _told(request, check_setup(provider=provider))
            return _back(provider)
    context = {"shell": mall_shell(request), "screen": _screen(request, vendor, errors)}
    return render(request, "console/mall/provider.html", context, status=422 if errors else 200)


@audience.mall("money.pay")
@require_POST
def check(request: HttpRequest, provider: str) -> HttpResponse:
    """Try the connection."""
    _vendor(provider)
    _told(request, check_setup(provider=provider))
    return _back(provider)


@audience.mall("money.pay")
@require_POST
def terms(request: HttpRequest, provider: str) -> HttpResponse:
    """Offer it or not, for which currencies and countries, and at which place."""
    vendor = _vendor(provider)
    account = next((a for a in list_accounts() if a.provider == provider), None)
    if account is None and gateways.needs_setup(vendor):
        messages.error(request, _("Enter the settings first."))
        return _back(provider)
    position = request.POST.get("position", "")
    set_terms(
        provider=provider,
        is_enabled="is_enabled" in request.POST,
        position=int(position) if position.isdecimal() and len(position) < 4 else 100,
        terms={code: _terms(request, code) for code in _methods(vendor, account)},
        actor=actor(request),
    )
    messages.success(request, _("Saved. Shoppers see it within seconds."))
    return _back(provider)


def _terms(request: HttpRequest, code: str) -> MethodTerms:
    countries = request.POST.get(f"{code}.countries", "").upper().replace(",", " ").split()
    chosen = request.POST.getlist(f"{code}.currencies")
    return MethodTerms(
        is_enabled=f"{code}.is_enabled" in request.POST,
        currencies=[unit for unit in settings.CURRENCIES if unit in chosen],
        countries=[country for country in settings.COUNTRIES if country in countries],
    )


def _vendor(name: str) -> Vendor:
    vendor = gateways.vendors().get(name)
    if vendor is None:
        raise Http404
    return vendor


def _methods(vendor: Vendor, account: ProviderAccount | None) -> Sequence[str]:
    if account is None and gateways.needs_setup(vendor):
        return []
    # Sums that every provider could take, in each currency of the mall.
    sums = [
        OfferContext(Money(units * 10 ** exponent(unit), unit))
        for unit in settings.CURRENCIES
        for units in (50, 50_000)
    ]
    return [method.code for method in gateways.methods_of(gateways.gateway(vendor.name), sums)]


def _screen(request: HttpRequest, vendor: Vendor, errors: Mapping[str, str]) -> ProviderScreen:
    account = next((a for a in list_accounts() if a.provider == vendor.name), None)
    kept = account.settings if account else {}
    fields = [
        SettingField(
            code=setting.code,
            label=str(wording.SETTINGS.get(setting.code, setting.code)),
            value=request.POST.get(setting.code, str(kept.get(setting.code, "")))
            if not setting.is_secret
            else "",
            is_secret=setting.is_secret,
            is_kept=setting.is_secret and account is not None,
            is_required=setting.is_required,
            hint=_hint(setting.is_secret and account is not None, setting.default),
            error=errors.get(setting.code, ""),
        )
        for setting in vendor.settings
    ]
    given = account.terms if account else {}
    return ProviderScreen(
        row=_row(vendor, account),
        fields=fields,
        methods=[
            _method(vendor.name, code, given.get(code, {})) for code in _methods(vendor, account)
        ],
        is_enabled=account.is_enabled if account else not gateways.needs_setup(vendor),
        position=account.position if account else 100,
        callback=request.build_absolute_uri(reverse("webhooks:payments", args=[vendor.name])),
        can_change="money.pay" in actor_of(request).mall_permissions,
    )


def _hint(is_kept: bool, default: str) -> str:
    if is_kept:
        return _("Kept, and never shown again. Leave empty to keep it.")
    return _("Empty means {default}").format(default=default) if default else ""


def _method(provider: str, code: str, given: Mapping[str, object]) -> MethodRow:
    title = wording.METHODS.get((provider, code), (code, ""))[0]
    chosen, countries = given.get("currencies"), given.get("countries")
    units = chosen if isinstance(chosen, list) else []
    return MethodRow(
        code=code,
        title=str(title),
        is_enabled=bool(given.get("is_enabled", True)),
        currencies=[(unit, unit in units) for unit in settings.CURRENCIES],
        countries=" ".join(countries) if isinstance(countries, list) else "",
    )


def _row(vendor: Vendor, account: ProviderAccount | None) -> ProviderRow:
    if account is None:
        standing = "new" if gateways.needs_setup(vendor) else "on"
    else:
        broken = "broken" if account.check_failure else "on"
        standing = broken if account.is_enabled else "off"
    failure = account.check_failure if account else ""
    return ProviderRow(
        name=vendor.name,
        title=str(wording.PROVIDERS.get(vendor.name, vendor.name)),
        standing=standing,
        is_sandbox=vendor.name == "sandbox",
        checked_at=account.checked_at if account else None,
        failure=str(wording.FAILURES.get(failure, failure)),
    )


def _told(request: HttpRequest, failure: str) -> None:
    if failure:
        messages.error(request, str(wording.FAILURES.get(failure, failure)))
    else:
        messages.success(request, _("The provider answers."))


def _back(provider: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("console:mall_payment", args=[provider]))
