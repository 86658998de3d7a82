"""Addresses of outside sign-in. Their names are allauth's, which looks for them."""

from __future__ import annotations

from allauth.socialaccount.views import login_cancelled, login_error, signup
from django.urls import path

from tradewind.storefront.outside import views

urlpatterns = [
    path("", views.connections, name="socialaccount_connections"),
    path("known/", views.known, name="outside_known"),
    path("signup/", signup, name="socialaccount_signup"),
    path("cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
    path("error/", login_error, name="socialaccount_login_error"),
    path("google/", views.leave, {"provider": "google"}, name="google_login"),
    path("google/back/", views.come_back, {"provider": "google"}, name="google_callback"),
    path("facebook/", views.leave, {"provider": "facebook"}, name="facebook_login"),
    path("facebook/back/", views.come_back, {"provider": "facebook"}, name="facebook_callback"),
    path("apple/", views.leave, {"provider": "apple"}, name="apple_login"),
    path("apple/back/", views.take_post, name="apple_callback"),
    path(
        "apple/back/finish/", views.come_back, {"provider": "apple"}, name="apple_finish_callback"
    ),
]
