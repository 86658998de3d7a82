"""Saving what a variant is, costs, and how many pieces of it lie where; and the options."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from tradewind.console.acting import actor, field_errors, recorded, told
from tradewind.console.products.editor import options as matrix
from tradewind.console.products.editor import variants
from tradewind.console.products.editor.saving import Outcome, save
from tradewind.console.products.editor.screen import editor_screen, read_facts
from tradewind.console.products.editor.variants import FACTS, PRICE, STOCK, Shelves
from tradewind.console.products.editor.views import answer
from tradewind.domains.catalogue.queries import OwnProductFacts
from tradewind.domains.catalogue.queries.facts import VariantFacts
from tradewind.domains.catalogue.rules import Option
from tradewind.kernel.errors import Conflict, InvalidInput, NotFound, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import current

Texts = Mapping[str, str]


@audience.store("products.change")
@require_POST
def save_options(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """POST ``option-<place>`` with its ``value-<place>`` many times, each beside its ``was-``.

    What would put variants away is answered with their names, and done with ``agreed``.
    """
    facts = read_facts(request.store, product_id)
    wanted: list[Option] | None = matrix.posted(request.POST, facts.product)
    leaving: list[str] = []
    outcome = Outcome(is_saved=True)
    try:
        leaving = matrix.leaving(facts, wanted or [])
        if leaving and "agreed" not in request.POST:
            raise _NotAgreed
        recorded(
            request,
            action="products.options",
            subject=product_id,
            act=lambda: matrix.write(facts.product, wanted or [], request.POST.get("seen", "")),
        )
        wanted, leaving = None, []
    except _NotAgreed:
        outcome = Outcome(errors={"agreed": "required"})
    except Conflict as error:
        wanted, leaving, outcome = None, [], Outcome(notice=told(error))
    except InvalidInput as error:
        outcome = Outcome(errors=field_errors(error), notice=told(error))
    except TradewindError as error:
        outcome = Outcome(notice=told(error))
    screen = editor_screen(
        request.store,
        read_facts(request.store, product_id),
        language=current(),
        permissions=request.store_access.permissions,
        outcomes={"options": outcome},
        options=wanted,
        leaving=leaving,
    )
    return answer(request, "options", screen, outcome)


@audience.store("products.change")
@require_POST
def save_facts(
    request: audience.StoreRequest, store: str, product_id: str, variant_id: str
) -> HttpResponse:
    """POST sku, gtin, weight_g."""

    def write(wanted: Texts, now: Shelves, variant: VariantFacts) -> None:
        variants.write_facts(request.store, variant, wanted)

    return _saved(request, product_id, variant_id, FACTS, Shelves.facts_of, write)


@audience.store("prices.change")
@require_POST
def save_price(
    request: audience.StoreRequest, store: str, product_id: str, variant_id: str
) -> HttpResponse:
    """POST price and compare_at, in the store's currency as the reader's language writes it."""

    def write(wanted: Texts, now: Shelves, variant: VariantFacts) -> None:
        variants.write_price(request.store, variant, now.price_of(variant), wanted, current())

    names = {"amount": "price"}
    return _saved(request, product_id, variant_id, PRICE, Shelves.price_of, write, names)


@audience.store("stock.change")
@require_POST
def save_stock(
    request: audience.StoreRequest, store: str, product_id: str, variant_id: str
) -> HttpResponse:
    """POST ``stock-<location>``: how many pieces were counted there."""

    def write(wanted: Texts, now: Shelves, variant: VariantFacts) -> None:
        variants.write_stock(request.store, variant, now.locations, wanted, actor(request))

    return _saved(request, product_id, variant_id, STOCK, Shelves.stock_of, write)


class _NotAgreed(Exception):
    """Variants would be put away, and nobody was asked yet."""


def _saved(
    request: audience.StoreRequest,
    product_id: str,
    variant_id: str,
    form: str,
    texts: Callable[[Shelves, VariantFacts], Texts],
    write: Callable[[Texts, Shelves, VariantFacts], None],
    names: Mapping[str, str] | None = None,
) -> HttpResponse:
    held: list[tuple[Shelves, VariantFacts]] = []

    def read() -> Texts:
        facts = read_facts(request.store, product_id)
        held[:] = [(Shelves(request.store, facts, current()), _variant(facts, variant_id))]
        return texts(*held[0])

    outcome = save(
        request,
        subject=variant_id,
        read=read,
        write=lambda wanted: write(wanted, *held[0]),
        names=names,
    )
    screen = editor_screen(
        request.store,
        read_facts(request.store, product_id),
        language=current(),
        permissions=request.store_access.permissions,
        outcomes={f"{variant_id}.{form}": outcome},
    )
    card = next((each for each in screen.variants if each.id == variant_id), None)
    if card is None:
        # Put away between two looks: nothing of it stands on the page any more.
        raise NotFound(id=variant_id)
    part = f"variant-{variant_id}"
    return answer(request, part, screen, outcome, template="variant", card=card)


def _variant(facts: OwnProductFacts, variant_id: str) -> VariantFacts:
    for variant in facts.variants:
        if variant.public_id == variant_id:
            return variant
    raise NotFound(id=variant_id)
