"""Asking for a price, and what a shopper does with the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout import queries as checkout_queries
from tradewind.domains.checkout.models import CartLine
from tradewind.domains.quotations import operations, queries
from tradewind.domains.quotations.models import Side
from tradewind.domains.quotations.operations import Asking
from tradewind.kernel import ids
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.http.throttles import throttled
from tradewind.platform.i18n.languages import current
from tradewind.storefront.account.frame import account_page, person_id_of
from tradewind.storefront.quotations.screen import NewScreen, WantedLine, quotation_screen
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import keep_offer, shopper_of
from tradewind.storefront.telling import told

NEW = "storefront/quotations/new.html"
ONE = "storefront/quotations/quotation.html"
_LINE = "line-"


@audience.public
@throttled("quotation.new", per_minute=20)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form for `variant` (public id), or for the cart with ``?from=cart``. POST
    ``line-<variant>`` with pieces, `message`, `wanted_on`, `name`, `email`.
    """
    if request.method != "POST":
        wanted = _from_address(request)
        if not wanted:
            return HttpResponseRedirect(reverse("storefront:cart"))
        shopper = shopper_of(request)
        return _form(request, wanted, {"email": shopper.email, "name": _name(request)})
    typed = {
        name.removeprefix(_LINE): str(value).strip()
        for name, value in request.POST.items()
        if name.startswith(_LINE)
    }
    values = {
        name: request.POST.get(name, "") for name in ("message", "wanted_on", "name", "email")
    }
    try:
        made = operations.ask(asking=_asking(request, typed, values))
    except InvalidInput as error:
        errors = {name: sentence(f"field.{code}") for name, code in error.fields.items()}
        return _form(request, typed, values, errors=errors)
    except NotFound:
        raise
    except TradewindError as error:
        return _form(request, typed, values, problem=told(error))
    if len(made) > 1:
        said = _("{count} sellers have your request. Each answers by e-mail.")
        messages.success(request, said.format(count=len(made)))
    else:
        messages.success(request, _("The seller has your request. The answer comes by e-mail."))
    return HttpResponseRedirect(reverse("storefront:quotation", args=[made[0].token]))


@audience.guest_token
@never_cache
@require_safe
def one(request: HttpRequest, token: str) -> HttpResponse:
    """A request with its offers and what was said, for whoever holds its link."""
    screen = quotation_screen(queries.get_by_token(token=token))
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, ONE, context)


@audience.guest_token
@require_POST
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Accept the offer whose `version` was read, and go to its checkout."""
    version = request.POST.get("version", "")
    shopper = shopper_of(request)
    try:
        checkout = checkouts.accept_offer(
            token=token,
            version=int(version) if version.isdecimal() and len(version) < 9 else 0,
            person_id=shopper.person_id,
        )
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
        return HttpResponseRedirect(reverse("storefront:quotation", args=[token]))
    response = HttpResponseRedirect(reverse("storefront:checkout"))
    keep_offer(response, checkout.cart)
    return response


@audience.guest_token
@require_POST
def go_on(request: HttpRequest, token: str) -> HttpResponse:
    """On to the checkout of an offer that was accepted before, on any device."""
    row = queries.get_by_token(token=token)
    cart = checkout_queries.find_cart_of_offer(
        quotation_id=row.public_id, person_id=shopper_of(request).person_id
    )
    if cart is None:
        messages.error(request, _("Sign in with the account that accepted this offer to pay it."))
        return HttpResponseRedirect(reverse("storefront:quotation", args=[token]))
    response = HttpResponseRedirect(reverse("storefront:checkout"))
    keep_offer(response, cart)
    return response


@audience.guest_token
@require_POST
def say(request: HttpRequest, token: str) -> HttpResponse:
    """POST `text` to the seller."""
    return _done(
        request,
        token,
        lambda: operations.say(text=request.POST.get("text", ""), by=Side.SHOPPER, token=token),
        _("The seller reads it."),
    )


@audience.guest_token
@require_POST
def refuse(request: HttpRequest, token: str) -> HttpResponse:
    """The shopper wants nothing more of it."""
    return _done(
        request,
        token,
        lambda: operations.decline(by=Side.SHOPPER, token=token),
        _("The request is closed. The seller knows."),
    )


@audience.person
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything the member asked a price for."""
    page = queries.list_of_person(
        person_id=person_id_of(request), cursor=request.GET.get("after", "")
    )
    rows = [
        (
            reverse("storefront:quotation", args=[row.token]),
            row.store.text("name", current()),
            ", ".join(line.variant.product.text("title", current()) for line in row.wanted.all()),
            row.get_state_display(),
            row.asked_at,
        )
        for row in page.items
    ]
    context: dict[str, object] = {"rows": rows, "after": page.next_cursor or ""}
    return account_page(request, "quotations.html", "storefront:account_quotations", context)


def _done(request: HttpRequest, token: str, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("storefront:quotation", args=[token]))


def _from_address(request: HttpRequest) -> dict[str, str]:
    """Pieces by variant, from the cart or from the address."""
    if request.GET.get("from") == "cart":
        cart = shopper_of(request).cart
        lines = CartLine.objects.filter(cart=cart).select_related("variant") if cart else ()
        return {line.variant.public_id: str(line.quantity) for line in lines}
    variant, quantity = request.GET.get("variant", ""), request.GET.get("quantity", "")
    return {variant: quantity if quantity.isdecimal() else "10"} if variant else {}


def _asking(request: HttpRequest, typed: dict[str, str], values: dict[str, str]) -> Asking:
    wrong: dict[str, str] = {}
    lines = {}
    for variant_id, text in typed.items():
        if text in ("", "0"):
            continue
        if not text.isdecimal() or len(text) > 6:
            wrong["quantity"] = "invalid"
            continue
        lines[variant_id] = int(text)
    wanted_on = None
    if values["wanted_on"]:
        try:
            wanted_on = date.fromisoformat(values["wanted_on"])
        except ValueError:
            wrong["wanted_on"] = "invalid"
    if wrong:
        raise InvalidInput(wrong)
    shopper = shopper_of(request)
    return Asking(
        lines=lines,
        email=values["email"],
        name=values["name"],
        message=values["message"],
        wanted_on=wanted_on,
        currency=shopper.currency,
        country=shopper.place.country,
        region=shopper.place.region,
        language=shopper.language,
        person_id=shopper.person_id,
    )


def _form(
    request: HttpRequest,
    wanted: dict[str, str],
    values: dict[str, str],
    *,
    errors: dict[str, str] | None = None,
    problem: str = "",
) -> HttpResponse:
    for variant_id in wanted:
        ids.decode("var", variant_id)
    rows = Variant.objects.across_stores("what a shopper looks at").select_related("product")
    on_sale = rows.filter(product__status="active", product__archived_at=None)
    found = {row.public_id: row for row in on_sale.filter(public_id__in=list(wanted))}
    lines = [
        WantedLine(
            variant_id,
            found[variant_id].product.text("title", current()),
            " · ".join(found[variant_id].choices),
            quantity,
        )
        for variant_id, quantity in wanted.items()
        if variant_id in found
    ]
    if not lines:
        raise NotFound(id="variant")
    screen = NewScreen(lines, values, errors or {}, problem)
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, NEW, context, status=422 if errors or problem else 200)


def _name(request: HttpRequest) -> str:
    return request.user.name if request.user.is_authenticated else ""
