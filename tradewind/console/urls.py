"""Every address of the console."""

from __future__ import annotations

from django.urls import path

from tradewind.console.entry import more
from tradewind.console.entry import views as entry
from tradewind.console.orders import slips, steps
from tradewind.console.orders import views as orders
from tradewind.console.palette import views as palette
from tradewind.console.stock import changing, receiving
from tradewind.console.stock import views as stock
from tradewind.console.today import views as today

app_name = "console"
urlpatterns = [
    path("", entry.entry, name="entry"),
    path("<slug:store>/", today.today, name="today"),
    path("<slug:store>/more", more.more, name="more"),
    path("<slug:store>/find", palette.palette, name="palette"),
    path("<slug:store>/orders/", orders.orders, name="orders"),
    path("<slug:store>/orders/ticket", orders.ticket, name="orders_ticket"),
    path("<slug:store>/orders/slips", slips.slips, name="orders_slips"),
    path("<slug:store>/orders/steps", steps.bulk, name="orders_steps"),
    path("<slug:store>/orders/<str:order_id>", orders.order, name="order"),
    path("<slug:store>/orders/<str:order_id>/row", orders.row, name="order_row"),
    path("<slug:store>/orders/<str:order_id>/preparation", steps.prepare, name="order_prepare"),
    path("<slug:store>/orders/<str:order_id>/shipments", steps.ship, name="order_ship"),
    path("<slug:store>/orders/<str:order_id>/delivery", steps.deliver, name="order_deliver"),
    path("<slug:store>/orders/<str:order_id>/cancellation", steps.cancel, name="order_cancel"),
    path("<slug:store>/stock/", stock.stock, name="stock"),
    path("<slug:store>/stock/receipts", receiving.receive, name="stock_receive"),
    path("<slug:store>/stock/undo/<str:token>", changing.undo, name="stock_undo"),
    path("<slug:store>/stock/<str:variant_id>", stock.goods, name="stock_goods"),
    path("<slug:store>/stock/<str:variant_id>/<slug:what>", changing.change, name="stock_change"),
]
