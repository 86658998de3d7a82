"""A tiny mall of routes to send requests at, with a resolver that believes a header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views import View
from ninja import Body, NinjaAPI, Query, Schema

from tradewind.kernel.errors import Conflict, InvalidInput, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.http import audience, ninja
from tradewind.platform.http.actors import Actor, StoreAccess, actor_of
from tradewind.platform.http.audience import StoreRequest
from tradewind.platform.http.conditional import public
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams
from tradewind.platform.http.throttles import throttled


@dataclass(frozen=True)
class Shop:
    name: str


SHOPS = {"oak": Shop("Oak"), "elm": Shop("Elm")}
PEOPLE = {
    "ann": Actor(person_id=1),
    "token": Actor(person_id=1, scopes=frozenset({"orders.view"})),
    "boss": Actor(person_id=9, is_operator=True, mall_permissions=frozenset({"stores.approve"})),
    "clerk": Actor(person_id=8, is_operator=True),
}
RESOLVED: list[str] = []


def resolve_actor(request: HttpRequest) -> Actor:
    who = request.headers.get("X-Who", "")
    RESOLVED.append(who)
    return PEOPLE.get(who, Actor())


def resolve_store(actor: Actor, key: str) -> StoreAccess | None:
    if actor.person_id == 1 and key == "oak":
        return StoreAccess(SHOPS["oak"], frozenset({"orders.view", "orders.move"}))
    return None


class ShelfEmpty(TradewindError):
    """Nothing left on the shelf."""

    code = "shelf_empty"


@audience.public
def open_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>open</p>")


@audience.guest_token
def guest_page(request: HttpRequest, token: str) -> HttpResponse:
    return HttpResponse("guest")


@audience.person
def own_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"person {actor_of(request).person_id}")


@audience.store("orders.view")
def shop_page(request: StoreRequest, store: str) -> HttpResponse:
    return HttpResponse(f"shop {request.store.name}")


@audience.store("staff.invite")
class StaffPage(View):
    def get(self, request: HttpRequest, store: str) -> HttpResponse:
        return HttpResponse("staff")


@audience.mall("stores.approve")
def office_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("office")


def forgotten_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody said whom this is for")


@audience.public
def failing_page(request: HttpRequest) -> HttpResponse:
    raise ShelfEmpty(left=Money(1250, "CAD"))


@audience.public
def broken_page(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


@audience.public
def form_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("a", ""))


class Line(Schema):
    sku: str
    quantity: int


class Cart(Schema):
    lines: list[Line]


api = NinjaAPI(docs_url=None, openapi_url=None, urls_namespace="test-api")
ninja.install(api)


@api.get("/open")
@audience.public
def open_operation(request: HttpRequest) -> Any:
    return {"price": Money(1250, "CAD")}


@api.post("/open")
@audience.person
def closed_operation(request: HttpRequest, cart: Body[Cart]) -> Any:
    return {"lines": len(cart.lines)}


@audience.store("orders.view")
@api.get("/stores/{store}/orders")
def store_operation(request: StoreRequest, store: str, page: Query[PageParams]) -> Any:
    return {"shop": request.store.name, "limit": page.limit}


@api.post("/carts")
@audience.public
def cart_operation(request: HttpRequest, cart: Body[Cart]) -> Any:
    return {"lines": len(cart.lines)}


@api.get("/cached")
@audience.public
def cached_operation(request: HttpRequest) -> HttpResponse:
    return public(request, JsonResponse({"a": 1}), max_age=60)


@api.get("/fails/{how}")
@audience.public
def failing_operation(request: HttpRequest, how: str) -> Any:
    if how == "conflict":
        raise Conflict
    if how == "fields":
        raise InvalidInput({"address.city": "required", "x": "odd_code"})
    raise ShelfEmpty(left=Money(1250, "CAD"))


@api.get("/rare")
@throttled("rare", per_minute=2)
@audience.public
def rare_operation(request: HttpRequest) -> Any:
    return {}


@api.get("/forgotten")
def forgotten_operation(request: HttpRequest) -> Any:
    return {}


urlpatterns = [
    path("open", open_page, name="open"),
    path("guest/<str:token>", guest_page, name="guest"),
    path("own", own_page, name="own"),
    path("stores/<str:store>/orders", shop_page, name="shop"),
    path("stores/<str:store>/staff", StaffPage.as_view(), name="staff"),
    path("office", office_page, name="office"),
    path("forgotten", forgotten_page, name="forgotten"),
    path("fails", failing_page, name="fails"),
    path("breaks", broken_page, name="breaks"),
    path("form", form_page, name="form"),
    path("sign-in", open_page, name="account_login"),
    path("email", forgotten_page, name="account_email"),
    path("api/v1/", api.urls),
    path("", include("tradewind.platform.http.urls")),
    path("", include("tradewind.platform.i18n.urls")),
    path("files/", include("tradewind.platform.files.urls")),
]
handler400 = "tradewind.platform.http.views.bad_request"
handler403 = "tradewind.platform.http.views.forbidden"
handler404 = "tradewind.platform.http.views.not_found"
handler500 = "tradewind.platform.http.views.server_error"
