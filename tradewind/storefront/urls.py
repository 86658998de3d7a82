"""Every address a shopper visits."""

from __future__ import annotations

from django.urls import path

from tradewind.storefront.cart import views as cart
from tradewind.storefront.checkout import views as checkout
from tradewind.storefront.invitation import views as invitation
from tradewind.storefront.links import views as links
from tradewind.storefront.orders import views as orders

app_name = "storefront"
urlpatterns = [
    path("cart", cart.cart, name="cart"),
    path("cart/sheet", cart.cart_sheet, name="cart_sheet"),
    path("cart/lines", cart.add_line, name="cart_lines"),
    path("cart/lines/<str:line_id>", cart.change_line, name="cart_line"),
    path("checkout", checkout.checkout, name="checkout"),
    path("checkout/details", checkout.details, name="checkout_details"),
    path("checkout/<str:checkout_id>/back", checkout.back, name="checkout_back"),
    path("via/<str:code>", links.follow, name="via"),
    path("join/<str:secret>", invitation.invitation, name="invitation"),
    path("orders/<str:token>", orders.purchase, name="purchase"),
    path("orders/<str:token>/ticket", orders.ticket, name="purchase_ticket"),
]
