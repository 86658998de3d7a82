"""Members of a benched mall: their session, and what the mall keeps for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.test import Client

from bench.load import Headers
from tradewind.domains.identity.models import Person
from tradewind.domains.ledger.operations import post
from tradewind.domains.loyalty import operations as loyalty
from tradewind.domains.loyalty.booking import moved, purse, receivable
from tradewind.domains.promotions import operations as promotions
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.operations import PromotionWords
from tradewind.domains.promotions.rules import Layer, Reward, RewardKind, Terms
from tradewind.kernel import clock
from tradewind.kernel.money import Money

CODE = "BENCH"
_TOKEN = "b" * 32
_MUCH = 10_000_000
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody signed in: `headers` of their requests, and the code of a gift card of theirs."""

    person: Person
    headers: Headers
    card: str


def sign_up(number: int) -> Member:
    """A new member with points, a deposit and a gift card that no bench uses up."""
    person = Person(email=f"member{number}@example.org")
    person.set_unusable_password()
    person.save()
    wallet = loyalty.wallet_of_person(person_id=person.pk)
    loyalty.award(
        wallet_id=wallet.pk,
        points=_MUCH,
        reference=f"bench-{number}",
        funder_store_id=None,
        expires_at=clock.now() + timedelta(days=365),
    )
    post(
        key=f"bench-deposit-{number}",
        kind="topped_up",
        reference="bench",
        postings=moved(receivable("CAD"), purse(wallet, "CAD"), Money(_MUCH, "CAD")),
        posted_at=clock.now(),
    )
    card = loyalty.issue_card(amount=Money(_MUCH, "CAD"), key=f"bench-card-{number}", country="CA")
    return Member(person, session_of(person), card.code)


def session_of(person: Person) -> Headers:
    """The headers of somebody who signed in and whose forms were drawn."""
    client = Client()
    client.force_login(person, backend=_BACKEND)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={_TOKEN}"
    return {"Cookie": cookies, "X-CSRFToken": _TOKEN}


def offer() -> None:
    """A hundred points are worth a dollar, and `CODE` takes ten per cent off the whole mall."""
    loyalty.set_mileage_terms(points=100, worth=Money(100, "CAD"))
    terms = Terms(reward=Reward(RewardKind.PERCENT, percent_bp=1_000), layer=Layer.ITEM)
    said = PromotionWords(terms=terms, name="Bench", currency="CAD", how=Promotion.How.CODE)
    made = promotions.create(store_id=None, said=said, actor="")
    made_id = str(made.public_id)
    promotions.add_code(store_id=None, promotion_id=made_id, text=CODE, actor="")
    promotions.publish_promotion(store_id=None, promotion_id=made_id, actor="")
