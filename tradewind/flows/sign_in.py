"""What signing in brings together: the guest's cart, and what they bought before they had an account."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.checkout.operations import join_person
from tradewind.domains.consent.operations import claim_consents
from tradewind.domains.customers.operations import claim_dealings
from tradewind.domains.engagement.operations import guest_asking, keeping, reviewing, waiting
from tradewind.domains.identity.queries import verified_emails
from tradewind.domains.loyalty import operations as loyalty
from tradewind.domains.orders import operations as orders


def welcome(*, person_id: int, cart_token: str, favourites_token: str = "") -> None:
    """Make the guest's things the member's: the cart and the favourites with those tokens (empty: none),
    and purchases, points, dealings, consents, reviews, questions and places in queues under an address the member has verified. Repeating it changes nothing.
    """
    emails = verified_emails(person_id=person_id)
    with transaction.atomic():
        if cart_token:
            join_person(token=cart_token, person_id=person_id)
        if favourites_token:
            keeping.join_person(token=favourites_token, person_id=person_id)
        if emails:
            orders.adopt(person_id=person_id, emails=emails)
            claim_dealings(person_id=person_id, emails=emails)
            claim_consents(person_id=person_id, emails=emails)
            loyalty.join(person_id=person_id, emails=emails)
            reviewing.claim_reviews(person_id=person_id)
            waiting.claim_entries(person_id=person_id, emails=emails)
            guest_asking.claim_questions(person_id=person_id, emails=emails)
