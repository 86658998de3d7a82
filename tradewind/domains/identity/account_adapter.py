"""allauth, told how this mall does things. What belongs to shopping is added by the storefront."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from tradewind.domains.identity.jobs import send_letter
from tradewind.domains.identity.letters import LETTERS
from tradewind.domains.identity.models import Person
from tradewind.domains.identity.queries import find_person
from tradewind.kernel import ids
from tradewind.platform.http.throttles import client_ip
from tradewind.platform.i18n.languages import current


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our letters through our mail, our client address, the language somebody signs up in."""

    def new_user(self, request: HttpRequest) -> Person:
        return Person(language=current())

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put off one of `LETTERS`; signing up must not wait for a mail server."""
        letter = LETTERS[template_prefix]
        person = context.get("user") or find_person(email=email)
        send_letter.defer(
            name=template_prefix,
            key=ids.new_token(),
            email=email,
            # Without an account there is only the page in front of whoever asked.
            language=person.language if isinstance(person, Person) else current(),
            facts={fact: str(context[fact]) for fact in letter.facts},
        )
