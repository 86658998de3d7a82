"""Addresses of a store's settings."""

from __future__ import annotations

from django.urls import URLPattern, path

from tradewind.console.settings import (
    availability,
    delivery,
    duties,
    guides,
    hours,
    methods,
    places,
    profile,
    returns,
    staff,
    tokens,
    wrapping,
)

patterns: list[URLPattern] = [
    path("<slug:store>/settings/profile", profile.profile, name="profile"),
    path("<slug:store>/settings/people", staff.staff, name="staff"),
    path("<slug:store>/settings/people/<str:person_id>/role", staff.role, name="staff_role"),
    path(
        "<slug:store>/settings/people/<str:person_id>/removal", staff.removal, name="staff_removal"
    ),
    path(
        "<slug:store>/settings/invitations/<int:invitation_id>/renewal",
        staff.renewal,
        name="staff_renewal",
    ),
    path(
        "<slug:store>/settings/invitations/<int:invitation_id>/withdrawal",
        staff.withdrawal,
        name="staff_withdrawal",
    ),
    path("<slug:store>/settings/locations", places.locations, name="locations"),
    path("<slug:store>/settings/locations/<str:location_id>", places.location, name="location"),
    path(
        "<slug:store>/settings/locations/<str:location_id>/archival",
        places.location_archival,
        name="location_archival",
    ),
    path("<slug:store>/settings/markets", places.markets, name="markets"),
    path(
        "<slug:store>/settings/markets/<str:country>/removal",
        places.market_removal,
        name="market_removal",
    ),
    path("<slug:store>/settings/delivery", delivery.delivery, name="delivery"),
    path("<slug:store>/settings/delivery/<int:zone_id>", delivery.zone, name="delivery_zone"),
    path(
        "<slug:store>/settings/delivery/<int:zone_id>/methods",
        methods.new,
        name="delivery_method",
    ),
    path(
        "<slug:store>/settings/delivery/methods/<str:method_id>",
        methods.method,
        name="delivery_terms",
    ),
    path(
        "<slug:store>/settings/delivery/methods/<str:method_id>/archival",
        methods.archival,
        name="delivery_archival",
    ),
    path("<slug:store>/settings/returns", returns.returns, name="returns"),
    path("<slug:store>/settings/wrapping", wrapping.wrapping, name="wrapping"),
    path("<slug:store>/settings/sold-where", availability.availability, name="availability"),
    path(
        "<slug:store>/settings/sold-where/<str:restriction_id>/removal",
        availability.restriction_removal,
        name="restriction_removal",
    ),
    path("<slug:store>/settings/guides", guides.guides, name="guides"),
    path("<slug:store>/settings/guides/<str:guide_id>", guides.guide, name="guide"),
    path(
        "<slug:store>/settings/guides/<str:guide_id>/removal",
        guides.guide_removal,
        name="guide_removal",
    ),
    path("<slug:store>/settings/customs", duties.duties, name="duties"),
    path("<slug:store>/settings/customs/terms", duties.duty_terms, name="duty_terms"),
    path(
        "<slug:store>/settings/customs/<int:customs_id>/removal",
        duties.customs_removal,
        name="customs_removal",
    ),
    path(
        "<slug:store>/settings/delivery/methods/<str:method_id>/hours",
        hours.hours,
        name="delivery_hours",
    ),
    path(
        "<slug:store>/settings/delivery/methods/<str:method_id>/hours/<int:window_id>/removal",
        hours.window_removal,
        name="delivery_window_removal",
    ),
    path(
        "<slug:store>/settings/delivery/methods/<str:method_id>/closed-days",
        hours.closed_days,
        name="delivery_closed_days",
    ),
    path(
        "<slug:store>/settings/delivery/methods/<str:method_id>/pick-up",
        hours.pick_up,
        name="delivery_pick_up",
    ),
    path("<slug:store>/settings/tokens", tokens.tokens, name="tokens"),
    path(
        "<slug:store>/settings/tokens/<str:token_id>/revocation",
        tokens.revocation,
        name="token_revocation",
    ),
]
