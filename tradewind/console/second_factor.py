"""Offering the second factor to those who work here without one."""

from __future__ import annotations

from django.http import HttpRequest

from tradewind.console.pages import url_or_nothing
from tradewind.domains.identity.queries import has_second_factor
from tradewind.platform.http.actors import actor_of


def second_factor_url(request: HttpRequest) -> str:
    """Where the person sets one up; empty when they have one. One statement."""
    person_id = actor_of(request).person_id
    if person_id is None or has_second_factor(person_id=person_id):
        return ""
    return url_or_nothing("mfa_activate_totp")
