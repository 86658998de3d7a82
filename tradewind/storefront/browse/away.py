"""What is not delivered to where the shopper is: why, what else there is, and word when it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tradewind.domains.availability.models import Why
from tradewind.domains.availability.operations import watch
from tradewind.domains.availability.queries import barring, deliverable
from tradewind.domains.catalogue.queries.facts import ProductFacts, VariantFacts
from tradewind.domains.discovery.engine.questions import Filters
from tradewind.domains.discovery.queries import search
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.place import Place
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n.languages import country_name
from tradewind.storefront.browse.tiles import tiles
from tradewind.storefront.place.views import inside
from tradewind.storefront.shopper import Shopper, shopper_of
from tradewind.ui.tiles import Tile

_INSTEAD = 4


@dataclass(frozen=True, slots=True)
class Away:
    """Why it can't come here (`reason`, or empty), what can instead, and where to ask for word."""

    place: str
    reason: str
    instead: Sequence[Tile]
    watch_url: str
    email: str


def rule_on(facts: ProductFacts, variant: VariantFacts | None, place: Place) -> tuple[bool, str]:
    """Whether a rule keeps it from `place`, and the reason as the shopper reads it."""
    above = facts.breadcrumbs
    rule = barring(
        store_id=facts.store.store_id,
        product=facts.public_id,
        variant_id=variant.variant_id if variant else None,
        category_id=above[-1].category_id if above else None,
        place=place,
    )
    return rule is not None, str(Why(rule.reason).label) if rule and rule.reason else ""


def away(facts: ProductFacts, shopper: Shopper, *, reason: str, email: str) -> Away:
    """What to say and offer; costs the statements of a search."""
    return Away(
        place=country_name(shopper.place.country),
        reason=reason,
        instead=_instead(facts, shopper),
        watch_url=reverse("storefront:product_watch", args=[facts.public_id]),
        email=email,
    )


def reach_of(place: Place) -> tuple[frozenset[str], frozenset[str]]:
    """What a search for things that are delivered to `place` is narrowed to."""
    within = deliverable(place=place)
    return within.stores, frozenset(str(product_id) for product_id in within.without)


@audience.public
@require_POST
def product_watch(request: HttpRequest, product_id: str) -> HttpResponse:
    """Tell me when it is sold here: POST `email` and `next`; a member's own address is known."""
    shopper = shopper_of(request)
    member = request.user if request.user.is_authenticated else None
    try:
        watch(
            product_id=product_id,
            place=shopper.place,
            email=request.POST.get("email", "") or getattr(member, "email", ""),
            language=shopper.language,
            person_id=shopper.person_id,
        )
    except InvalidInput as error:
        messages.error(request, sentence(f"field.{next(iter(error.fields.values()))}"))
    except TradewindError as error:
        messages.error(request, sentence(error.code, error.details))
    else:
        messages.success(request, _("We write to you once, when it is delivered there."))
    return HttpResponseRedirect(inside(request.POST.get("next", "")))


def _instead(facts: ProductFacts, shopper: Shopper) -> list[Tile]:
    if not facts.breadcrumbs:
        return []
    found = search(
        text="",
        language=shopper.language,
        currency=shopper.currency,
        filters=Filters(
            categories=frozenset({facts.breadcrumbs[-1].slug}), reach=reach_of(shopper.place)
        ),
        limit=_INSTEAD + 1,
        with_facets=False,
    )
    others = [card for card in found.cards if card.product_id != facts.public_id]
    if not found.has_index:
        return []
    return tiles(others[:_INSTEAD], shopper)
